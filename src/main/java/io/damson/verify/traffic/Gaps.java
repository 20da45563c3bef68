package io.damson.verify.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.damson.image.Image;
import io.damson.query.Filter;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Row;
import io.damson.verify.relation.StringOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a page lacks: images that are known belong on it, and deleted ones do not. */
final class Gaps {
    private static final int COMPARED = 400;
    private static final int WITNESSES = 10;

    /** How many images between two pages are no chance: what others have deleted before them moves images from the second to the first. */
    private static final int SEVERAL = 3;

    private final Memory memory;
    private final Look look;
    private final Options options;
    private final List<Row> rows;
    private final Set<String> references = new HashSet<>();

    Gaps(Memory memory, Look look, Options options, List<Row> rows) {
        this.memory = memory;
        this.look = look;
        this.options = options;
        this.rows = rows;
        rows.forEach(row -> references.add(row.reference()));
    }

    /** @param before the last image of the page before this one, if it is known */
    void check(Optional<Row> before, Deletes deletes) {
        if (isOpen()) {
            return;
        }
        known();
        before.flatMap(Row::image).ifPresent(this::seam);
        deleted(deletes);
    }

    /** What nobody knows: where the images are that are not on the page. */
    private boolean isOpen() {
        boolean isUndated = look.level() != Level.DAMSON && UndatedMoments.areIn(options.filterText());
        return isUndated || rows.isEmpty() && options.skip() > 0 || options.top() == 0;
    }

    /** Each known image that belongs on the page is on it. */
    private void known() {
        if (memory.unrest().isRestored()) {
            return;
        }
        Map<String, Sighting> missing = new LinkedHashMap<>();
        int left = Math.max(0, memory.sightings().size() - COMPARED);
        for (Map.Entry<String, Sighting> known : memory.sightings().entrySet()) {
            if (left-- > 0 || missing.size() == WITNESSES) {
                continue;
            }
            Sighting sighting = known.getValue();
            if (look.isAfter(sighting.ended())
                    && isMissing(known.getKey(), sighting.row())
                    && (options.filter().isEmpty() || !memory.doubts().isMissingAmongAll(known.getKey()))) {
                missing.put(known.getKey(), sighting);
            }
        }
        missing.values().stream().findFirst().ifPresent(first -> doubt(first, missing));
    }

    /** A known image that belongs between the last of the page before and the first of this one is on neither. */
    private void seam(Image last) {
        Image next = rows.isEmpty() ? null : rows.get(0).image().orElse(null);
        if (next == null || options.order().isEmpty()) {
            return;
        }
        StringOrder strings = StringOrder.EITHER;
        memory.sightings().values().stream()
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
                        .ifPresent(finding -> memory.doubts()
                                .add(Doubt.alone(
                                                finding,
                                                between.row().reference(),
                                                SEVERAL,
                                                look.passage().ended())
                                        .with(Map.of(between.row().reference(), between.unsigned())))));
    }

    /** Images that were deleted are missing where they would be. */
    private void deleted(Deletes deletes) {
        memory.deletions().forEach((reference, deletion) -> {
            if (deletion.row().filter(row -> isMissing(reference, row)).isPresent()) {
                deletes.missing(look, deletion, true);
            }
        });
    }

    private void doubt(Sighting sighting, Map<String, Sighting> missing) {
        Image first = sighting.row().image().orElseThrow();
        boolean isShort = rows.size() < options.top();
        boolean isSelected = options.filter().isEmpty()
                || sighting.page()
                        .filter(page -> page.filter().equals(options.filter()))
                        .isPresent();
        String id;
        if (!isSelected) {
            id = look.rules().firstOf(FilterBlame.of(options.filter().orElseThrow(), first), "QUERY-7", "OPTION-1");
        } else if (!isShort) {
            id = ListChecks.relation(
                    look, options, first, rows.get(rows.size() - 1).image().orElse(first));
        } else if (options.skip() > 0) {
            id = "PAGE-6";
        } else {
            id = options.isTopGiven() ? look.rules().firstOf("PAGE-2", "OPTION-3") : "PAGE-1";
        }
        String image = ListChecks.values(options, first);
        String expected = isShort
                ? "at least " + Math.min(options.top(), rows.size() + missing.size()) + " images: the list has " + image
                : image + " on the page";
        look.finding(
                        id,
                        expected
                                + (options.filter().isPresent()
                                        ? ": the filter is true for it: " + options.filterText()
                                        : ""),
                        "a page of " + rows.size() + " images without it",
                        sighting.exchange())
                .ifPresent(finding -> memory.doubts()
                        .add(Doubt.alone(
                                        finding,
                                        first.reference().value(),
                                        1,
                                        look.passage().ended())
                                .with(witnesses(missing))
                                .on(options)));
        if (options.filter().isEmpty()) {
            missing.keySet().forEach(memory.doubts()::missingAmongAll);
            missing.values().forEach(memory::noteLoss);
        }
    }

    private static Map<String, JsonNode> witnesses(Map<String, Sighting> missing) {
        Map<String, JsonNode> witnesses = new HashMap<>();
        missing.forEach((reference, sighting) -> witnesses.put(reference, sighting.unsigned()));
        return witnesses;
    }

    /** Whether an image is not on the page, and belongs there by all rights. */
    private boolean isMissing(String reference, Row row) {
        return !references.contains(reference)
                && row.image().filter(this::belongs).isPresent();
    }

    private boolean belongs(Image image) {
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
}
