package io.damson.store;

import io.damson.image.Image;
import io.damson.tenant.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;

/** The statement that adds an image. Not through objects: they take most of the time that many images need. */
final class ImageInsert {
    /** The columns of an image that have nothing to do with its keys. */
    static final String COLUMNS = "num_links, status, modified_on, file_type, created_on, tags, original_url,"
            + " thumbnail_url, thumbnail_medium_url, thumbnail_preview_url, width, height, size_in_bytes";

    private static final String INSERT = "insert into image (tenant_id, id, reference, " + COLUMNS
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final int BATCH = 1_000;

    private ImageInsert() {}

    /** Adds images to the tenant. */
    static void run(Connection connection, Tenant tenant, Collection<Image> images) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int waiting = 0;
            for (Image image : images) {
                insert.setLong(1, tenant.id());
                insert.setLong(2, image.id());
                bindReferenceAndValues(insert, 3, image);
                insert.addBatch();
                if (++waiting % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Fills the parameters for the reference and {@link #COLUMNS}, from that number on. */
    static void bindReferenceAndValues(PreparedStatement insert, int from, Image image) throws SQLException {
        int next = from;
        List<String> tags = image.tags();
        insert.setString(next++, image.reference().value());
        insert.setInt(next++, image.numLinks());
        insert.setString(next++, image.status().code());
        insert.setObject(next++, image.modifiedOn().truncatedTo(ChronoUnit.SECONDS));
        insert.setString(next++, image.fileType());
        insert.setObject(
                next++,
                image.createdOn() == null ? null : image.createdOn().truncatedTo(ChronoUnit.SECONDS),
                Types.TIMESTAMP);
        insert.setArray(next++, tags == null ? null : insert.getConnection().createArrayOf("varchar", tags.toArray()));
        insert.setString(next++, image.originalUrl());
        insert.setString(next++, image.thumbnailUrl());
        insert.setString(next++, image.thumbnailMediumUrl());
        insert.setString(next++, image.thumbnailPreviewUrl());
        insert.setInt(next++, image.width());
        insert.setInt(next++, image.height());
        insert.setLong(next, image.sizeInBytes());
    }
}
