package io.damson.store;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.tenant.Tenant;
import java.util.Collection;
import java.util.List;

/** Changes of a tenant's images that the API itself has no operation for. Thread-safe. */
public final class SeedStore {
    private final Database database;

    /** Over a database that is open as long as this is used. */
    public SeedStore(Database database) {
        this.database = database;
    }

    /** Makes the images of a tenant those that are given, in one transaction. */
    public void replace(Tenant tenant, Collection<Image> images) {
        database.write(session -> {
            session.createMutationQuery("delete from ImageRow where tenantId = :tenant")
                    .setParameter("tenant", tenant.id())
                    .executeUpdate();
            session.doWork(connection -> ImageStore.insert(database.dialect(), connection, tenant, images));
            return images.size();
        });
    }

    /** The number after the greatest id of the tenant. */
    public long nextId(Tenant tenant) {
        return database.read(session -> session.createSelectionQuery(
                        "select coalesce(max(id), 0) + 1 from ImageRow where tenantId = :tenant", Long.class)
                .setParameter("tenant", tenant.id())
                .getSingleResult());
    }

    /** Adds the image, in place of the tenant's of that reference or id. */
    public void put(Tenant tenant, Image image) {
        database.write(session -> {
            session.createMutationQuery(
                            "delete from ImageRow where tenantId = :tenant and (reference = :reference or id = :id)")
                    .setParameter("tenant", tenant.id())
                    .setParameter("reference", image.reference().value())
                    .setParameter("id", image.id())
                    .executeUpdate();
            session.doWork(connection -> ImageStore.insert(database.dialect(), connection, tenant, List.of(image)));
            return image;
        });
    }

    /** Removes the tenant's image of that reference, whatever its status is; whether there was one. */
    public boolean remove(Tenant tenant, ImageReference reference) {
        return 1
                == database.write(session -> session.createMutationQuery(
                                "delete from ImageRow where tenantId = :tenant and reference = :reference")
                        .setParameter("tenant", tenant.id())
                        .setParameter("reference", reference.value())
                        .executeUpdate());
    }

    /** Makes {@code Ok} of those of the images that are being processed. */
    public void finishProcessing(Tenant tenant, Collection<ImageReference> references) {
        database.write(
                session -> session.createMutationQuery("update ImageRow set status = 'Ok' where tenantId = :tenant"
                                + " and reference in (:references) and status in ('Up', 'Re')")
                        .setParameter("tenant", tenant.id())
                        .setParameterList(
                                "references",
                                references.stream().map(ImageReference::value).toList())
                        .executeUpdate());
    }
}
