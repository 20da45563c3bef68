package io.damson.dataset;

import java.io.IOException;
import java.util.Optional;

/** A format: finds the images in it, one after the other. */
interface ImageSource {
    /** The next item; empty at the end. */
    Optional<ImageItem> next() throws IOException;
}
