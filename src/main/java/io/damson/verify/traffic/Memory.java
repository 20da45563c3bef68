package io.damson.verify.traffic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the responses to one key have shown lately of images, and what is doubted. Bounded. Not thread-safe. */
final class Memory {
    private static final int MOST_IMAGES = 2_000;

    private final Map<String, Sighting> sightings = new LinkedHashMap<>();
    private final Map<String, Deletion> deletions = new LinkedHashMap<>();
    private final Map<String, Long> absent = new LinkedHashMap<>();
    private final Map<String, Long> kept = new LinkedHashMap<>();
    private final Doubts doubts = new Doubts();
    private final Unrest unrest = new Unrest();
    private long changed;
    private @Nullable String lastDeleted;

    /** @param begun nothing has been seen before that time */
    Memory(long begun) {
        changed = begun;
    }

    /** The images by reference, the one that came last at the end. */
    Map<String, Sighting> sightings() {
        return sightings;
    }

    /** The deletes that succeeded, by reference. */
    Map<String, Deletion> deletions() {
        return deletions;
    }

    Doubts doubts() {
        return doubts;
    }

    Unrest unrest() {
        return unrest;
    }

    /** When images were last changed by a request that has passed. */
    long changed() {
        return changed;
    }

    /** The image that was deleted last, if nothing else was changed since. */
    Optional<String> lastDeleted() {
        return Optional.ofNullable(lastDeleted);
    }

    void see(String reference, Sighting sighting) {
        put(sightings, reference, sighting);
    }

    /** A GET that ended then has found no such image. */
    void absent(String reference, long ended) {
        put(absent, reference, ended);
    }

    /** When a GET has found no such image, if nothing was heard of it since. */
    Optional<Long> noLongerAbsent(String reference) {
        return Optional.ofNullable(absent.remove(reference));
    }

    /** A 409 that came then has kept the image. */
    void keep(String reference, long ended) {
        put(kept, reference, ended);
    }

    Optional<Long> kept(String reference) {
        return Optional.ofNullable(kept.get(reference));
    }

    void delete(String reference, Deletion deletion) {
        put(deletions, reference, deletion);
        changed = deletion.ended();
        lastDeleted = reference;
    }

    /** Nobody knows what has become of the image. */
    void lose(String reference) {
        sightings.remove(reference);
        deletions.remove(reference);
        absent.remove(reference);
        doubts.gone(reference);
    }

    /** Images were changed by something that ended then. */
    void change(long ended) {
        doubts.clearLonely();
        lastDeleted = null;
        changed = ended;
    }

    /** Everything may be different since then. */
    void clear(long ended) {
        sightings.clear();
        deletions.clear();
        absent.clear();
        kept.clear();
        doubts.clear();
        change(ended);
    }

    /** An image that was seen is not there: if nothing was deleted since, others have deleted it, perhaps. */
    void noteLoss(Sighting sighting) {
        if (sighting.ended() - changed > 0) {
            unrest.lost();
        }
    }

    /** An image should be there as it was, unless others have changed it. */
    void doubt(Look look, String id, String reference, String expected, Sighting sighting) {
        if (unrest.isRestored()) {
            return;
        }
        look.finding(id, expected, RefusalChecks.shown(look), sighting.exchange())
                .ifPresent(finding -> doubts.add(Doubt.alone(
                                finding,
                                reference,
                                // While it was processed for a moment, it was not to be deleted.
                                look.status() == 409 ? 2 : 1,
                                look.passage().ended())
                        .with(Map.of(reference, sighting.unsigned()))));
    }

    /** Finds something that nobody can witness, if it is found of several subjects. */
    void lonely(Look look, Finding finding, String subject, int needed) {
        lonely(look, Doubt.alone(finding, subject, needed, look.passage().ended()));
    }

    /** Where images change by others too, chance explains what nobody witnesses. */
    void lonely(Look look, Doubt doubt) {
        if (doubt.needed() == 1) {
            look.confirm(doubt.finding());
        } else if (!unrest.isRestless() && !look.isParallel()) {
            doubts.addLonely(doubt).forEach(look::confirm);
        }
    }

    private static <T> void put(Map<String, T> map, String reference, T value) {
        map.remove(reference);
        map.put(reference, value);
        if (map.size() > MOST_IMAGES) {
            var eldest = map.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }
}
