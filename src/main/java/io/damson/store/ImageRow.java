package io.damson.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How an image lies in the database. The attributes are named as the contract names the members. Whole rows are read and written by
 * {@link ImageColumns}.
 */
@Entity
@Table(name = "image")
@IdClass(ImageRow.Key.class)
class ImageRow {
    /** The primary key. */
    record Key(long tenantId, long id) {}

    @Id
    long tenantId;

    @Id
    long id;

    String reference = "";
    int numLinks;
    String status = "";
    LocalDateTime modifiedOn = LocalDateTime.MIN;

    @Nullable
    String fileType;

    @Nullable
    LocalDateTime createdOn;

    @Nullable
    String tags;

    @Nullable
    String originalUrl;

    @Nullable
    String thumbnailUrl;

    @Nullable
    String thumbnailMediumUrl;

    @Nullable
    String thumbnailPreviewUrl;

    int width;
    int height;
    long sizeInBytes;

    /** For Hibernate. */
    ImageRow() {}
}
