package io.damson.verify.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.damson.image.Image;
import io.damson.image.ImageStatus;
import io.damson.query.Filter;
import io.damson.query.ImageProperty;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.relation.Difference;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Row;
import io.damson.verify.relation.StringOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the responses to one key have shown lately. Bounded. Not thread-safe. */
final class Account {
    private static final int MOST_IMAGES = 2_000;
    private static final int COMPARED = 400;
    private static final int WITNESSES = 10;
    private static final int MOST_REFUSALS = 50;

    /** How long what a list has shown is what it "just" showed. */
    private static final Duration JUST = Duration.ofSeconds(10);

    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    /** How many images that a page of all images is without are no chance: others may have deleted one and brought it back. */
    private static final int IMAGES = 3;

    /** How many deletes, each followed by the loss of another image, are no chance. */
    private static final int LOSSES = 3;

    private final Map<String, Sighting> sightings = new LinkedHashMap<>();
    private final Map<String, Deletion> deletions = new LinkedHashMap<>();
    private final Map<String, Long> unknown = new LinkedHashMap<>();
    private final Map<String, Long> kept = new LinkedHashMap<>();
    private final Doubts doubts = new Doubts();
    private final Lists lists = new Lists();
    private final List<Doubt> refusals = new ArrayList<>();
    private final Set<ImageProperty> sortable = new HashSet<>();
    private final Unrest unrest = new Unrest();
    private long changed;
    private @Nullable String lastDeleted;

    /**
     * An image as it came.
     *
     * @param unsigned its values, by which it is compared
     * @param former the values that it had before in the same kind of response, if they were others
     * @param other the values that it had last in the other kind of response
     */
    private record Sighting(
            Row row,
            JsonNode unsigned,
            boolean isOfList,
            long begun,
            long ended,
            Exchange exchange,
            Optional<JsonNode> former,
            Optional<JsonNode> other) {
        /** The values that it had last in a kind of response. */
        Optional<JsonNode> last(boolean inList) {
            return isOfList == inList ? Optional.of(unsigned) : other;
        }
    }

    /** Nothing has been seen before that time. */
    Account(long begun) {
        changed = begun;
    }

    /** The response shows that the key is right: so it was with the refusals before. */
    void accept(Look look) {
        refusals.removeIf(refusal -> {
            boolean isCertain = refusal.isBefore(look.passage().begun());
            if (isCertain) {
                look.confirm(refusal.finding());
            }
            return isCertain;
        });
    }

    /** A refusal that is wrong if the key is right. */
    void refused(Look look, Finding finding) {
        if (refusals.size() < MOST_REFUSALS) {
            refusals.add(Doubt.alone(finding, "", 1, look.passage().ended()));
        }
    }

    /** Something may have changed that nobody has told. */
    void forget() {
        sightings.clear();
        deletions.clear();
        unknown.clear();
        kept.clear();
        doubts.clear();
        change(System.nanoTime());
    }

    /** Images were changed through another key, perhaps. */
    void change(long ended) {
        lists.clear();
        doubts.clearLonely();
        lastDeleted = null;
        changed = ended;
    }

    /** An image was deleted through another key, which may be of the same images. */
    void deletedElsewhere(String reference, long ended) {
        change(ended);
        lost(reference);
    }

    /** Several requests were on their way at once: what one of them did may explain what another has shown. */
    void overlapped() {
        doubts.clearLonely();
    }

    Map<String, Integer> doubts() {
        Map<String, Integer> counts = new TreeMap<>(doubts.counts());
        if (lists.doubts() > 0) {
            counts.merge("PAGE-7", lists.doubts(), Integer::sum);
        }
        return counts;
    }

    @Nullable
    Row known(String reference) {
        Sighting sighting = sightings.get(reference);
        return sighting == null ? null : sighting.row();
    }

    // --- a list

    /** Whether lists by these properties were given before: which ones images can be ordered by is each server's own. */
    boolean takesOrder(Options options) {
        return options.order().stream().allMatch(key -> sortable.contains(key.property()));
    }

