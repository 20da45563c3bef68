package io.damson.query;

import io.damson.image.Image;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The scalar properties of an image: all that filters may name, and those that an order may name. */
public enum ImageProperty {
    ID("id", Type.NUMBER, false, true, Image::id),
    REFERENCE("reference", Type.STRING, false, true, image -> image.reference().value()),
    NUM_LINKS("numLinks", Type.NUMBER, false, true, image -> (long) image.numLinks()),
    STATUS("status", Type.STRING, false, true, image -> image.status().code()),
    MODIFIED_ON("modifiedOn", Type.DATE_TIME, false, true, Image::modifiedOn),
    FILE_TYPE("fileType", Type.STRING, true, true, Image::fileType),
    CREATED_ON("createdOn", Type.DATE_TIME, true, true, Image::createdOn),
    ORIGINAL_URL("originalUrl", Type.STRING, true, false, Image::originalUrl),
    THUMBNAIL_URL("thumbnailUrl", Type.STRING, true, false, Image::thumbnailUrl),
    THUMBNAIL_MEDIUM_URL("thumbnailMediumUrl", Type.STRING, true, false, Image::thumbnailMediumUrl),
    THUMBNAIL_PREVIEW_URL("thumbnailPreviewUrl", Type.STRING, true, false, Image::thumbnailPreviewUrl),
    WIDTH("width", Type.NUMBER, false, true, image -> (long) image.width()),
    HEIGHT("height", Type.NUMBER, false, true, image -> (long) image.height()),
    SIZE_IN_BYTES("sizeInBytes", Type.NUMBER, false, true, Image::sizeInBytes);

    private final String propertyName;
    private final Type type;
    private final boolean nullable;
    private final boolean sortable;

    @SuppressWarnings("ImmutableEnumChecker") // method references hold no state
    private final Function<Image, @Nullable Object> accessor;

    ImageProperty(
            String propertyName,
            Type type,
            boolean nullable,
            boolean sortable,
            Function<Image, @Nullable Object> accessor) {
        this.propertyName = propertyName;
        this.type = type;
        this.nullable = nullable;
        this.sortable = sortable;
        this.accessor = accessor;
    }

    /** The name in the contract, which is case-sensitive (URL Conventions 5.1.1.15). */
    public String propertyName() {
        return propertyName;
    }

    /** The type that comparisons and functions see. */
    public Type type() {
        return type;
    }

    /** Whether an image may lack the value. */
    public boolean isNullable() {
        return nullable;
    }

    /** Whether {@code $orderby} may name it. */
    public boolean isSortable() {
        return sortable;
    }

    /**
     * The image's value: a {@code String}, a {@code Long} or a {@code LocalDateTime}, as {@link #type()} says, or null.
     */
    public @Nullable Object of(Image image) {
        return accessor.apply(image);
    }

    /** The property of that name; empty where there is none. */
    public static Optional<ImageProperty> ofName(String name) {
        return Arrays.stream(values())
                .filter(property -> property.propertyName.equals(name))
                .findFirst();
    }
}
