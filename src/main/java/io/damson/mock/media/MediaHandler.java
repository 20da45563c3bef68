package io.damson.mock.media;

import io.damson.http.FileHandler;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.http.ServedFile;
import io.damson.image.Image;
import io.damson.image.ImageReference;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * Answers {@code GET} and {@code HEAD} of {@code /media/TENANT/VARIANT/REFERENCE}, without a key. Pages of any origin may show the files;
 * which of them may read the bytes is said by what stands in front. Has to get targets as they came (see
 * {@link io.damson.http.ApplicationHandler}).
 */
public final class MediaHandler extends HttpHandler {
    /** The size that the data says, where the picture is drawn smaller than that. */
    static final String ORIGINAL_SIZE = "X-Original-Size";

    private static final long CACHE_BYTES = 32 * 1024 * 1024;

    private final BiFunction<String, ImageReference, Optional<Image>> images;
    private final HttpHandler files;
    private final MediaCache cache = new MediaCache(CACHE_BYTES);

    /**
     * Draws what is asked for.
     *
     * @param images finds the image of a tenant, by its label; asked anew for each request
     * @param around what stands around the answers
     */
    public MediaHandler(BiFunction<String, ImageReference, Optional<Image>> images, UnaryOperator<HttpHandler> around) {
        this.images = images;
        this.files = around.apply(new FileHandler(this::file));
    }

    @Override
    public void destroy() {
        files.destroy();
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        String exposed = response.getHeader("Access-Control-Expose-Headers");
        if (exposed != null) { // the page may read it
            response.setHeader("Access-Control-Expose-Headers", exposed + ", " + ORIGINAL_SIZE);
        }
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
                () -> cache.has(picture),
                () -> cache.file(picture));
    }

    private Media find(String path) {
        MediaPath file = MediaPath.of(path)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "There is nothing here; files are at %s/TENANT/original/REFERENCE, and thumbnails at th, thm and thp in place of original"
                                .formatted(MediaUrls.PATH)));
        Image image = images.apply(file.tenant(), file.reference())
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "No tenant has an image of this path"));
        if (!file.variant().isOf(image)) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND, "The image has no such file: its URL is null, or it has no pixels");
        }
        return new Media(file.variant(), image);
    }
}
