package io.damson.mock.media;

import io.damson.http.FileHandler;
import io.damson.http.PercentEncoding;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.http.ServedFile;
import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * Answers {@code GET} and {@code HEAD} of {@code /media/TENANT/VARIANT/REFERENCE}, without a key, to pages of any origin. Has to get
 * targets as they came (see {@link io.damson.http.ApplicationHandler}), and a handler of its own for preflights, if any.
 */
public final class MediaHandler extends HttpHandler {
    /** The size that the data says, where the picture is drawn smaller than that. */
    static final String ORIGINAL_SIZE = "X-Original-Size";

    private static final long CACHE_BYTES = 32 * 1024 * 1024;
    private static final int PARTS = 4;

    private final BiFunction<TenantName, ImageReference, Optional<Image>> images;
    private final FileHandler files = new FileHandler(this::file);
    private final MediaCache cache = new MediaCache(CACHE_BYTES);

    /** @param images finds a tenant's image; asked anew for each request */
    public MediaHandler(BiFunction<TenantName, ImageReference, Optional<Image>> images) {
        this.images = images;
    }

    @Override
    public void service(Request request, Response response) throws IOException {
        // In a mock the origin itself has been named already, for requests with credentials.
        if (response.getHeader("Access-Control-Allow-Origin") == null) {
            response.setHeader("Access-Control-Allow-Origin", "*");
        }
        response.setHeader("Access-Control-Expose-Headers", "ETag, " + ORIGINAL_SIZE);
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        files.service(request, response);
    }

    private ServedFile file(String path) {
        Media media = find(path);
        Picture picture = media.picture();
        return new ServedFile(
                picture.format().mediaType(),
                media.entityTag(),
                media.isReduced() ? Map.of(ORIGINAL_SIZE, media.sizeInData().toString()) : Map.of(),
                () -> cache.file(picture));
    }

    private Media find(String path) {
        // An empty one before the slash of what follows the path.
        String[] parts = path.substring(MediaUrls.PATH.length()).split("/", -1);
        Optional<MediaVariant> variant = parts.length == PARTS ? MediaVariant.ofSegment(parts[2]) : Optional.empty();
        if (variant.isEmpty()) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    "There is nothing here; files are at %s/TENANT/original/REFERENCE, and thumbnails at th, thm and thp in place of original"
                            .formatted(MediaUrls.PATH));
        }
        Image image = image(parts[1], parts[3])
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "No tenant has an image of this path"));
        if (!variant.get().isOf(image)) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND, "The image has no such file: its URL is null, or it has no pixels");
        }
        return new Media(variant.get(), image);
    }

    private Optional<Image> image(String tenant, String reference) {
        try {
            TenantName name = new TenantName(tenant);
            return PercentEncoding.decode(reference).map(ImageReference::new).flatMap(file -> images.apply(name, file));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no tenant's name, or no reference
        }
    }
}
