package io.damson.store;

/** How the deletion of an image ended. */
public enum Deletion {
    /** The image was there and is gone. */
    DELETED,
    /** The tenant has no such image. */
    UNKNOWN,
    /** The image is being processed; nothing has changed. */
    IN_PROCESS
}
