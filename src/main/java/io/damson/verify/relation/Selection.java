package io.damson.verify.relation;

import io.damson.image.Image;
import io.damson.query.Filter;
import io.damson.query.FilterText;
import io.damson.query.ImageProperty;
import io.damson.query.ImageQueryParser;
import io.damson.query.InvalidQueryOptionException;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.shape.Percent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a filter selects what it means: each image that is listed fulfils it, and each known image that fulfils it is listed. What
 * it means, the evaluator says. A filter that fails is made smaller as long as it fails.
 */
final class Selection {
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 5;

    private final Probe probe;
    private final StringOrder strings;

    /** @throws NotCheckable if no image is known */
    Selection(Probe probe, StringOrder strings) {
        probe.images();
        this.probe = probe;
        this.strings = strings;
    }

    /**
     * The filter selects what it means.
     *
     * @throws Violation if it does not, with the smallest filter that does not; as it stands where its spelling makes the difference
     */
    void require(String text) {
        Filter filter = parsed(text);
        settle(violation(filter, Percent.encode(text))
                .map(found -> violation(filter)
                        .map(plain -> Shrinker.smallest(filter, plain, this::violation))
                        .orElse(found)));
    }

    /** @param encoded the whole query, of which the filter means that */
    void requireSame(String encoded, String meaning) {
        settle(violation(parsed(meaning), probe.list(encoded)));
    }

    private void settle(Optional<Violation> violation) {
        if (violation.isPresent()) {
            throw violation.get();
        }
        probe.held();
    }

    /** @throws IllegalArgumentException if it is no filter */
    static Filter parsed(String text) {
        try {
            return ImageQueryParser.parse(text, null, 0, 0).filter().orElseThrow();
        } catch (InvalidQueryOptionException e) {
            throw new IllegalArgumentException("'" + text + "' is no filter: " + e.getMessage(), e);
        }
    }

    private Optional<Violation> violation(Filter filter) {
        return violation(
                filter, Percent.encode(FilterText.of(filter, probe.session().dateSuffix())));
    }

    private Optional<Violation> violation(Filter filter, String encoded) {
        try {
            return violation(filter, probe.list("?$filter=" + encoded + "&$top=" + PAGE));
        } catch (Violation none) {
            return Optional.of(none);
        }
    }

    private Optional<Violation> violation(Filter filter, Listing first) {
        Set<String> listed = new HashSet<>();
        List<Exchange> pages = new ArrayList<>();
        Listing page = first;
        // A server whose pages are too short is found out elsewhere.
        int pageSize = Math.min(PAGE, probe.sample().pageSize());
        for (int number = 1; ; number++) {
            pages.add(page.exchange());
            Optional<Violation> wrong = wrong(filter, page, listed);
            if (wrong.isPresent()) {
                return wrong;
            }
            if (page.rows().size() < pageSize || page.rows().isEmpty()) {
                return missing(filter, pages, listed);
            }
            if (!probe.sample().isWhole() || number == MOST_PAGES) {
                return Optional.empty();
            }
            String target = first.exchange().request().target();
            page = probe.list(target.substring("/images".length()) + "&$skip=" + number * pageSize);
        }
    }

    private Optional<Violation> wrong(Filter filter, Listing page, Set<String> listed) {
        for (Row row : page.rows()) {
            boolean isNew = listed.add(row.reference());
            if (!isNew && probe.sample().pagesFit()) {
                return Optional.of(new Violation("each image once", row.reference() + " twice", page.exchange()));
            }
            if (row.image().isPresent()
                    && !strings.maySelect(filter, row.image().get())) {
                return Optional.of(new Violation(
                        "only images for which the filter is true",
                        described(row.image().get()),
                        page.exchange()));
            }
            if (probe.sample().isWhole() && !probe.sample().contains(row.reference())) {
                return Optional.of(new Violation(
                        "images of the account only", row.reference() + ", which only this list has", page.exchange()));
            }
        }
        return Optional.empty();
    }

    private Optional<Violation> missing(Filter filter, List<Exchange> pages, Set<String> listed) {
        List<Image> meant = probe.sample().images().stream()
                .filter(image -> strings.selects(filter, image))
                .toList();
        return meant.stream()
                .filter(image -> !listed.contains(image.reference().value()))
                .findFirst()
                .map(image -> new Violation(
                        described(image) + " among the " + meant.size() + " known images for which the filter is true",
                        listed.size() + " images without it",
                        pages.toArray(Exchange[]::new)));
    }

    /** An image with the values that filters see. */
    static String described(Image image) {
        return image.reference()
                + Arrays.stream(ImageProperty.values())
                        .filter(property -> property != ImageProperty.REFERENCE
                                && !property.propertyName().endsWith("Url"))
                        .map(property -> property.propertyName() + " " + FilterText.printed(property.of(image)))
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
