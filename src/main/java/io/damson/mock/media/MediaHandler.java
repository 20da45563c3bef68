package io.damson.mock.media;

import io.damson.http.PercentEncoding;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.http.Problems;
import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jspecify.annotations.Nullable;

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
    private final MediaCache cache = new MediaCache(CACHE_BYTES);

    /** @param images finds a tenant's image; asked anew for each request */
    public MediaHandler(BiFunction<TenantName, ImageReference, Optional<Image>> images) {
        this.images = images;
    }

    @Override
    public void service(Request request, Response response) throws IOException {
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader("Access-Control-Expose-Headers", "ETag, " + ORIGINAL_SIZE);
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        try {
            answer(request, response);
        } catch (ProblemException e) {
            String path = request.getRequestURI();
            Problems.logRefusal(e, path);
            response.setStatus(e.problemType().status());
            e.headers().forEach(response::setHeader);
            response.setHeader("Cache-Control", "no-store");
            write(request, response, Problems.MEDIA_TYPE, Problems.json(Problems.document(e, path)));
        }
    }

    private void answer(Request request, Response response) throws IOException {
        String method = request.getMethod().getMethodString();
        if (method.equals("OPTIONS")) {
            response.setStatus(204);
            response.setHeader("Allow", "GET, HEAD, OPTIONS");
            response.setHeader("Cache-Control", "no-store");
            return;
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw new ProblemException(
                            ProblemType.METHOD_NOT_ALLOWED, "A file is read with GET or HEAD, not with " + method)
                    .withHeader("Allow", "GET, HEAD, OPTIONS");
        }
        Media media = find(request.getRequestURI());
        // Always asked again, and answered in a few bytes: data changes under whoever develops with it.
        response.setHeader("Cache-Control", "public, no-cache");
        response.setHeader("ETag", media.entityTag());
        if (media.isReduced()) {
            response.setHeader(ORIGINAL_SIZE, media.sizeInData().toString());
        }
        if (matches(request.getHeader("If-None-Match"), media.entityTag())) {
            response.setStatus(304);
            return;
        }
        Picture picture = media.picture();
        write(request, response, picture.format().mediaType(), cache.file(picture));
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

    /** Weak comparison (RFC 9110, section 13.1.2). */
    private static boolean matches(@Nullable String ifNoneMatch, String entityTag) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .anyMatch(tag -> tag.equals("*") || tag.equals(entityTag));
    }

    private static void write(Request request, Response response, String mediaType, byte[] body) throws IOException {
        response.setContentType(mediaType);
        response.setContentLength(body.length);
        if (!request.getMethod().getMethodString().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }
}
