package io.damson.store;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.tenant.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** Changes of a tenant's images that the API itself has no operation for. Thread-safe. */
public final class SeedStore {
    private static final String OF_TENANT = "delete from image where tenant_id = ?";

    private final Database database;

    /** Over a database that is open as long as this is used. */
    public SeedStore(Database database) {
        this.database = database;
    }

    /** Makes the images of a tenant those that are given, in one transaction. */
    public void replace(Tenant tenant, Collection<Image> images) {
        database.change(connection -> {
            change(connection, OF_TENANT, tenant.id());
            ImageStore.insert(database.dialect(), connection, tenant, images);
            return images.size();
        });
    }

    /** The number after the greatest id of the tenant; empty where there is none. */
    public OptionalLong nextId(Tenant tenant) {
        long greatest = database.read(session -> session.createSelectionQuery(
                        "select coalesce(max(id), 0) from ImageRow where tenantId = :tenant", Long.class)
                .setParameter("tenant", tenant.id())
                .getSingleResult());
        return greatest == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(greatest + 1);
    }

    /** Adds the image, in place of the tenant's of that reference or id. */
    public void put(Tenant tenant, Image image) {
        database.change(connection -> {
            change(
                    connection,
                    OF_TENANT + " and (reference = ? or id = ?)",
                    tenant.id(),
                    image.reference().value(),
                    image.id());
            ImageStore.insert(database.dialect(), connection, tenant, List.of(image));
            return image;
        });
    }

    /** Removes the tenant's image of that reference, whatever its status is; whether there was one. */
    public boolean remove(Tenant tenant, ImageReference reference) {
        return database.change(connection ->
                1 == change(connection, OF_TENANT + " and reference = ?", tenant.id(), reference.value()));
    }

    /** Makes {@code Ok} of those of the images that are being processed. */
    public void finishProcessing(Tenant tenant, Collection<ImageReference> references) {
        database.change(connection -> {
            for (ImageReference reference : references) {
                change(
                        connection,
                        "update image set status = 'Ok' where tenant_id = ? and reference = ? and status in ('Up', 'Re')",
                        tenant.id(),
                        reference.value());
            }
            return references.size();
        });
    }

    private static int change(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
