package io.damson.mock.tenant;

import io.damson.dataset.DatasetException;
import io.damson.dataset.MockData;
import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.mock.clock.MockClock;
import io.damson.mock.fault.Faults;
import io.damson.mock.fault.StandingFaults;
import io.damson.mock.fault.StandingSequence;
import io.damson.mock.journal.Journal;
import io.damson.mock.journal.JournalSpace;
import io.damson.store.Database;
import io.damson.store.ImageStore;
import io.damson.store.SeedStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All tenants of the mock, by their keys. Thread-safe. */
public final class MockTenants {
    private static final int MAX_SANDBOXES = 1_000;
    private static final long MAX_SANDBOX_ROWS = 500_000;
    private static final long MAX_JOURNAL_BYTES = 64 * 1024 * 1024;

    private final ImageStore images;
    private final SeedStore seeds;
    private final Supplier<FileUrls> urls;
    private final StandingFaults standing;
    private final InstantSource real;
    private final Sandboxes sandboxes;
    private final Faults faultsOfAll;
    private final MockClock clockOfNew;
    private final JournalSpace journals = new JournalSpace(MAX_JOURNAL_BYTES);
    private final Journal journalOfNobody = new Journal(journals);
    private final AtomicLong number = new AtomicLong();

    /** Read by those who make a sandbox, whose clock begins as another shows, and written by those who change clocks. */
    private final ReadWriteLock clocks = new ReentrantReadWriteLock();

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
            tenants.forEach(tenant -> tenant.data().apiKeys().forEach(key -> byKey.put(key.reveal(), tenant)));
            return byKey;
        }

        private static Optional<DataTenant> sandbox(Collection<DataTenant> tenants) {
            return tenants.stream()
                    .filter(tenant -> tenant.data().sandbox())
                    .findFirst()
                    .or(() -> tenants.stream().filter(DataTenant::isOfAFile).findFirst())
                    .or(() -> tenants.stream().findFirst());
        }
    }

    /**
     * None yet.
     *
     * @param urls where the files of images are; asked for when images are loaded
     * @param standing what their requests meet as long as the mock runs
     * @param real counts what no test's clock changes
     */
    public MockTenants(Database database, Supplier<FileUrls> urls, StandingFaults standing, InstantSource real) {
        this.images = new ImageStore(database);
        this.seeds = new SeedStore(database);
        this.urls = urls;
        this.standing = standing;
        this.real = real;
        this.faultsOfAll = new Faults(real);
        this.clockOfNew = new MockClock(real);
        this.sandboxes = new Sandboxes(MAX_SANDBOXES, MAX_SANDBOX_ROWS, real, this::newSandbox);
    }

    /**
     * Takes data: tenants that are new are made, those whose data have changed are made anew, those that are not here are dropped.
     *
     * @return whether anything was not as before
     * @throws DatasetException if a name or a key is there twice; then nothing has changed
     */
    public synchronized boolean take(Collection<MockData> all) {
        DataNames.check(all);
        SortedMap<String, DataTenant> byName = new TreeMap<>();
        for (MockData data : all) {
            String name = data.tenant().value();
            byName.put(
                    name,
                    Optional.ofNullable(taken.byName().get(name))
                            .filter(known -> known.data().origin().equals(data.origin()))
                            .orElseGet(() -> newDataTenant(data)));
        }
        boolean changed = !byName.equals(taken.byName());
        replace(byName);
        return changed;
    }

    /** Requests from now on get the new tenants; a request that holds an old one ends with it. */
    private void replace(SortedMap<String, DataTenant> byName) {
        Taken before = taken;
        taken = new Taken(byName);
        before.byName().forEach((name, old) -> {
            if (!old.equals(byName.get(name))) {
                old.tenant().drop();
            }
        });
    }

    private DataTenant newDataTenant(MockData data) {
        return new DataTenant(data, newTenant(data.tenant().value(), data, new MockClock(real)));
    }

    private MockTenant newSandbox(String key) {
        MockClock clock = new MockClock(real);
        clock.follow(clockOfNew);
        return newTenant(key, taken.sandbox().orElseThrow().data(), clock);
    }

    /** In the database tenants have numbers for names: a tenant and the one that takes its place are there at once. */
    private MockTenant newTenant(String label, MockData data, MockClock clock) {
        FileUrls files = urls.get();
        List<Image> served =
                data.images().stream().map(image -> files.point(label, image)).toList();
        Tenant row = seeds.add(new TenantName("t" + number.incrementAndGet()), served);
        return new MockTenant(
                label,
                data.header(),
                row,
                data.processingFor(),
                seeds,
                files,
                clock,
                new Journal(journals),
                new StandingSequence(standing, label),
                real);
    }

    /**
     * The tenant of a key; a sandbox is made at its first use. What it has in memory can be used without a hold.
     *
     * @throws io.damson.http.ProblemException if there is no room for it
     */
    public Optional<MockTenant> of(ApiKey key) {
        String secret = key.reveal();
        DataTenant known = taken.byKey().get(secret);
        return known == null ? sandbox(secret) : Optional.of(known.tenant());
    }

    private Optional<MockTenant> sandbox(String secret) {
        Taken current = taken;
        if (!Sandboxes.isKey(secret) || current.sandbox().isEmpty()) {
            return Optional.empty();
        }
        clocks.readLock().lock();
        try {
            return Optional.of(
                    sandboxes.of(secret, current.sandbox().get().data().images().size()));
        } finally {
            clocks.readLock().unlock();
        }
    }

    /**
     * The tenant of a key, held: until it is released, it keeps its images, even if it is reset or dropped meanwhile.
     *
     * @throws io.damson.http.ProblemException if there is no room for it
     */
    public Optional<MockTenant> hold(ApiKey key) {
        return held(() -> of(key));
    }

    /** Where one is found that is dropped already, another has its place. */
    private static Optional<MockTenant> held(Supplier<Optional<MockTenant>> find) {
        Optional<MockTenant> found = find.get();
        while (found.isPresent() && !found.get().hold()) {
            found = find.get();
        }
        return found;
    }

    /** The tenants of the data, by name. */
    public List<MockTenant> ofData() {
        return taken.byName().values().stream().map(DataTenant::tenant).toList();
    }

    /**
     * The tenant of that label, as {@link MockTenant#label} has it; a sandbox is made at its first use.
     *
     * @throws io.damson.http.ProblemException if there is no room for it
     */
    public Optional<MockTenant> labelled(String label) {
        DataTenant known = taken.byName().get(label);
        return known == null ? sandbox(label) : Optional.of(known.tenant());
    }

    /** The image of that reference that the tenant of that label has now. */
    public Optional<Image> image(String label, ImageReference reference) {
        return held(() -> labelled(label)).flatMap(tenant -> {
            try {
                tenant.settle();
                return images.find(tenant.tenant(), reference);
            } finally {
                tenant.release();
            }
        });
    }

    /** Hands over what a tenant has now, as {@link MockTenant#forEach} does; it has to be held. */
    public void forEach(MockTenant held, BiConsumer<Image, Optional<Duration>> action) {
        held.forEach(images, action);
    }

    /** The data as the mock prints them. */
    public List<ServedTenant> served() {
        return taken.byName().entrySet().stream()
                .map(named -> new ServedTenant(
                        named.getKey(),
                        named.getValue().data().apiKeys(),
                        named.getValue().data().images().size()))
                .toList();
    }

    /** The tenant that sandboxes are copies of; empty where there are no data. */
    public Optional<MockTenant> ofSandboxes() {
        return taken.sandbox().map(DataTenant::tenant);
    }

    /** How many images the tenant of that label has now. */
    public long countImages(String label) {
        return held(() -> labelled(label))
                .map(tenant -> {
                    try {
                        return images.count(tenant.tenant());
                    } finally {
                        tenant.release();
                    }
                })
                .orElse(0L);
    }

    /** All tenants, sandboxes last. */
    public List<MockTenant> all() {
        return Stream.concat(ofData().stream(), sandboxes.all().stream()).toList();
    }

    /** The sandboxes. */
    public Sandboxes sandboxes() {
        return sandboxes;
    }

    /** Drops the sandboxes that were idle for an hour. */
    public void dropIdleSandboxes() {
        sandboxes.dropIdle();
    }

    /** What lies in wait for the requests of all tenants. */
    public Faults faultsOfAll() {
        return faultsOfAll;
    }

    /** What the requests of all tenants meet as long as the mock runs. */
    public StandingFaults standing() {
        return standing;
    }

    /** Changes the clocks of all tenants, and of sandboxes that are yet to come; none is made meanwhile, and changed twice or not at all. */
    public void changeClocks(Consumer<List<MockClock>> change) {
        clocks.writeLock().lock();
        try {
            change.accept(Stream.concat(Stream.of(clockOfNew), all().stream().map(MockTenant::clock))
                    .toList());
        } finally {
            clocks.writeLock().unlock();
        }
    }

    /** What the clocks of sandboxes begin with that are yet to come. */
    public MockClock clockOfNew() {
        return clockOfNew;
    }

    /** The requests that had no valid key. */
    public Journal journalOfNobody() {
        return journalOfNobody;
    }

    /** Makes everything of a key's tenant as it was in the beginning; whether the key is anybody's. A sandbox is dropped for that. */
    public boolean reset(ApiKey key) {
        String secret = key.reveal();
        if (taken.byKey().containsKey(secret)) {
            renew(tenant -> tenant.equals(taken.byKey().get(secret)));
            return true;
        }
        if (Sandboxes.isKey(secret) && taken.sandbox().isPresent()) {
            sandboxes.drop(secret);
            return true;
        }
        return false;
    }

    /** Makes everything as it was in the beginning. */
    public void reset() {
        faultsOfAll.clear();
        clockOfNew.reset();
        renew(tenant -> true);
        sandboxes.dropAll();
        journalOfNobody.clear();
    }

    private synchronized void renew(Predicate<DataTenant> which) {
        SortedMap<String, DataTenant> byName = new TreeMap<>(taken.byName());
        byName.replaceAll((name, tenant) -> which.test(tenant) ? newDataTenant(tenant.data()) : tenant);
        replace(byName);
    }
}
