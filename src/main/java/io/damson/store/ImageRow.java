package io.damson.store;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
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
