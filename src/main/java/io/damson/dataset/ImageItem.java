package io.damson.dataset;

/** What a file holds at one place: an image, or something that is none. */
public sealed interface ImageItem {
    /** Where it begins, as {@code FILE:LINE}; lines count from 1. */
    String place();

    /** An image that the contract can print. */
    record Taken(String place, ImageRecord record) implements ImageItem {}

    /**
     * Something else.
     *
     * @param reason member, value and rule
     */
    record Refused(String place, String reason) implements ImageItem {}
}
