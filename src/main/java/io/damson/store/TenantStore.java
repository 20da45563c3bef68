package io.damson.store;

import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.hibernate.StatelessSession;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tenants and their keys. Thread-safe. */
public final class TenantStore {
    /** How long a revoked key may still be taken. */
    private static final long MAX_AGE_NANOS = 900_000_000;

    /** More keys than this in a second are read anew. */
    private static final int MAX_RECENT = 10_000;

    private static final long WARNING_PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(TenantStore.class);

    private final Database database;
    private final Set<String> noting = ConcurrentHashMap.newKeySet();
    private final Map<String, Known> recent = new ConcurrentHashMap<>();
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    /** The tenant that a key was found to stand for, and when. */
    private record Known(Tenant tenant, long readAt) {}

    /** Over a database that is open as long as this is used. */
    public TenantStore(Database database) {
        this.database = database;
    }

    /**
     * Makes a tenant, which has no images and no keys yet.
     *
     * @return empty where there is one of that name
     */
    public Optional<Tenant> add(TenantName name) {
        try {
            return Optional.of(database.write(session -> {
                TenantRow row = new TenantRow(name);
                session.insert(row);
                return row.toTenant();
            }));
        } catch (ConstraintViolationException e) {
            return Optional.empty();
        }
    }

    /**
     * Makes the first tenant and its key in one transaction; of several that try at once, one does.
     *
     * @param beforeItStays is called when both are made, and nothing can be in the way any more but a failure of the database; what it
     *     throws undoes both
     * @return whether there was no tenant yet
     */
    public boolean addFirst(TenantName name, ApiKey key, String label, Runnable beforeItStays) {
        // Nothing is written, and nobody kept waiting, where there is something already.
        return list().isEmpty()
                && database.writeTenants(session -> {
                    if (!list(session).isEmpty()) {
                        return false;
                    }
                    TenantRow row = new TenantRow(name);
                    session.insert(row);
                    session.insert(new ApiKeyRow(row.toTenant().id(), key, label));
                    beforeItStays.run();
                    return true;
                });
    }

    /** The tenant of that name. */
    public Optional<Tenant> find(TenantName name) {
        return database.read(
                session -> session.createSelectionQuery("from TenantRow where name = :name", TenantRow.class)
                        .setParameter("name", name.value())
                        .uniqueResultOptional()
                        .map(TenantRow::toTenant));
    }

    /** Removes a tenant with its keys and images; nothing happens where it is gone already. */
    public void remove(Tenant tenant) {
        database.write(session -> session.createMutationQuery("delete from TenantRow where id = :id")
                .setParameter("id", tenant.id())
                .executeUpdate());
    }

    /** All tenants, by name. */
    public List<Tenant> list() {
        return database.read(TenantStore::list);
    }

    private static List<Tenant> list(StatelessSession session) {
        return session.createSelectionQuery("from TenantRow order by name", TenantRow.class)
                .getResultStream()
                .map(TenantRow::toTenant)
                .toList();
    }

    /**
     * Lets a key stand for a tenant from now on.
     *
     * @param label what people know the key by, since the key itself cannot be shown again; at most 200 characters
     * @return empty where the key stands for a tenant already, or did before it was revoked
     */
    public Optional<StoredKey> addKey(Tenant tenant, ApiKey key, String label) {
        try {
            return Optional.of(database.write(session -> {
                ApiKeyRow row = new ApiKeyRow(tenant.id(), key, label);
                session.insert(row);
                return row.toStoredKey();
            }));
        } catch (ConstraintViolationException e) {
            return Optional.empty();
        }
    }

    /** The tenant's keys in the order in which they were made, revoked ones too. */
    public List<StoredKey> keys(Tenant tenant) {
        return database.read(session -> session.createSelectionQuery(
                        "from ApiKeyRow where tenantId = :tenant order by id", ApiKeyRow.class)
                .setParameter("tenant", tenant.id())
                .getResultStream()
                .map(ApiKeyRow::toStoredKey)
                .toList());
    }