    void list(Look look, Options options, List<Row> rows) {
        options.order().forEach(key -> sortable.add(key.property()));
        Optional<Options> page = Optional.of(options);
        restore(look, rows, true);
        rows.forEach(row -> see(look, row, page));
        if (look.passage().begun() - changed < 0 || options.refusal().isPresent() || options.isOpen()) {
            return;
        }
        int before = look.findings().size();
        lists.add(look, options, rows, unrest).forEach(doubt -> lonely(look, doubt));
        if (look.findings().size() == before) {
            complete(look, options, rows);
            seam(look, options, rows);
            withoutDeleted(look, options, rows);
        }
    }

    /** What comes back, or is again what it was before the last change, others have restored: what was before says nothing any more. */
    private void restore(Look look, List<Row> rows, boolean isOfList) {
        boolean isRestored = false;
        for (Row row : rows) {
            Deletion deletion = deletions.get(row.reference());
            Sighting before = sightings.get(row.reference());
            isRestored |= deletion != null && deletion.isBack(look, isOfList) && deletion.isOf(row);
            isRestored |= before != null
                    && look.isAfter(before.ended())
                    && before.isOfList() == isOfList
                    && before.former().filter(Unrest.unsigned(row)::equals).isPresent();
        }
        if (isRestored) {
            Map<String, Deletion> deleted = new LinkedHashMap<>(deletions);
            forget();
            deletions.putAll(deleted);
            unrest.restored();
        }
    }

    /** Images that were deleted are missing where they would be. */
    private void withoutDeleted(Look look, Options options, List<Row> rows) {
        if (isOpen(look, options, rows)) {
            return;
        }
        Set<String> there = references(rows);
        deletions.forEach((reference, deletion) -> {
            boolean isMissing = !there.contains(reference)
                    && deletion.row()
                            .flatMap(Row::image)
                            .filter(image -> belongs(look, options, rows, image))
                            .isPresent();
            if (isMissing) {
                missing(look, deletion, true);
            }
        });
    }

    private void missing(Look look, Deletion deletion, boolean isOfList) {
        deletion.missing(look, isOfList)
                .filter(finding -> !unrest.isChanged() && !look.isParallel())
                .ifPresent(look::confirm);
    }

    private static boolean isOpen(Look look, Options options, List<Row> rows) {
        boolean isUndated = look.level() != Level.DAMSON && UndatedMoments.areIn(options.filterText());
        return isUndated || rows.isEmpty() && options.skip() > 0 || options.top() == 0;
    }

    private static Set<String> references(List<Row> rows) {
        Set<String> references = new HashSet<>();
        rows.forEach(row -> references.add(row.reference()));
        return references;
    }

    /** Each known image that belongs on the page is on it. */
    private void complete(Look look, Options options, List<Row> rows) {
        if (unrest.isRestored() || isOpen(look, options, rows)) {
            return;
        }
        Set<String> there = references(rows);
        Map<String, JsonNode> missing = new LinkedHashMap<>();
        @Nullable Image first = null;
        int left = Math.max(0, sightings.size() - COMPARED);
        for (Sighting sighting : sightings.values()) {
            if (left-- > 0 || missing.size() == WITNESSES) {
                continue;
            }
            Image image = sighting.row().image().orElse(null);
            if (image != null
                    && !there.contains(image.reference().value())
                    && look.isAfter(sighting.ended())
                    && belongs(look, options, rows, image)
                    && (options.filter().isEmpty()
                            || !doubts.isMissingAmongAll(image.reference().value()))) {
                missing.put(image.reference().value(), sighting.unsigned());
                first = first == null ? image : first;
            }
        }
        if (first != null) {
            doubtPage(look, options, rows, first, missing);
        }
    }

    /** A known image that belongs between the last of the page before and the first of this one is on neither. */
    private void seam(Look look, Options options, List<Row> rows) {
        Image last = lists.lastBefore(options).flatMap(Row::image).orElse(null);
        Image next = rows.isEmpty() ? null : rows.get(0).image().orElse(null);
        if (last == null || next == null || options.order().isEmpty() || isOpen(look, options, rows)) {
            return;
        }
        StringOrder strings = StringOrder.EITHER;
        sightings.values().stream()
                .filter(sighting -> look.isAfter(sighting.ended()))
                .filter(sighting -> sighting.row()
                        .image()
                        .filter(image -> options.filter()
                                        .filter(filter -> !strings.selects(filter, image))
                                        .isEmpty()
                                && !strings.allows(options.order(), image, last)
                                && !strings.allows(options.order(), next, image))
                        .isPresent())
                .findFirst()
                .ifPresent(between -> look.finding(
                                "PAGE-6",
                                between.row().reference()
                                        + " at the end of the page before or at the beginning of this",
                                "pages without it",
                                between.exchange())
                        .ifPresent(finding -> doubts.add(Doubt.alone(
                                        finding,
                                        between.row().reference(),
                                        IMAGES,
                                        look.passage().ended())
                                .with(Map.of(between.row().reference(), between.unsigned())))));
    }

