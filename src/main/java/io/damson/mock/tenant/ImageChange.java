package io.damson.mock.tenant;

import io.damson.image.Image;
import io.damson.store.SeedStore;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;

/** What is to become of an image. */
public interface ImageChange {
    /**
     * The image as it is to be.
     *
     * @param now by the tenant's clock
     * @throws io.damson.http.ProblemException if it cannot be
     */
    Image apply(SeedStore.Present present, LocalDateTime now);

    /** Whether it says which files the image has; otherwise an image that becomes ready gets all. */
    boolean namesFiles();

    /** How long it is then processed; empty where until it is changed, or not at all. */
    Optional<Duration> processingFor();
}