    /**
     * Revokes a key of the tenant, a second later at the latest, also for other servers of the database.
     *
     * @return whether the tenant has a key of that number that was not revoked before
     */
    public boolean revokeKey(Tenant tenant, long keyId) {
        return 1
                == database.write(session -> session.createMutationQuery("update ApiKeyRow set revokedOn = :now"
                                + " where tenantId = :tenant and id = :id and revokedOn is null")
                        .setParameter("now", LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS))
                        .setParameter("tenant", tenant.id())
                        .setParameter("id", keyId)
                        .executeUpdate());
    }

    /**
     * The tenant that the key stands for; empty where the key is unknown or revoked. What was read a second ago still holds. Notes the
     * day of its use.
     */
    public Optional<Tenant> ofKey(ApiKey key) {
        byte[] hash = key.hash();
        String hex = HexFormat.of().formatHex(hash);
        Known known = recent.get(hex);
        if (known != null && System.nanoTime() - known.readAt() < MAX_AGE_NANOS) {
            return Optional.of(known.tenant());
        }
        long readAt = System.nanoTime();
        Optional<Tenant> tenant = read(hash, hex);
        tenant.ifPresentOrElse(found -> remember(hex, new Known(found, readAt)), () -> recent.remove(hex));
        return tenant;
    }

    /**
     * The tenant that the key was last found to stand for, without asking the database; empty where that is not known. It may be revoked
     * by now.
     */
    public Optional<Tenant> remembered(ApiKey key) {
        return Optional.ofNullable(recent.get(HexFormat.of().formatHex(key.hash())))
                .map(Known::tenant);
    }

    private void remember(String hex, Known known) {
        if (recent.size() >= MAX_RECENT) {
            recent.clear();
        }
        recent.put(hex, known);
    }

    private Optional<Tenant> read(byte[] hash, String hex) {
        Optional<KeyUse> use = database.read(session -> session.createSelectionQuery(
                        "select t, k.lastUsedOn from TenantRow t join ApiKeyRow k on k.tenantId = t.id"
                                + " where k.hash = :hash and k.revokedOn is null",
                        Use.class)
                .setParameter("hash", hash)
                .uniqueResultOptional()
                .map(Use::toKeyUse));
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        if (use.isPresent() && !today.equals(use.get().lastUsedOn())) {
            noteUse(hash, hex, today);
        }
        return use.map(KeyUse::tenant);
    }

    /** Later, and once: a request neither waits for a writer because of it nor fails with it. */
    private void noteUse(byte[] hash, String hex, LocalDate day) {
        if (noting.add(hex)) {
            boolean taken = database.note(() -> {
                try {
                    database.write(session -> session.createMutationQuery(
                                    "update ApiKeyRow set lastUsedOn = :day where hash = :hash")
                            .setParameter("day", day)
                            .setParameter("hash", hash)
                            .executeUpdate());
                } catch (RuntimeException e) {
                    warn(e);
                } finally {
                    noting.remove(hex);
                }
            });
            if (!taken) {
                noting.remove(hex);
            }
        }
    }

    /** Every key that is used fails again each second, as long as the database is read-only. */
    private void warn(RuntimeException failure) {
        long due = nextWarning.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + WARNING_PAUSE_NANOS)) {
            LOG.warn("the days on which keys were used are not noted yet: {}", failure.getMessage());
        }
    }

    /** A row of {@link #ofKey}. */
    record Use(TenantRow tenant, @Nullable LocalDate lastUsedOn) {
        KeyUse toKeyUse() {
            return new KeyUse(tenant.toTenant(), lastUsedOn);
        }
    }

    /** The tenant of a key, and when it was last used. */
    private record KeyUse(Tenant tenant, @Nullable LocalDate lastUsedOn) {}
}
