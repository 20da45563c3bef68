package io.damson.store;

import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.util.List;
import java.util.Optional;

/** Tenants and their keys. Thread-safe. */
public final class TenantStore {
    private final Database database;

    /** Over a database that is open as long as this is used. */
    public TenantStore(Database database) {
        this.database = database;
    }

    /** Makes a tenant, which has no images and no keys yet. */
    public Tenant add(TenantName name) {
        return database.write(session -> {
            TenantRow row = new TenantRow(name);
            session.insert(row);
            return row.toTenant();
        });
    }

    /** All tenants, by name. */
    public List<Tenant> list() {
        return database.read(session -> session.createSelectionQuery("from TenantRow order by name", TenantRow.class)
                .getResultStream()
                .map(TenantRow::toTenant)
                .toList());
    }

    /**
     * Lets a key stand for a tenant from now on.
     *
     * @param label what people know the key by, since the key itself cannot be shown again
     */
    public void addKey(Tenant tenant, ApiKey key, String label) {
        database.write(session -> session.insert(new ApiKeyRow(tenant.id(), key, label)));
    }

    /** The tenant that the key stands for; empty where the key is unknown or revoked. */
    public Optional<Tenant> ofKey(ApiKey key) {
        return database.read(session -> session.createSelectionQuery(
                        "select t from TenantRow t join ApiKeyRow k on k.tenantId = t.id"
                                + " where k.hash = :hash and k.revokedOn is null",
                        TenantRow.class)
                .setParameter("hash", key.hash())
                .uniqueResultOptional()
                .map(TenantRow::toTenant));
    }
}
