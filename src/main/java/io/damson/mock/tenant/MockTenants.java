package io.damson.mock.tenant;

import io.damson.dataset.DatasetException;
import io.damson.dataset.MockData;
import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.mock.clock.MockClock;
import io.damson.mock.fault.Faults;
import io.damson.mock.journal.Journal;
import io.damson.store.Database;
import io.damson.store.ImageStore;
import io.damson.store.SeedStore;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All tenants of the mock, by their keys. Thread-safe. */
public final class MockTenants {
    private static final int MAX_SANDBOXES = 1_000;
    private static final long MAX_SANDBOX_ROWS = 500_000;

    private final TenantStore tenants;
    private final ImageStore images;
    private final SeedStore seeds;
    private final BiFunction<TenantName, Image, Image> asServed;
    private final InstantSource real;
    private final Sandboxes sandboxes;
    private final Faults faultsOfAll;
    private final MockClock clockOfNew;
    private final Journal journalOfNobody = new Journal();
    private final AtomicLong number = new AtomicLong();

    /** Replaced as a whole, so that readers need no lock. */
    private volatile Taken taken = new Taken(new TreeMap<>());

    /** The data that are served now: their tenants by name, by key, and the one that sandboxes are copies of. */
    private record Taken(
            SortedMap<String, DataTenant> byName, Map<String, DataTenant> byKey, Optional<DataTenant> sandbox) {
        Taken(SortedMap<String, DataTenant> byName) {
            this(byName, byKey(byName.values()), sandbox(byName.values()));
        }

        private static Map<String, DataTenant> byKey(Collection<DataTenant> tenants) {
            Map<String, DataTenant> byKey = new HashMap<>();
            tenants.forEach(tenant -> tenant.apiKeys().forEach(key -> byKey.put(key.reveal(), tenant)));
            return byKey;
        }

        private static Optional<DataTenant> sandbox(Collection<DataTenant> tenants) {
            return tenants.stream()
                    .filter(DataTenant::sandbox)
                    .findFirst()
                    .or(() -> tenants.stream().findFirst());
        }
    }

    /**
     * None yet.
     *
     * @param asServed what becomes of a tenant's image when it is loaded
     * @param real counts what no test's clock changes
     */
    public MockTenants(Database database, BiFunction<TenantName, Image, Image> asServed, InstantSource real) {
        this.tenants = new TenantStore(database);
        this.images = new ImageStore(database);
        this.seeds = new SeedStore(database);
        this.asServed = asServed;
        this.real = real;
        this.faultsOfAll = new Faults(real);
        this.clockOfNew = new MockClock(real);
        this.sandboxes = new Sandboxes(
                MAX_SANDBOXES, MAX_SANDBOX_ROWS, real, this::newSandbox, sandbox -> tenants.remove(sandbox.tenant()));
    }

    /**
     * Takes data: tenants that are new are made, those whose data have changed are reset, those that are not here are dropped.
     *
     * @return whether anything was not as before
     * @throws DatasetException if a name or a key is there twice; then nothing has changed
     */
    public synchronized boolean take(Collection<MockData> all) {
        DataNames.check(all);
        Taken before = taken;
        boolean changed = before.byName().size() != all.size();
        SortedMap<String, DataTenant> byName = new TreeMap<>();
        for (MockData data : all) {
            String name = data.tenant().value();
            Optional<DataTenant> known = Optional.ofNullable(before.byName().get(name));
            Optional<DataTenant> same = known.filter(tenant -> tenant.origin().equals(data.origin()));
            byName.put(name, same.orElseGet(() -> loaded(data, known)));
            changed |= same.isEmpty();
        }
        taken = new Taken(byName);
        before.byName().forEach((name, tenant) -> {
            if (!byName.containsKey(name)) {
                tenants.remove(tenant.tenant().tenant());
            }
        });
        return changed;
    }

    private DataTenant loaded(MockData data, Optional<DataTenant> before) {
        Seed seed = seed(data);
        if (before.isPresent()) {
            before.get().seed().set(seed);
            before.get().tenant().reset();
            return before.get().with(data);
        }
        CurrentSeed current = new CurrentSeed(seed);
        return new DataTenant(
                data.origin(),
                data.apiKeys(),
                data.sandbox(),
                current,
                newTenant(data.tenant().value(), current::get));
    }

    private Seed seed(MockData data) {
        Map<ImageReference, Image> served = new LinkedHashMap<>();
        data.images().forEach(image -> served.put(image.reference(), asServed.apply(data.tenant(), image)));
        return new Seed(served, data.processingFor());
    }

    private MockTenant newTenant(String label, Supplier<Seed> seed) {
        return new MockTenant(label, newRow(), seed, seeds, real);
    }

    private MockTenant newSandbox(String key) {
        MockTenant sandbox = newTenant(key, this::seedOfSandboxes);
        sandbox.follow(clockOfNew);
        return sandbox;
    }

    /** In the database tenants have numbers for names, which no name of a file or a sandbox can meet. */
    private Tenant newRow() {
        return tenants.add(new TenantName("t" + number.incrementAndGet())).orElseThrow();
    }

    private Seed seedOfSandboxes() {
        return taken.sandbox().orElseThrow().seed().get();
    }

    /**
     * Whose a key is; a sandbox is made at its first use.
     *
     * @throws io.damson.http.ProblemException if there is no room for it
     */
    public Optional<MockTenant> of(ApiKey key) {
        String secret = key.reveal();
        Taken current = taken;
        DataTenant known = current.byKey().get(secret);
        if (known != null) {
            return Optional.of(known.tenant());
        }
        return Sandboxes.isKey(secret) && current.sandbox().isPresent()
                ? Optional.of(sandboxes.of(secret, seedOfSandboxes().images().size()))
                : Optional.empty();
    }

    /** The tenants of the data, by name. */
    public List<MockTenant> ofData() {
        return taken.byName().values().stream().map(DataTenant::tenant).toList();
    }

    /** The tenant's image of that reference as its data have it, though it was deleted since; or else as it was put since. */
    public Optional<Image> image(TenantName name, ImageReference reference) {
        return Optional.ofNullable(taken.byName().get(name.value()))
                .flatMap(tenant -> Optional.ofNullable(
                                tenant.seed().get().images().get(reference))
                        .or(() -> images.find(tenant.tenant().tenant(), reference)));
    }

    /** What people are told of the data. */
    public List<ServedTenant> served() {
        return taken.byName().entrySet().stream()
                .map(named -> new ServedTenant(
                        named.getKey(),
                        named.getValue().apiKeys(),
                        named.getValue().seed().get().images().size()))
                .toList();
    }

    /** All tenants, sandboxes last. */
    public List<MockTenant> all() {
        return Stream.concat(ofData().stream(), sandboxes.all().stream()).toList();
    }

    /** The sandboxes. */
    public Sandboxes sandboxes() {
        return sandboxes;
    }

    /** Drops the sandboxes that nobody has used for an hour. */
    public void dropIdleSandboxes() {
        sandboxes.dropIdle();
    }

    /** What lies in wait for the requests of all tenants. */
    public Faults faultsOfAll() {
        return faultsOfAll;
    }

    /** What the clocks of sandboxes begin with that are yet to come. */
    public MockClock clockOfNew() {
        return clockOfNew;
    }

    /** The requests that had no valid key. */
    public Journal journalOfNobody() {
        return journalOfNobody;
    }

    /** Makes everything as it was in the beginning. */
    public void reset() {
        faultsOfAll.clear();
        clockOfNew.reset();
        all().forEach(MockTenant::reset);
        journalOfNobody.clear();
    }
}
