package io.damson.image;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image of a tenant, with the members that the API documents.
 *
 * @param id unique within the tenant
 * @param reference the file name, unique within the tenant
 * @param numLinks how many items it is linked to, not negative
 * @param status where it stands in its processing
 * @param modifiedOn when it was last changed; local, whole seconds
 * @param fileType the format of the file, such as {@code jpg}; null where unknown
 * @param createdOn when it was created; local, whole seconds; null where unknown
 * @param tags free words in their order; null where none were ever given
 * @param originalUrl where the original can be loaded from; null before it is there
 * @param thumbnailUrl where the small thumbnail can be loaded from; null before it is there
 * @param thumbnailMediumUrl where the medium thumbnail can be loaded from; null before it is there
 * @param thumbnailPreviewUrl where the preview can be loaded from; null before it is there
 * @param width in pixels, not negative
 * @param height in pixels, not negative
 * @param sizeInBytes of the original file, not negative
 */
public record Image(
        long id,
        ImageReference reference,
        int numLinks,
        ImageStatus status,
        LocalDateTime modifiedOn,
        @Nullable String fileType,
        @Nullable LocalDateTime createdOn,
        @Nullable List<String> tags,
        @Nullable String originalUrl,
        @Nullable String thumbnailUrl,
        @Nullable String thumbnailMediumUrl,
        @Nullable String thumbnailPreviewUrl,
        int width,
        int height,
        long sizeInBytes) {

    /** The same image with another id. */
    public Image withId(long newId) {
        return new Image(
                newId,
                reference,
                numLinks,
                status,
                modifiedOn,
                fileType,
                createdOn,
                tags,
                originalUrl,
                thumbnailUrl,
                thumbnailMediumUrl,
                thumbnailPreviewUrl,
                width,
                height,
                sizeInBytes);
    }

    /** The same image in another status. */
    public Image withStatus(ImageStatus newStatus) {
        return new Image(
                id,
                reference,
                numLinks,
                newStatus,
                modifiedOn,
                fileType,
                createdOn,
                tags,
                originalUrl,
                thumbnailUrl,
                thumbnailMediumUrl,
                thumbnailPreviewUrl,
                width,
                height,
                sizeInBytes);
    }

    /** The same image with its files elsewhere. */
    public Image withUrls(
            @Nullable String newOriginalUrl,
            @Nullable String newThumbnailUrl,
            @Nullable String newThumbnailMediumUrl,
            @Nullable String newThumbnailPreviewUrl) {
        return new Image(
                id,
                reference,
                numLinks,
                status,
                modifiedOn,
                fileType,
                createdOn,
                tags,
                newOriginalUrl,
                newThumbnailUrl,
                newThumbnailMediumUrl,
                newThumbnailPreviewUrl,
                width,
                height,
                sizeInBytes);
    }
}
