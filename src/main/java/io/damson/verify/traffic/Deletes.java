package io.damson.verify.traffic;

import io.damson.image.Image;
import io.damson.image.ImageStatus;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What deletes show: a deleted image is gone, and one that was not to be deleted is there. Not thread-safe. */
final class Deletes {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final Memory memory;

    Deletes(Memory memory) {
        this.memory = memory;
    }

    /** A delete was answered with 204. */
    void deleted(Look look, String reference) {
        Deletion before = memory.deletions().get(reference);
        Sighting sighting = memory.sightings().get(reference);
        if (before != null && isTwice(look, before) && sighting == null) {
            look.require("DELETE-4", false, "404: it was deleted before", "204", before.exchange());
        } else if (before != null && !look.isAfter(before.ended())) {
            look.require("DELETE-10", false, "404 to one of two deletes at once", "204 to both", before.exchange());
        }
        memory.noLongerAbsent(reference)
                .filter(absent -> isAtOnce(look, absent))
                .flatMap(absent -> look.finding("DELETE-1", "404: a GET just before has found no such image", "204"))
                .ifPresent(finding -> memory.lonely(look, finding, reference, 2));
        if (sighting != null
                && isAtOnce(look, sighting.ended())
                && sighting.row().image().isPresent()
                && sighting.isInProcess()) {
            // Which of the two are being processed is Damson's reading: one of them at least.
            String status = sighting.row().json().path("status").asText();
            look.finding("DELETE-7", "409: just before, the status was " + status, "204", sighting.exchange())
                    .ifPresent(finding ->
                            memory.lonely(look, finding, look.level() == Level.DAMSON ? reference : status, 2));
        }
        memory.lose(reference);
        memory.delete(reference, new Deletion(sighting == null ? null : sighting.row(), look));
    }

    private static boolean isAtOnce(Look look, long ended) {
        return look.isAfter(ended) && look.passage().begun() - ended <= AT_ONCE.toNanos();
    }

    private boolean isTwice(Look look, Deletion before) {
        return look.isAfter(before.ended())
                && look.isJustAfter(before.ended())
                && !before.hasFailed()
                && !memory.unrest().isRestored();
    }

    /** A delete was answered with 404 or 409. */
    void notDeleted(Look look, String reference) {
        Sighting sighting = memory.sightings().get(reference);
        Deletion before = memory.deletions().get(reference);
        if (before != null && isTwice(look, before) && sighting == null) {
            look.require(
                    "DELETE-4",
                    look.status() == 404,
                    "404: it was deleted before",
                    String.valueOf(look.status()),
                    before.exchange());
        }
        if (look.status() == 409) {
            memory.keep(reference, look.passage().ended());
        }
        if (sighting == null || !look.isAfter(sighting.ended()) || sighting.isInProcess() && look.status() == 409) {
            return;
        }
        boolean isReady = sighting.row().image().map(Image::status).orElse(ImageStatus.UP) == ImageStatus.OK;
        memory.doubt(
                look,
                sighting.isInProcess() ? "DELETE-7" : isReady || look.status() == 404 ? "DELETE-2" : "DELETE-9",
                reference,
                (sighting.isInProcess() ? "409" : "204") + ": the status was "
                        + sighting.row().json().path("status").asText(),
                sighting);
    }

    /** Whether an image that has come is one that was deleted, and nobody can have brought it back. */
    boolean isStillThere(Look look, Row row, boolean isOfList) {
        Deletion deletion = memory.deletions().get(row.reference());
        if (deletion == null || !look.isAfter(deletion.ended())) {
            return false;
        }
        if (!deletion.isOf(row)) {
            memory.deletions().remove(row.reference()); // another image of that name
            return false;
        }
        Optional<Finding> finding = look.finding(
                isOfList ? "DELETE-3" : "DELETE-2",
                isOfList ? row.reference() + " in no list: it was deleted" : "404: it was deleted",
                isOfList ? "a list with it" : "200",
                deletion.exchange());
        if (memory.unrest().isRestored() || !look.isJustAfter(deletion.ended())) {
            finding.ifPresent(certain -> deletion.returned(look, certain));
            return false;
        }
        finding.ifPresent(look.findings()::add);
        deletion.failed();
        return true;
    }

    /** A GET has found no image of that name. */
    void missing(Look look, String reference) {
        Deletion deletion = memory.deletions().get(reference);
        if (deletion != null && look.isAfter(deletion.ended())) {
            look.rules().held("DELETE-2");
            missing(look, deletion, false);
        }
        memory.kept(reference)
                .filter(kept -> look.isJustAfter(kept) && look.isAfter(kept))
                .flatMap(kept ->
                        look.finding("DELETE-7", "the image as it was: its delete was refused with a 409", "404"))
                .ifPresent(finding -> memory.lonely(look, finding, reference, 2));
    }

    /** A deleted image is missing where it would be. */
    void missing(Look look, Deletion deletion, boolean isOfList) {
        List<Finding> wrong =
                new ArrayList<>(deletion.missing(look, isOfList).stream().toList());
        memory.deletions().values().stream()
                .filter(other -> other != deletion)
                .flatMap(other -> other.cameBackWithout(look, deletion).stream())
                .forEach(wrong::add);
        if (!wrong.isEmpty() && !memory.unrest().isChanged() && !look.isParallel()) {
            wrong.forEach(look::confirm);
            memory.unrest().notRestored();
        }
    }
}