    private void doubtPage(Look look, Options options, List<Row> rows, Image first, Map<String, JsonNode> missing) {
        String id = options.filter()
                .map(filter -> look.rules().firstOf(FilterBlame.of(filter, first), "QUERY-7", "OPTION-1"))
                .orElseGet(() -> options.skip() > 0
                        ? "PAGE-6"
                        : options.isTopGiven() ? look.rules().firstOf("PAGE-2", "OPTION-3") : "PAGE-1");
        if (options.filter().isEmpty() && rows.size() == options.top()) {
            id = ListChecks.relation(
                    look, options, first, rows.get(rows.size() - 1).image().orElse(first));
        }
        Sighting sighting = sightings.get(first.reference().value());
        look.finding(
                        id,
                        ListChecks.values(options, first) + " on the page"
                                + (options.filter().isPresent()
                                        ? ": the filter is true for it: " + options.filterText()
                                        : ""),
                        "a page of " + rows.size() + " images without it",
                        sighting == null ? new Exchange[0] : new Exchange[] {sighting.exchange()})
                .ifPresent(finding -> doubts.add(Doubt.alone(
                                finding,
                                first.reference().value(),
                                options.filter().isPresent() ? 1 : IMAGES,
                                look.passage().ended())
                        .with(missing)
                        .on(options)));
        if (options.filter().isEmpty()) {
            missing.keySet().forEach(doubts::missingAmongAll);
        }
    }

    /** Whether an image that is on no page is on this one by all rights. */
    private static boolean belongs(Look look, Options options, List<Row> rows, Image image) {
        StringOrder strings = look.level() == Level.DAMSON ? StringOrder.CODE_POINT : StringOrder.EITHER;
        Filter filter = options.filter().orElse(null);
        if (filter != null
                && (!strings.selects(filter, image)
                        || look.level() == Level.DOCUMENTED && FilterBlame.isOpenByDocumentation(filter, image))) {
            return false;
        }
        boolean isOrdered = !options.order().isEmpty();
        if (rows.isEmpty()) {
            return true;
        }
        Optional<Image> first = rows.get(0).image();
        Optional<Image> last = rows.get(rows.size() - 1).image();
        boolean isAfterFirst = options.skip() == 0
                || isOrdered && first.isPresent() && !strings.allows(options.order(), image, first.get());
        boolean isBeforeLast = rows.size() < options.top()
                || isOrdered && last.isPresent() && !strings.allows(options.order(), last.get(), image);
        return isAfterFirst && isBeforeLast;
    }

    // --- one image

    /** An image has come by itself. */
    void see(Look look, Row row) {
        restore(look, List.of(row), false);
        see(look, row, Optional.empty());
    }

    /** An image has come, on a page or by itself. */
    private void see(Look look, Row row, Optional<Options> page) {
        String reference = row.reference();
        if (reference.isEmpty()) {
            return;
        }
        boolean isOfList = page.isPresent();
        unknown.remove(reference);
        requireNotDeleted(look, row, isOfList);
        Sighting before = sightings.get(reference);
        JsonNode unsigned = before != null && before.row().equals(row) ? before.unsigned() : Unrest.unsigned(row);
        if (before != null && look.isAfter(before.ended())) {
            compare(look, before, row, unsigned, isOfList);
        }
        for (Doubt doubt : doubts.seen(reference, unsigned, look.passage().begun(), page)) {
            if (doubt.needed() == 1) {
                look.confirm(doubt.finding());
            } else {
                lonely(look, doubt.page().isPresent() ? doubt.about(reference) : doubt);
            }
        }
        if (before == null || look.passage().begun() - before.begun() >= 0) {
            sightings.remove(reference);
            sightings.put(
                    reference,
                    new Sighting(
                            row,
                            unsigned,
                            isOfList,
                            look.passage().begun(),
                            look.passage().ended(),
                            look.exchange(),
                            former(before, unsigned, isOfList),
                            Optional.ofNullable(before).flatMap(sighting -> sighting.last(!isOfList))));
            shorten(sightings);
        }
    }

