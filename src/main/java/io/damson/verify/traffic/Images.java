package io.damson.verify.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.damson.verify.relation.Difference;
import io.damson.verify.relation.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What single images show: each is as it came before, unless it has changed since. Not thread-safe. */
final class Images {
    /** How many deletes, each followed by the loss of another image, are no chance. */
    private static final int LOSSES = 3;

    private final Memory memory;
    private final Deletes deletes;

    Images(Memory memory, Deletes deletes) {
        this.memory = memory;
        this.deletes = deletes;
    }

    /**
     * Whether an image has come back, or is again what it was before its last change: so others have restored it, and what was before
     * says nothing any more.
     */
    boolean areRestored(Look look, List<Row> rows, boolean isOfList) {
        return rows.stream().anyMatch(row -> {
            Deletion deletion = memory.deletions().get(row.reference());
            Sighting before = memory.sightings().get(row.reference());
            return deletion != null && deletion.isBack(look, isOfList) && deletion.isOf(row)
                    || before != null
                            && look.isAfter(before.ended())
                            && before.isOfList() == isOfList
                            && before.former()
                                    .filter(former -> former.equals(Unrest.unsigned(row)))
                                    .isPresent();
        });
    }

    /**
     * An image has come.
     *
     * @param page that it is on; empty where it came by itself
     */
    void see(Look look, Row row, Optional<Options> page) {
        String reference = row.reference();
        if (reference.isEmpty()) {
            return;
        }
        boolean isOfList = page.isPresent();
        memory.noLongerAbsent(reference);
        if (deletes.isStillThere(look, row, isOfList)) {
            return; // what it shows besides follows from that
        }
        Sighting before = memory.sightings().get(reference);
        JsonNode unsigned = before != null && before.row().equals(row) ? before.unsigned() : Unrest.unsigned(row);
        if (before != null && look.isAfter(before.ended())) {
            compare(look, before, row, unsigned, isOfList);
        }
        memory.doubts().seen(reference, unsigned, look.passage().begun()).forEach(doubt -> memory.lonely(look, doubt));
        if (before == null || look.passage().begun() - before.begun() >= 0) {
            memory.see(reference, Sighting.of(look, row, unsigned, page, before));
        }
    }

    private void compare(Look look, Sighting before, Row row, JsonNode unsigned, boolean isOfList) {
        if (before.unsigned().equals(unsigned)) {
            look.rules().held(comparison(before.isOfList(), isOfList));
            return;
        }
        boolean isSameImage = before.row().json().path("id").equals(row.json().path("id"));
        Optional<String> deleted = deletedSince(look, before);
        if (!isSameImage && deleted.isPresent()) {
            lost(
                    look,
                    deleted.get(),
                    "the image as it was before " + deleted.get() + " was deleted: "
                            + before.row().json(),
                    "an image of that name with the id " + row.json().path("id"),
                    before);
            return;
        }
        if (before.isInProcess() || Sighting.isInProcess(row)) {
            return;
        }
        if (before.last(isOfList).filter(last -> !last.equals(unsigned)).isPresent()) {
            memory.unrest().changed();
        }
        if (!look.isJustAfter(before.ended()) || before.isOfList() == isOfList) {
            return;
        }
        // Somebody may have changed it in between. Who sees it as it was before, knows better.
        look.finding(
                        comparison(before.isOfList(), isOfList),
                        "the image as it came just before and comes again",
                        Difference.between(before.row(), row).orElse(""),
                        before.exchange())
                .ifPresent(finding -> memory.doubts()
                        .add(Doubt.alone(
                                        finding,
                                        row.reference() + "\n" + look.passage().ended(),
                                        2,
                                        look.passage().ended())
                                .with(Map.of(row.reference(), before.unsigned()))
                                .insteadOf(unsigned)));
    }

    private static String comparison(boolean wasOfList, boolean isOfList) {
        return wasOfList == isOfList ? isOfList ? "PAGE-8" : "GET-5" : "GET-1";
    }

    /** The image whose delete is all that has changed since another one just came. */
    private Optional<String> deletedSince(Look look, Sighting before) {
        return memory.changed() - before.ended() >= 0 && look.isJustAfter(before.ended())
                ? memory.lastDeleted()
                : Optional.empty();
    }

    /** An image is gone since another one was deleted. */
    private void lost(Look look, String deleted, String expected, String got, Sighting before) {
        look.finding("DELETE-5", expected, got, before.exchange())
                .ifPresent(finding -> memory.lonely(look, finding, deleted, LOSSES));
    }

    /** A GET has found no image of that name. */
    void missing(Look look, String reference) {
        deletes.missing(look, reference);
        Sighting sighting = memory.sightings().get(reference);
        if (sighting == null) {
            memory.absent(reference, look.passage().ended());
        } else if (look.isAfter(sighting.ended())) {
            memory.doubts().gone(reference);
            memory.noteLoss(sighting);
            deletedSince(look, sighting)
                    .filter(deleted -> !memory.unrest().isLosing())
                    .ifPresent(deleted -> lost(
                            look,
                            deleted,
                            "the image " + reference + ", which was there before " + deleted + " was deleted",
                            "404",
                            sighting));
            memory.doubt(
                    look,
                    isOddName(reference) ? "GET-2" : "GET-1",
                    reference,
                    "200: a response before had " + reference,
                    sighting);
        }
    }

    private static boolean isOddName(String reference) {
        return !reference.matches("[A-Za-z0-9._-]+");
    }
}
