package io.damson.verify.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.damson.image.Image;
import io.damson.image.ImageStatus;
import io.damson.query.Filter;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.relation.Difference;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Row;
import io.damson.verify.relation.StringOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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

    /** The widest distance of two zones' clocks, and some more. */
    private static final Duration ZONES = Duration.ofHours(27);

    private final Map<String, Sighting> sightings = new LinkedHashMap<>();
    private final Map<String, Deletion> deletions = new LinkedHashMap<>();
    private final Map<String, Long> unknown = new LinkedHashMap<>();
    private final Map<String, Long> kept = new LinkedHashMap<>();
    private final Doubts doubts = new Doubts();
    private final Lists lists = new Lists();
    private final List<Doubt> refusals = new ArrayList<>();
    private boolean isAccepted;
    private boolean isRestless;
    private long changed = System.nanoTime();
    private @Nullable String lastDeleted;

    /** An image as it came. */
    private record Sighting(Row row, boolean isOfList, long begun, long ended, Exchange exchange) {}

    /** A delete that succeeded; the image is null where it had not been seen. */
    private record Deletion(@Nullable Row row, Instant received, long ended, Exchange exchange) {}

    /** Whether a response has shown that the key is right. */
    boolean isAccepted() {
        return isAccepted;
    }

    /** The response shows that the key is right: so it was with the refusals before. */
    void accept(Look look) {
        isAccepted = true;
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
            refusals.add(new Doubt(finding, "", look.passage().ended(), Map.of()));
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

    /** An image was deleted through another key, which may be of the same account. */
    void deletedElsewhere(String reference, long ended) {
        sightings.remove(reference);
        doubts.gone(reference);
        change(ended);
    }

    /** Images may have changed. */
    void change(long ended) {
        lists.clear();
        changed = ended;
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

    void list(Look look, Options options, List<Row> rows) {
        rows.forEach(row -> see(look, row, true));
        if (look.passage().begun() - changed < 0 || options.refusal().isPresent() || options.isOpen()) {
            return;
        }
        int before = look.findings().size();
        lists.add(look, options, rows).ifPresent(doubt -> lonely(look, doubt));
        if (look.findings().size() == before) {
            complete(look, options, rows);
        }
    }

    /** Each known image that belongs on the page is on it. */
    private void complete(Look look, Options options, List<Row> rows) {
        boolean isUndated = look.level() != Level.DAMSON && UndatedMoments.areIn(options.filterText());
        if (isUndated || rows.isEmpty() && options.skip() > 0 || options.top() == 0) {
            return;
        }
        Set<String> there = new HashSet<>();
        rows.forEach(row -> there.add(row.reference()));
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
                    && belongs(look, options, rows, image)) {
                missing.put(image.reference().value(), sighting.row().json());
                first = first == null ? image : first;
            }
        }
        if (first != null) {
            doubtPage(look, options, rows, first, missing);
        }
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
                .ifPresent(finding -> doubts.add(new Doubt(
                        finding, first.reference().value(), look.passage().ended(), missing)));
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

    /** An image has come, in a list or by itself. */
    void see(Look look, Row row, boolean isOfList) {
        String reference = row.reference();
        if (reference.isEmpty()) {
            return;
        }
        unknown.remove(reference);
        requireNotDeleted(look, row, isOfList);
        Sighting before = sightings.get(reference);
        if (before != null && look.isAfter(before.ended())) {
            compare(look, before, row, isOfList);
        }
        doubts.seen(reference, row.json(), look.passage().begun()).forEach(look::confirm);
        if (before == null || look.passage().begun() - before.begun() >= 0) {
            sightings.remove(reference);
            sightings.put(
                    reference,
                    new Sighting(
                            row,
                            isOfList,
                            look.passage().begun(),
                            look.passage().ended(),
                            look.exchange()));
            shorten(sightings);
        }
    }

    private void requireNotDeleted(Look look, Row row, boolean isOfList) {
        Deletion deletion = deletions.get(row.reference());
        if (deletion == null || !look.isAfter(deletion.ended())) {
            return;
        }
        if (!isTheSame(deletion, row)) {
            deletions.remove(row.reference()); // another image of that name
            return;
        }
        look.require(
                isOfList ? "DELETE-3" : "DELETE-2",
                false,
                isOfList ? row.reference() + " in no list: it was deleted" : "404: it was deleted",
                isOfList ? "a list with it" : "200",
                deletion.exchange());
    }

    private static boolean isTheSame(Deletion deletion, Row row) {
        Row deleted = deletion.row();
        if (deleted != null) {
            return deleted.json().path("id").equals(row.json().path("id"))
                    && deleted.json().path("modifiedOn").equals(row.json().path("modifiedOn"));
        }
        return row.image()
                .map(image -> image.modifiedOn()
                        .toInstant(ZoneOffset.UTC)
                        .isBefore(deletion.received().minus(ZONES)))
                .orElse(false);
    }

    private void compare(Look look, Sighting before, Row row, boolean isOfList) {
        if (before.row().equals(row)) {
            look.rules().held(comparison(before.isOfList(), isOfList));
            return;
        }
        boolean isSameImage = before.row().json().path("id").equals(row.json().path("id"));
        boolean isMoved =
                !before.row().json().path("modifiedOn").equals(row.json().path("modifiedOn"));
        if (!isSameImage && lastDeleted != null && changed - before.ended() >= 0 && isJust(look, before.ended())) {
            String deleted = lastDeleted;
            look.finding(
                            "DELETE-5",
                            "the image as it was before " + deleted + " was deleted: "
                                    + before.row().json(),
                            "an image of that name with the id " + row.json().path("id"),
                            before.exchange())
                    .ifPresent(finding -> lonely(
                            look, new Doubt(finding, deleted, look.passage().ended(), Map.of())));
            return;
        }
        if (isMoved || !isSameImage) {
            isRestless = true;
            return;
        }
        if (!isJust(look, before.ended()) || isInProcess(before.row()) || isInProcess(row)) {
            return;
        }
        Row comparable = withUrlsOf(before.row(), row);
        String difference = Difference.between(before.row(), comparable).orElse("");
        String id = comparison(before.isOfList(), isOfList);
        if (difference.isEmpty()) {
            look.rules().held(id);
            return;
        }
        look.finding(
                        id,
                        "the image as it came just before, since its modifiedOn is the same",
                        difference,
                        before.exchange())
                .ifPresent(finding -> {
                    doubts.add(new Doubt(
                            finding,
                            row.reference(),
                            look.passage().ended(),
                            Map.of(row.reference(), before.row().json()),
                            Optional.of(row.json())));
                    if (before.isOfList() != isOfList) {
                        lonely(
                                look,
                                new Doubt(
                                        finding, row.reference(), look.passage().ended(), Map.of()));
                    }
                });
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

    /** The URLs of files may be signed anew each time, in their query. */
    private static Row withUrlsOf(Row before, Row row) {
        if (!(row.json() instanceof com.fasterxml.jackson.databind.node.ObjectNode json)) {
            return row;
        }
        com.fasterxml.jackson.databind.node.ObjectNode copy = json.deepCopy();
        for (String member : List.of("originalUrl", "thumbnailUrl", "thumbnailMediumUrl", "thumbnailPreviewUrl")) {
            String one = before.json().path(member).asText().replaceFirst("\\?.*", "");
            String other = row.json().path(member).asText().replaceFirst("\\?.*", "");
            if (one.equals(other) && before.json().has(member) && row.json().has(member)) {
                copy.set(member, before.json().path(member));
            }
        }
        return Row.of(copy);
    }

    /** A GET has found no image of that name. */
    void missing(Look look, String reference) {
        Sighting sighting = sightings.get(reference);
        Deletion deletion = deletions.get(reference);
        if (deletion != null && look.isAfter(deletion.ended())) {
            look.rules().held("DELETE-2");
        }
        Long refused = kept.get(reference);
        if (refused != null && isJust(look, refused) && look.isAfter(refused)) {
            look.finding("DELETE-7", "the image as it was: its delete was refused with a 409", "404")
                    .ifPresent(finding -> lonely(
                            look, new Doubt(finding, reference, look.passage().ended(), Map.of())));
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
                                look, new Doubt(finding, deleted, look.passage().ended(), Map.of())));
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
        look.finding(id, expected, RefusalChecks.shown(look), sighting.exchange())
                .ifPresent(finding -> doubts.add(new Doubt(
                        finding,
                        reference,
                        look.passage().ended(),
                        Map.of(reference, sighting.row().json()))));
    }

    // --- deletes

    void deleted(Look look, String reference) {
        Deletion before = deletions.get(reference);
        Sighting sighting = sightings.remove(reference);
        if (before != null && look.isAfter(before.ended()) && sighting == null) {
            look.require("DELETE-4", false, "404: it was deleted before", "204", before.exchange());
        }
        Long absent = unknown.remove(reference);
        if (absent != null && look.isAfter(absent) && look.passage().begun() - absent <= AT_ONCE.toNanos()) {
            look.finding("DELETE-1", "404: a GET just before has found no such image", "204")
                    .ifPresent(finding -> lonely(
                            look, new Doubt(finding, reference, look.passage().ended(), Map.of())));
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
                            look, new Doubt(finding, subject, look.passage().ended(), Map.of())));
        }
        doubts.gone(reference);
        deletions.remove(reference);
        deletions.put(
                reference,
                new Deletion(
                        sighting == null ? null : sighting.row(),
                        look.passage().received(),
                        look.passage().ended(),
                        look.exchange()));
        shorten(deletions);
        lists.delete(reference, look.passage().begun());
        changed = look.passage().ended();
        lastDeleted = reference;
    }

    /** A delete was answered with 404 or 409. */
    void notDeleted(Look look, String reference) {
        Deletion before = deletions.get(reference);
        if (before != null && look.isAfter(before.ended()) && !sightings.containsKey(reference)) {
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
        if (!isRestless && !look.isParallel()) {
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