    private static Optional<JsonNode> former(@Nullable Sighting before, JsonNode unsigned, boolean isOfList) {
        if (before == null || before.isOfList() != isOfList) {
            return Optional.empty();
        }
        return before.unsigned().equals(unsigned) ? before.former() : Optional.of(before.unsigned());
    }

    private void requireNotDeleted(Look look, Row row, boolean isOfList) {
        Deletion deletion = deletions.get(row.reference());
        if (deletion == null || !look.isAfter(deletion.ended())) {
            return;
        }
        if (!deletion.isOf(row)) {
            deletions.remove(row.reference()); // another image of that name
            return;
        }
        Optional<Finding> finding = look.finding(
                isOfList ? "DELETE-3" : "DELETE-2",
                isOfList ? row.reference() + " in no list: it was deleted" : "404: it was deleted",
                isOfList ? "a list with it" : "200",
                deletion.exchange());
        if (unrest.isRestored() || !isJust(look, deletion.ended())) {
            finding.ifPresent(certain -> deletion.returned(look, certain));
        } else {
            finding.ifPresent(look.findings()::add);
        }
    }

    private void compare(Look look, Sighting before, Row row, JsonNode unsigned, boolean isOfList) {
        if (before.unsigned().equals(unsigned)) {
            look.rules().held(comparison(before.isOfList(), isOfList));
            return;
        }
        boolean isSameImage = before.row().json().path("id").equals(row.json().path("id"));
        if (!isSameImage && lastDeleted != null && changed - before.ended() >= 0 && isJust(look, before.ended())) {
            String deleted = lastDeleted;
            look.finding(
                            "DELETE-5",
                            "the image as it was before " + deleted + " was deleted: "
                                    + before.row().json(),
                            "an image of that name with the id " + row.json().path("id"),
                            before.exchange())
                    .ifPresent(finding -> lonely(
                            look,
                            Doubt.alone(finding, deleted, LOSSES, look.passage().ended())));
            return;
        }
        if (isInProcess(before.row()) || isInProcess(row)) {
            return;
        }
        if (before.last(isOfList).filter(last -> !last.equals(unsigned)).isPresent()) {
            unrest.changed();
        }
        if (!isJust(look, before.ended()) || before.isOfList() == isOfList) {
            return;
        }
        // Somebody may have changed it in between. Who sees it as it was before, knows better.
        look.finding(
                        comparison(before.isOfList(), isOfList),
                        "the image as it came just before and comes again",
                        Difference.between(before.row(), row).orElse(""),
                        before.exchange())
                .ifPresent(finding -> doubts.add(Doubt.alone(
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

    private static boolean isJust(Look look, long ended) {
        return look.passage().begun() - ended <= JUST.toNanos();
    }

    private static boolean isInProcess(Row row) {
        return row.image().map(image -> image.status().isInProcess()).orElse(true);
    }

    /** A GET has found no image of that name. */
    void missing(Look look, String reference) {
        Sighting sighting = sightings.get(reference);
        Deletion deletion = deletions.get(reference);
        if (deletion != null && look.isAfter(deletion.ended())) {
            look.rules().held("DELETE-2");
            missing(look, deletion, false);
        }
        Long refused = kept.get(reference);
        if (refused != null && isJust(look, refused) && look.isAfter(refused)) {
            look.finding("DELETE-7", "the image as it was: its delete was refused with a 409", "404")
                    .ifPresent(finding -> lonely(
                            look,
                            Doubt.alone(finding, reference, 2, look.passage().ended())));
        }
        if (sighting != null && look.isAfter(sighting.ended())) {
            doubts.gone(reference);
            String deleted = lastDeleted;
            if (deleted != null && changed - sighting.ended() >= 0 && isJust(look, sighting.ended())) {
                look.finding(
                                "DELETE-5",
                                "the image " + reference + ", which was there before " + deleted + " was deleted",
                                "404",
                                sighting.exchange())
                        .ifPresent(finding -> lonely(
                                look,
                                Doubt.alone(
                                        finding, deleted, LOSSES, look.passage().ended())));
            }
            doubt(
                    look,
                    oddName(reference) ? "GET-2" : "GET-1",
                    reference,
                    "200: a response before had " + reference,
                    sighting);
        } else if (sighting == null) {
            unknown.put(reference, look.passage().ended());
            shorten(unknown);
        }
    }

    private static boolean oddName(String reference) {
        return !reference.matches("[A-Za-z0-9._-]+");
    }

    private void doubt(Look look, String id, String reference, String expected, Sighting sighting) {
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

    // --- deletes

    void deleted(Look look, String reference) {
        Deletion before = deletions.get(reference);
        Sighting sighting = sightings.remove(reference);
        if (before != null && isTwice(look, before) && sighting == null) {
            look.require("DELETE-4", false, "404: it was deleted before", "204", before.exchange());
        }
        Long absent = unknown.remove(reference);
        if (absent != null && look.isAfter(absent) && look.passage().begun() - absent <= AT_ONCE.toNanos()) {
            look.finding("DELETE-1", "404: a GET just before has found no such image", "204")
                    .ifPresent(finding -> lonely(
                            look,
                            Doubt.alone(finding, reference, 2, look.passage().ended())));
        }
        if (sighting != null
                && look.isAfter(sighting.ended())
                && look.passage().begun() - sighting.ended() <= AT_ONCE.toNanos()
                && sighting.row().image().isPresent()
                && isInProcess(sighting.row())) {
            // Which of the two are being processed is Damson's reading: one of them at least.
            String status = sighting.row().json().path("status").asText();
            String subject = look.level() == Level.DAMSON ? reference : status;
            look.finding("DELETE-7", "409: just before, the status was " + status, "204", sighting.exchange())
                    .ifPresent(finding -> lonely(
                            look,
                            Doubt.alone(finding, subject, 2, look.passage().ended())));
        }
        doubts.gone(reference);
        deletions.remove(reference);
        deletions.put(reference, new Deletion(sighting == null ? null : sighting.row(), look));
        shorten(deletions);
        lists.delete(reference, look.passage().begun());
        changed = look.passage().ended();
        lastDeleted = reference;
    }

    private boolean isTwice(Look look, Deletion before) {
        return look.isAfter(before.ended()) && isJust(look, before.ended()) && !unrest.isRestored();
    }

    /** A delete was answered with 404 or 409. */
    void notDeleted(Look look, String reference) {
        Deletion before = deletions.get(reference);
        if (before != null && isTwice(look, before) && !sightings.containsKey(reference)) {
            look.require(
                    "DELETE-4",
                    look.status() == 404,
                    "404: it was deleted before",
                    String.valueOf(look.status()),
                    before.exchange());
        }
        if (look.status() == 409) {
            kept.put(reference, look.passage().ended());
            shorten(kept);
        }
        Sighting sighting = sightings.get(reference);
        if (sighting == null || !look.isAfter(sighting.ended()) || isInProcess(sighting.row())) {
            return;
        }
        boolean isReady = sighting.row().image().map(Image::status).orElse(ImageStatus.UP) == ImageStatus.OK;
        doubt(
                look,
                isReady || look.status() == 404 ? "DELETE-2" : "DELETE-9",
                reference,
                "204: the status was " + sighting.row().json().path("status").asText(),
                sighting);
    }

    /** Nobody knows what has become of the image. */
    void lost(String reference) {
        sightings.remove(reference);
        deletions.remove(reference);
        unknown.remove(reference);
        doubts.gone(reference);
    }

    /** Where images change by others too, chance explains what nobody witnesses. */
    private void lonely(Look look, Doubt doubt) {
        if (!unrest.isRestless() && !look.isParallel()) {
            doubts.addLonely(doubt).forEach(look::confirm);
        }
    }

    private static void shorten(Map<String, ?> map) {
        if (map.size() > MOST_IMAGES) {
            var eldest = map.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** All accounts' doubts together. */
    static Map<String, Integer> doubts(Stream<Account> accounts) {
        Map<String, Integer> all = new HashMap<>();
        accounts.forEach(
                account -> account.doubts().forEach((relation, count) -> all.merge(relation, count, Integer::sum)));
        return new TreeMap<>(all);
    }
}
