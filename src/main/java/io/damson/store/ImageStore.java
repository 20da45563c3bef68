package io.damson.store;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import io.damson.query.ImageQuery;
import io.damson.tenant.Tenant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;

/** The images of tenants. Thread-safe. */
public final class ImageStore {
    /** PostgreSQL sends so many rows at a time, where it would send all otherwise. */
    private static final int EXPORT_FETCH_SIZE = 1_000;

    private final Database database;

    /** Over a database that is open as long as this is used. */
    public ImageStore(Database database) {
        this.database = database;
    }

    /** The page that the query asks for, in one statement: two would give short pages while images are deleted. */
    public List<Image> list(Tenant tenant, ImageQuery query) {
        if (query.page().top() == 0) {
            return List.of();
        }
        PageStatement statement = PageStatement.of(query);
        return database.read(session -> {
            var select =
                    session.createNativeQuery(statement.sql(), ImageRow.class).setParameter("tenant", tenant.id());
            statement.parameters().forEach(select::setParameter);
            return select.getResultStream().map(ImageRow::toImage).toList();
        });
    }

    /** The tenant's image of that reference. */
    public Optional<Image> find(Tenant tenant, ImageReference reference) {
        return database.read(session -> session.createSelectionQuery(
                        "from ImageRow where tenantId = :tenant and reference = :reference", ImageRow.class)
                .setParameter("tenant", tenant.id())
                .setParameter("reference", reference.value())
                .uniqueResultOptional()
                .map(ImageRow::toImage));
    }

    /** Hands over all images of the tenant as they were at one moment, by id, in constant memory. */
    public void forEach(Tenant tenant, Consumer<Image> action) {
        database.write(session -> {
            try (Stream<ImageRow> rows = session.createSelectionQuery(
                            "from ImageRow where tenantId = :tenant order by id", ImageRow.class)
                    .setParameter("tenant", tenant.id())
                    .setFetchSize(EXPORT_FETCH_SIZE)
                    .getResultStream()) {
                rows.map(ImageRow::toImage).forEach(action);
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
        database.write(session -> {
            session.doWork(connection -> ImageInsert.run(connection, tenant, images));
            return images.size();
        });
    }

    /** Deletes the tenant's image of that reference unless it is being processed; check and delete are one statement. */
    public Deletion delete(Tenant tenant, ImageReference reference) {
        if (deleteIfFree(tenant, reference)) {
            return Deletion.DELETED;
        }
        Optional<ImageStatus> status = status(tenant, reference);
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
        return 1
                == database.write(session -> session.createMutationQuery(
                                "delete from ImageRow where tenantId = :tenant and reference = :reference"
                                        + " and status not in ('Up', 'Re')")
                        .setParameter("tenant", tenant.id())
                        .setParameter("reference", reference.value())
                        .executeUpdate());
    }

    private Optional<ImageStatus> status(Tenant tenant, ImageReference reference) {
        return database.read(session -> statusIn(session, tenant, reference));
    }

    private static Optional<ImageStatus> statusIn(StatelessSession session, Tenant tenant, ImageReference reference) {
        return session.createSelectionQuery(
                        "select status from ImageRow where tenantId = :tenant and reference = :reference", String.class)
                .setParameter("tenant", tenant.id())
                .setParameter("reference", reference.value())
                .uniqueResultOptional()
                .flatMap(ImageStatus::ofCode);
    }
}
