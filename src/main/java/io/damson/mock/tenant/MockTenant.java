package io.damson.mock.tenant;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import io.damson.mock.clock.MockClock;
import io.damson.mock.clock.Processing;
import io.damson.mock.fault.Faults;
import io.damson.mock.journal.Journal;
import io.damson.store.DatabaseUnavailableException;
import io.damson.store.SeedStore;
import io.damson.tenant.Tenant;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tenant of the mock with all that is its own; none of it is another's. Nobody else changes it but the API by its deletions: each change
 * is one transaction, and one at a time. It is never made anew: a reset drops it, and another takes its place. Thread-safe.
 */
public final class MockTenant {
    private static final Logger LOG = LoggerFactory.getLogger(MockTenant.class);

    private final String label;
    private final Tenant tenant;
    private final SeedStore store;
    private final FileUrls urls;
    private final MockClock clock;
    private final Faults faults;
    private final Journal journal;
    private final Processing processing;
    private int holders;
    private boolean dropped;

    /**
     * Has its images from the start.
     *
     * @param tenant whose they are in the store, and nobody else's
     * @param processingFor how long those that are being processed stay so
     * @param clock its own, as it begins
     * @param journal likewise
     * @param real counts times to live
     */
    MockTenant(
            String label,
            Tenant tenant,
            Map<ImageReference, Duration> processingFor,
            SeedStore store,
            FileUrls urls,
            MockClock clock,
            Journal journal,
            InstantSource real) {
        this.label = label;
        this.tenant = tenant;
        this.store = store;
        this.urls = urls;
        this.clock = clock;
        this.journal = journal;
        this.faults = new Faults(real);
        this.processing = new Processing(this::finish);
        processing.restart(clock.now(), processingFor);
    }

    /** What people call it: its name, or the key of the sandbox that it is. */
    public String label() {
        return label;
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

    private synchronized void settleNow() {
        processing.settle(clock.now());
    }

    /**
     * Makes or changes an image; has to be held.
     *
     * @return the other image that has its id already, in which case nothing has changed
     */
    public synchronized Optional<ImageReference> put(ImageReference reference, ImageChange change) {
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
    public synchronized boolean remove(ImageReference reference) {
        boolean removed = store.remove(tenant, reference);
        processing.forget(reference);
        return removed;
    }

    /** Keeps its images until {@link #release}, though it be dropped; false where it was dropped before. */
    synchronized boolean hold() {
        holders += dropped ? 0 : 1;
        return !dropped;
    }

    /** Who holds it needs it no more. */
    public void release() {
        if (isLeft()) {
            removeImages();
        }
    }

    private synchronized boolean isLeft() {
        holders--;
        return dropped && holders == 0;
    }

    /** Nobody gets hold of it any more; its images go with the last who holds it. */
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
