package io.damson.mock.clock;

import io.damson.image.ImageReference;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The images of one tenant that are being processed, and until when. Thread-safe. */
public final class Processing {
    private final Map<ImageReference, LocalDateTime> ends = new HashMap<>();
    private final Consumer<Collection<ImageReference>> finish;

    /** Read without the lock on every request, which mostly has nothing to wait for. */
    private volatile LocalDateTime nextEnd = LocalDateTime.MAX;

    /** @param finish makes {@code Ok} of images */
    public Processing(Consumer<Collection<ImageReference>> finish) {
        this.finish = finish;
    }

    /** Forgets all, and begins with these images. */
    public synchronized void restart(LocalDateTime now, Map<ImageReference, Duration> processing) {
        ends.clear();
        processing.forEach((reference, duration) -> ends.put(reference, now.plus(duration)));
        noteNextEnd();
    }

    /** The image is processed until then. */
    public synchronized void begin(ImageReference reference, LocalDateTime end) {
        ends.put(reference, end);
        noteNextEnd();
    }

    /** The image stays as it is. */
    public synchronized void forget(ImageReference reference) {
        ends.remove(reference);
        noteNextEnd();
    }

    /** How long each is still being processed. */
    public synchronized Map<ImageReference, Duration> left(LocalDateTime now) {
        Map<ImageReference, Duration> left = new HashMap<>();
        ends.forEach((reference, end) -> left.put(reference, Duration.between(now, end)));
        return left;
    }

    /** Whether there are images whose time is over. */
    public boolean isOver(LocalDateTime now) {
        return !nextEnd.isAfter(now);
    }

    /** Finishes the images whose time is over. */
    public synchronized void settle(LocalDateTime now) {
        List<ImageReference> over = ends.entrySet().stream()
                .filter(end -> !end.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
        if (!over.isEmpty()) {
            finish.accept(over);
            over.forEach(ends::remove);
        }
        noteNextEnd();
    }

    private void noteNextEnd() {
        nextEnd = ends.values().stream().min(LocalDateTime::compareTo).orElse(LocalDateTime.MAX);
    }
}
