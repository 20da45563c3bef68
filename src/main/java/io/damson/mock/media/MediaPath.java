package io.damson.mock.media;

import io.damson.http.PercentEncoding;
import io.damson.image.ImageReference;
import java.util.Optional;

/**
 * The path of an image's file.
 *
 * @param tenant the label of a tenant, which need not be there
 */
public record MediaPath(String tenant, MediaVariant variant, ImageReference reference) {
    private static final int PARTS = 4;

    /** What is asked for by a path below {@link MediaUrls#PATH}, percent-encoded as it came; empty where that is no file. */
    public static Optional<MediaPath> of(String path) {
        // An empty one before the slash of what follows the path.
        String[] parts = path.substring(MediaUrls.PATH.length()).split("/", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        return PercentEncoding.decode(parts[1])
                .flatMap(tenant -> MediaVariant.ofSegment(parts[2])
                        .flatMap(variant -> PercentEncoding.decode(parts[3])
                                .flatMap(MediaPath::reference)
                                .map(reference -> new MediaPath(tenant, variant, reference))));
    }

    private static Optional<ImageReference> reference(String text) {
        try {
            return Optional.of(new ImageReference(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
