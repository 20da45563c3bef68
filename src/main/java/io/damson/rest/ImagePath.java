package io.damson.rest;

import io.damson.http.PercentEncoding;
import io.damson.image.ImageReference;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a request to the API, below the base path.
 *
 * @param reference the image asked for; empty for the list
 */
public record ImagePath(Optional<ImageReference> reference) {
    static final String LIST = "images";
    private static final Pattern ONE_IMAGE = Pattern.compile("images(?:\\(|%28)([^/]*)(?:\\)|%29)");

    /** The path, percent-encoded as it came and without its first slash; empty where it is not one of the API's. */
    static Optional<ImagePath> of(String path) {
        if (path.equals(LIST)) {
            return Optional.of(new ImagePath(Optional.empty()));
        }
        Matcher matcher = ONE_IMAGE.matcher(path);
        return matcher.matches()
                ? PercentEncoding.decode(matcher.group(1))
                        .flatMap(ImagePath::reference)
                        .map(r -> new ImagePath(Optional.of(r)))
                : Optional.empty();
    }

    private static Optional<ImageReference> reference(String text) {
        try {
            return Optional.of(new ImageReference(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The path with the reference encoded in full, so that no character of it is taken for syntax. */
    String canonical() {
        return reference
                .map(r -> LIST + "(" + PercentEncoding.encode(r.value()) + ")")
                .orElse(LIST);
    }
}
