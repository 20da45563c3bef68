package io.damson.store;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Changes of a tenant's images that the API itself has no operation for. Thread-safe. */
public final class SeedStore {
    private static final String OF_REFERENCE = "delete from image where tenant_id = ? and reference = ?";

    private final Database database;

    /** Over a database that is open as long as this is used. */
    public SeedStore(Database database) {
        this.database = database;
    }

    /** Adds a tenant, of a name that no other has, with its images, in one transaction. */
    public Tenant add(TenantName name, Collection<Image> images) {
        return database.change(connection -> {
            Tenant tenant = insert(connection, name);
            ImageStore.insert(database.dialect(), connection, tenant, images);
            return tenant;
        });
    }

    private static Tenant insert(Connection connection, TenantName name) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into tenant (name) values (?) returning id")) {
            insert.setString(1, name.value());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return new Tenant(row.getLong(1), name);
            }
        }
    }

    /** Removes a tenant with its images, in one transaction. */
    public void drop(Tenant tenant) {
        database.change(connection -> change(connection, "delete from tenant where id = ?", tenant.id()));
    }

    /**
     * What a tenant has when one of its images is to be changed.
     *
     * @param image the image; empty where it is to be made
     * @param nextId the number after the greatest id of the tenant; empty where there is none
     */
    public record Present(Optional<Image> image, OptionalLong nextId) {}

    /**
     * What has become of an image.
     *
     * @param image as it was to be
     * @param owner the other image that has its id already, in which case nothing has changed
     */
    public record Put(Image image, Optional<ImageReference> owner) {}

    /**
     * Makes or changes the tenant's image of that reference; what is there is read in the same transaction.
     *
     * @param change the image as it is to be, of that reference; where it throws, nothing has changed
     */
    public Put put(Tenant tenant, ImageReference reference, Function<Present, Image> change) {
        return database.change(connection -> {
            Present present = new Present(
                    ImageStore.find(database.dialect(), connection, tenant, reference), nextId(connection, tenant));
            Image image = change.apply(present);
            Optional<ImageReference> owner = owner(connection, tenant, image);
            if (owner.isEmpty()) {
                replace(connection, tenant, image);
            }
            return new Put(image, owner);
        });
    }

    private static OptionalLong nextId(Connection connection, Tenant tenant) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select coalesce(max(id), 0) from image where tenant_id = ?")) {
            select.setLong(1, tenant.id());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long greatest = row.getLong(1);
                return greatest == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(greatest + 1);
            }
        }
    }

    private static Optional<ImageReference> owner(Connection connection, Tenant tenant, Image image)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select reference from image where tenant_id = ? and id = ? and reference <> ?")) {
            select.setLong(1, tenant.id());
            select.setLong(2, image.id());
            select.setString(3, image.reference().value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new ImageReference(row.getString(1))) : Optional.empty();
            }
        }
    }

    /** Removes the tenant's image of that reference, whatever its status is; whether there was one. */
    public boolean remove(Tenant tenant, ImageReference reference) {
        return database.change(connection -> 1 == change(connection, OF_REFERENCE, tenant.id(), reference.value()));
    }

    /**
     * Changes those of the images that are being processed, in one transaction.
     *
     * @param finish the image as it is then, of the same id and reference
     */
    public void finishProcessing(Tenant tenant, Collection<ImageReference> references, UnaryOperator<Image> finish) {
        database.change(connection -> {
            for (ImageReference reference : references) {
                Optional<Image> image = ImageStore.find(database.dialect(), connection, tenant, reference)
                        .filter(found -> found.status().isInProcess());
                if (image.isPresent()) {
                    replace(connection, tenant, finish.apply(image.get()));
                }
            }
            return references.size();
        });
    }

    private void replace(Connection connection, Tenant tenant, Image image) throws SQLException {
        change(connection, OF_REFERENCE, tenant.id(), image.reference().value());
        ImageStore.insert(database.dialect(), connection, tenant, List.of(image));
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
