package io.damson.store;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import io.damson.query.ImageQuery;
import io.damson.tenant.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The images of tenants. Thread-safe. */
public final class ImageStore {
    /** PostgreSQL sends so many rows at a time, where it would send all otherwise. */
    private static final int EXPORT_FETCH_SIZE = 1_000;

    private static final int INSERT_BATCH = 1_000;

    private static final String ROWS = "select " + ImageColumns.of("i") + " from image i where i.tenant_id = ?";
    private static final String FIND = ROWS + " and i.reference = ?";
    private static final String EXPORT = ROWS + " order by i.id";
    private static final String INSERT = "insert into image (tenant_id, id, reference, "
            + String.join(", ", ImageColumns.VALUES) + ") values (?, ?, " + ImageColumns.parameters() + ")";
    private static final String DELETE =
            "delete from image where tenant_id = ? and reference = ? and status not in ('Up', 'Re')";

    private final Database database;
    private final Dialect dialect;

    /** Over a database that is open as long as this is used. */
    public ImageStore(Database database) {
        this.database = database;
        this.dialect = database.dialect();
    }

    /** The page of the query, in one statement: two would give short pages while images are deleted. */
    public List<Image> list(Tenant tenant, ImageQuery query) {
        return query.page().top() == 0
                ? List.of()
                : database.selectFromReplica(PageStatement.of(dialect, tenant, query)::run);
    }

    /** The tenant's image of that reference. */
    public Optional<Image> find(Tenant tenant, ImageReference reference) {
        return database.selectFromReplica(connection -> find(dialect, connection, tenant, reference));
    }

    /** Finds it in the transaction of a connection. */
    static Optional<Image> find(Dialect dialect, Connection connection, Tenant tenant, ImageReference reference)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setLong(1, tenant.id());
            select.setString(2, reference.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(ImageColumns.read(dialect, row)) : Optional.empty();
            }
        }
    }

    /** Hands over all images of the tenant as they were at one moment, by id, in constant memory. */
    public void forEach(Tenant tenant, Consumer<Image> action) {
        forEach(tenant, () -> {}, action);
    }

    /**
     * Hands over all images of the tenant as they were at one moment, by id, in constant memory.
     *
     * @param begun is run when that moment is over, before the first image
     */
    public void forEach(Tenant tenant, Runnable begun, Consumer<Image> action) {
        database.snapshot(connection -> {
            try (PreparedStatement select = connection.prepareStatement(EXPORT)) {
                select.setFetchSize(EXPORT_FETCH_SIZE);
                select.setLong(1, tenant.id());
                try (ResultSet rows = select.executeQuery()) {
                    begun.run();
                    while (rows.next()) {
                        action.accept(ImageColumns.read(dialect, rows));
                    }
                }
            }
            return tenant;
        });
    }

    /** How many images the tenant has. */
    public long count(Tenant tenant) {
        return database.read(session -> session.createSelectionQuery(
                        "select count(*) from ImageRow where tenantId = :tenant", Long.class)
                .setParameter("tenant", tenant.id())
                .getSingleResult());
    }

    /** Adds images whose ids and references the tenant does not have yet; all of them or none. */
    public void insert(Tenant tenant, Collection<Image> images) {
        database.change(connection -> {
            insert(dialect, connection, tenant, images);
            return images.size();
        });
    }

    /** Adds images in the transaction of a connection. */
    static void insert(Dialect dialect, Connection connection, Tenant tenant, Collection<Image> images)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int waiting = 0;
            for (Image image : images) {
                insert.setLong(1, tenant.id());
                insert.setLong(2, image.id());
                ImageColumns.bind(dialect, insert, 3, image);
                insert.addBatch();
                if (++waiting % INSERT_BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Deletes the tenant's image of that reference unless it is being processed; check and delete are one statement. */
    public Deletion delete(Tenant tenant, ImageReference reference) {
        if (deleteIfFree(tenant, reference)) {
            return Deletion.DELETED;
        }
        Optional<ImageStatus> status = database.select(connection -> find(dialect, connection, tenant, reference))
                .map(Image::status);
        if (status.isEmpty()) {
            return Deletion.UNKNOWN;
        }
        if (status.get().isInProcess()) {
            return Deletion.IN_PROCESS;
        }
        // It was being processed, and no longer is: once more, then whoever is faster has won.
        return deleteIfFree(tenant, reference) ? Deletion.DELETED : Deletion.UNKNOWN;
    }

    private boolean deleteIfFree(Tenant tenant, ImageReference reference) {
        return database.changeOnce(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                delete.setLong(1, tenant.id());
                delete.setString(2, reference.value());
                return delete.executeUpdate() == 1;
            }
        });
    }
}
