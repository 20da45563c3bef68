package io.damson.mock.tenant;

import io.damson.dataset.DataHeader;
import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import io.damson.mock.clock.MockClock;
import io.damson.mock.clock.Processing;
import io.damson.mock.fault.Faults;
import io.damson.mock.fault.StandingSequence;
import io.damson.mock.journal.Journal;
import io.damson.store.DatabaseUnavailableException;
import io.damson.store.ImageStore;
import io.damson.store.SeedStore;
import io.damson.tenant.Tenant;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tenant of the mock with all that is its own; none of it is another's. Nobody else changes it but the API by its deletions: each change
 * is one transaction, and one at a time. It is never made anew: a reset drops it, and another takes its place. Thread-safe.
 */
public final class MockTenant {
    private static final Logger LOG = LoggerFactory.getLogger(MockTenant.class);

    private final String label;
    private final DataHeader header;
    private final Tenant tenant;
    private final SeedStore store;
    private final FileUrls urls;
    private final MockClock clock;
    private final Faults faults;
    private final StandingSequence standing;
    private final Journal journal;
    private final Processing processing;

    /** Held by who changes images and what is known of their processing, so that the two agree for everybody else. */
    private final ReentrantLock changes = new ReentrantLock();

    private int holders;
    private boolean dropped;

    /**
     * Has its images from the start.
     *
     * @param header of the file that it begins as
     * @param tenant whose they are in the store, and nobody else's
     * @param processingFor how long those that are being processed stay so
     * @param clock its own, as it begins
     * @param journal likewise
     * @param standing likewise
     * @param real counts times to live
     */
    MockTenant(
            String label,
            DataHeader header,
            Tenant tenant,
            Map<ImageReference, Duration> processingFor,
            SeedStore store,
            FileUrls urls,
            MockClock clock,
            Journal journal,
            StandingSequence standing,
            InstantSource real) {
        this.label = label;
        this.header = header;
        this.tenant = tenant;
        this.store = store;
        this.urls = urls;
        this.clock = clock;
        this.journal = journal;
        this.faults = new Faults(real);
        this.standing = standing;
        this.processing = new Processing(this::finish);
        processing.restart(clock.now(), processingFor);
    }

    /** What people call it: its name, or the key of the sandbox that it is. */
    public String label() {
        return label;
    }

    /** What stands beside the images in the file that it began as; a sandbox's is that of the tenant that it is a copy of. */
    public DataHeader header() {
        return header;
    }

    /** Whose the images in the store are, as long as somebody holds it. */
    public Tenant tenant() {
        return tenant;
    }

    /** The time by which its images are processed. */
    public MockClock clock() {
        return clock;
    }

    /** What lies in wait for its requests alone. */
    public Faults faults() {
        return faults;
    }

    /** What its requests meet as long as the mock runs. */
    public StandingSequence standing() {
        return standing;
    }

    /** Its requests. */
    public Journal journal() {
        return journal;
    }

    /** Finishes whatever its clock says is over. */
    public void settle() {
        if (processing.isOver(clock.now())) {
            settleNow();
        }
    }

    private void finish(Collection<ImageReference> references) {
        store.finishProcessing(tenant, references, image -> urls.point(label, image.withStatus(ImageStatus.OK)));
    }

    private void settleNow() {
        changing(() -> {
            processing.settle(clock.now());
            return Optional.empty();
        });
    }

    private <R> R changing(Supplier<R> work) {
        changes.lock();
        try {
            return work.get();
        } finally {
            changes.unlock();
        }
    }

    /**
     * Hands over its images as they are at one moment, by id, in constant memory, each with how long it is still being processed; has to be
     * held. Nobody waits meanwhile who changes others.
     */
    public void forEach(ImageStore images, BiConsumer<Image, Optional<Duration>> action) {
        settle();
        Map<ImageReference, Duration> left = new HashMap<>();
        changes.lock();
        try {
            images.forEach(
                    tenant,
                    () -> {
                        left.putAll(processing.left(clock.now()));
                        changes.unlock();
                    },
                    image -> action.accept(image, Optional.ofNullable(left.get(image.reference()))));
        } finally {
            if (changes.isHeldByCurrentThread()) {
                changes.unlock();
            }
        }
    }

    /**
     * Makes or changes an image; has to be held.
     *
     * @return the other image that has its id already, in which case nothing has changed
     */
    public Optional<ImageReference> put(ImageReference reference, ImageChange change) {
        return changing(() -> putNow(reference, change));
    }

    private Optional<ImageReference> putNow(ImageReference reference, ImageChange change) {
        LocalDateTime now = clock.now();
        SeedStore.Put put = store.put(tenant, reference, present -> changed(present, change, now));
        if (put.owner().isEmpty()) {
            Image image = put.image();
            change.processingFor()
                    .filter(duration -> image.status().isInProcess())
                    .ifPresentOrElse(
                            duration -> processing.begin(reference, now.plus(duration)),
                            () -> processing.forget(reference));
        }
        return put.owner();
    }

    private Image changed(SeedStore.Present present, ImageChange change, LocalDateTime now) {
        boolean wasReady = present.image()
                .filter(image -> image.status() == ImageStatus.OK)
                .isPresent();
        Image image = change.apply(present, now);
        return wasReady || change.namesFiles() ? urls.repoint(label, image) : urls.point(label, image);
    }

    /** Removes an image, whatever its status is; whether there was one. Has to be held. */
    public boolean remove(ImageReference reference) {
        return changing(() -> {
            boolean removed = store.remove(tenant, reference);
            processing.forget(reference);
            return removed;
        });
    }

    /** Keeps its images until {@link #release}, though it be dropped; false where it was dropped before. */
    synchronized boolean hold() {
        holders += dropped ? 0 : 1;
        return !dropped;
    }

    /** The holder no longer needs it. */
    public void release() {
        if (isLeft()) {
            removeImages();
        }
    }

    private synchronized boolean isLeft() {
        holders--;
        return dropped && holders == 0;
    }

    /** No request can hold it from now on; its images are removed after the last one that does. */
    void drop() {
        if (isFree()) {
            removeImages();
        }
    }

    private synchronized boolean isFree() {
        boolean first = !dropped;
        dropped = true;
        journal.close();
        return first && holders == 0;
    }

    /** Nobody sees them any more: where that fails, they only take room, until the mock ends. */
    private void removeImages() {
        try {
            store.drop(tenant);
        } catch (DatabaseUnavailableException e) {
            LOG.warn("the images of {}, which was dropped, stay in the database: {}", label, e.getMessage());
        }
    }
}
