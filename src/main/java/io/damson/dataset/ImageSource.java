package io.damson.dataset;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A format: finds the images in it, one after the other. */
interface ImageSource {
    /** The next item; empty at the end. */
    Optional<ImageItem> next() throws IOException;

    /** What stands beside the images, once all have been read. */
    default Map<String, FileMember> members() {
        return Map.of();
    }

    /** Whether it is an answer of the API, once all has been read. */
    default boolean isPage() {
        return false;
    }
}
