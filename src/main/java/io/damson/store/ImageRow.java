package io.damson.store;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** How an image lies in the database. The attributes are named as the contract names the members. */
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

    @JdbcTypeCode(SqlTypes.ARRAY)
    String @Nullable [] tags;

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

    static ImageRow of(long tenantId, Image image) {
        ImageRow row = new ImageRow();
        row.tenantId = tenantId;
        row.id = image.id();
        row.reference = image.reference().value();
        row.numLinks = image.numLinks();
        row.status = image.status().code();
        row.modifiedOn = image.modifiedOn().truncatedTo(ChronoUnit.SECONDS);
        row.fileType = image.fileType();
        LocalDateTime createdOn = image.createdOn();
        row.createdOn = createdOn == null ? null : createdOn.truncatedTo(ChronoUnit.SECONDS);
        List<String> tags = image.tags();
        row.tags = tags == null ? null : tags.toArray(String[]::new);
        row.originalUrl = image.originalUrl();
        row.thumbnailUrl = image.thumbnailUrl();
        row.thumbnailMediumUrl = image.thumbnailMediumUrl();
        row.thumbnailPreviewUrl = image.thumbnailPreviewUrl();
        row.width = image.width();
        row.height = image.height();
        row.sizeInBytes = image.sizeInBytes();
        return row;
    }

    Image toImage() {
        return new Image(
                id,
                new ImageReference(reference),
                numLinks,
                ImageStatus.ofCode(status).orElseThrow(),
                modifiedOn,
                fileType,
                createdOn,
                tags == null ? null : List.of(tags),
                originalUrl,
                thumbnailUrl,
                thumbnailMediumUrl,
                thumbnailPreviewUrl,
                width,
                height,
                sizeInBytes);
    }
}
