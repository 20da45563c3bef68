package io.damson.dataset;

/** What a file holds at one place: an image, or something that is none. */
public sealed interface ImageItem {
    /** Where it is, as {@code FILE:LINE} of an image that begins its line, and otherwise, as also of what is wrong, as {@code FILE:LINE:COLUMN}; both count from 1. */
    String place();

    /** An image that the contract can print. */
    record Taken(String place, ImageRecord record) implements ImageItem {}

    /**
     * Something else.
     *
     * @param reason member, value and rule
     * @param isRepeated whether an item before it was refused for the same reason, which is one of the whole file
     */
    record Refused(String place, String reason, boolean isRepeated) implements ImageItem {
        /** The first for its reason. */
        public Refused(String place, String reason) {
            this(place, reason, false);
        }
    }
}
