package io.damson.verify;

import io.damson.image.Image;
import io.damson.query.Filter;
import io.damson.query.ImageProperty;
import io.damson.query.ImageQueryParser;
import io.damson.query.InvalidQueryOptionException;
import io.damson.query.Sort;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query options of a request to the small server, and the page they ask for. */
final class SmallQuery {
    private static final Set<String> OPTIONS = Set.of("filter", "orderby", "top", "skip");
    private static final Set<String> OTHERS = Set.of(
            "select",
            "count",
            "expand",
            "search",
            "format",
            "apply",
            "compute",
            "skiptoken",
            "deltatoken",
            "index",
            "schemaversion",
            "levels",
            "id",
            "root",
            "it",
            "this");

    private static final Pattern WITHOUT_OFFSET =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?)?(?![-+0-9T:.Zz])");

    private final Set<Mutant> mutants;
    private final String raw;
    private Optional<Filter> filter = Optional.empty();
    private List<Sort> order = List.of();
    private boolean isOrdered;
    private int top;
    private int skip;

    SmallQuery(Set<Mutant> mutants, @Nullable String raw) {
        this.mutants = mutants;
        this.raw = Objects.requireNonNullElse(raw, "");
    }

    private boolean is(Mutant mutant) {
        return mutants.contains(mutant);
    }

    /** @throws InvalidQueryOptionException if an option is not right */
    void read() {
        Map<String, String> options = options();
        String text = options.get("filter");
        if (is(Mutant.ERROR_ON_A_QUOTE) && text != null && text.contains("''")) {
            throw new IllegalStateException("unbalanced");
        }
        if (is(Mutant.OFFSET_IGNORED) && text != null) {
            text = text.replaceAll("(T\\d\\d:\\d\\d:\\d\\d)[+-]\\d\\d:\\d\\d", "$1Z");
        }
        requireSpelling(text);
        text = text == null ? null : respelled(text);
        if (is(Mutant.OFFSET_NEEDED)
                && text != null
                && WITHOUT_OFFSET.matcher(text.replaceAll("'[^']*'", "''")).find()) {
            throw new InvalidQueryOptionException("$filter", "has a date-time without an offset");
        }
        filter = Optional.ofNullable(text).flatMap(this::filter);
        isOrdered = options.containsKey("orderby");
        order = order(options.get("orderby"));
        top = top(options.get("top"));
        skip = skip(options.get("skip"));
    }

    private void requireSpelling(@Nullable String text) {
        if (text != null
                && (is(Mutant.OPERATORS_IN_ONE_CASE) && text.contains(" EQ ")
                        || is(Mutant.BLANK_AFTER_NOT_NEEDED) && text.startsWith("not("))) {
            throw new InvalidQueryOptionException("$filter", "is spelled otherwise");
        }
    }

    private String respelled(String text) {
        String meant = is(Mutant.BLANK_AFTER_COMMA_COUNTS) ? text.replace(", '", ",' ") : text;
        if (is(Mutant.IMPOSSIBLE_DATES_TAKEN)) {
            meant = meant.replaceAll("-02-3[0-9]", "-02-28");
        }
        return is(Mutant.BLANKS_ROUND_OPERATORS_NOT_NEEDED) ? meant.replace("eq'", "eq '") : meant;
    }

    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        for (String part : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = decoded(equals < 0 ? part : part.substring(0, equals));
            String value = decoded(equals < 0 ? "" : part.substring(equals + 1));
            String canonical = name.startsWith("$") ? name.substring(1) : name;
            if (!is(Mutant.NAMES_IN_ONE_CASE)) {
                canonical = canonical.toLowerCase(Locale.ROOT);
            }
            if (!name.startsWith("$") && is(Mutant.DOLLAR_NEEDED)) {
                continue;
            }
            option(options, name, canonical, value);
        }
        return options;
    }

    private void option(Map<String, String> options, String name, String canonical, String value) {
        if (!OPTIONS.contains(canonical)) {
            boolean reserved = name.startsWith("$") || name.startsWith("@") || OTHERS.contains(canonical);
            boolean passed = is(Mutant.SELECT_PASSED_OVER) && canonical.equals("select");
            if (reserved && !passed || is(Mutant.CUSTOM_OPTIONS_REFUSED)) {
                throw new InvalidQueryOptionException(name, "is not supported");
            }
            return;
        }
        boolean isPassedOver = switch (canonical) {
            case "filter" -> is(Mutant.FILTER_PASSED_OVER);
            case "orderby" -> is(Mutant.ORDER_PASSED_OVER);
            case "top" -> is(Mutant.TOP_PASSED_OVER);
            default -> is(Mutant.SKIP_PASSED_OVER);
        };
        if (isPassedOver || value.isEmpty() && is(Mutant.EMPTY_OPTION_TAKEN)) {
            return;
        }
        if (value.isEmpty()) {
            throw new InvalidQueryOptionException("$" + canonical, "is empty");
        }
        if (options.put(canonical, value) != null && !is(Mutant.TWICE_TAKEN)) {
            throw new InvalidQueryOptionException("$" + canonical, "is given twice");
        }
    }

    private String decoded(String text) {
        return URLDecoder.decode(is(Mutant.PLUS_IS_A_PLUS) ? text.replace("+", "%2B") : text, StandardCharsets.UTF_8);
    }

    private Optional<Filter> filter(String text) {
        try {
            return ImageQueryParser.parse(text, null, 0, 0).filter();
        } catch (InvalidQueryOptionException e) {
            boolean unknown = e.getMessage().contains("not a property");
            if (is(Mutant.MIXED_TYPES_TAKEN) && text.matches("(numLinks|width) eq '.*'")
                    || is(Mutant.TOLOWER_TAKEN) && text.startsWith("tolower(")
                    || is(Mutant.DEPTH_UNBOUNDED) && text.startsWith("(".repeat(101))) {
                return Optional.empty();
            }
            if (unknown ? is(Mutant.UNKNOWN_PROPERTY_TAKEN) : is(Mutant.BROKEN_FILTER_TAKEN)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private List<Sort> order(@Nullable String text) {
        if (text == null) {
            return List.of(new Sort(ImageProperty.ID, Sort.Direction.ASC));
        }
        if (is(Mutant.DESC_IN_ONE_CASE) && text.contains("DESC")
                || is(Mutant.BLANKS_IN_ORDER_REFUSED) && text.startsWith(" ")
                || is(Mutant.SIZE_IS_NO_ORDER) && text.equals("sizeInBytes")) {
            throw new InvalidQueryOptionException("$orderby", "is spelled otherwise");
        }
        try {
            return ImageQueryParser.parse(null, text, 0, 0).order();
        } catch (InvalidQueryOptionException e) {
            if (is(Mutant.UNSORTABLE_TAKEN)
                    || is(Mutant.BROKEN_ORDER_TAKEN) && text.startsWith("numLinks ")
                    || is(Mutant.URLS_ORDER) && text.endsWith("Url")) {
                return List.of(new Sort(ImageProperty.ID, Sort.Direction.ASC));
            }
            throw e;
        }
    }

    private int top(@Nullable String text) {
        if (text == null) {
            return is(Mutant.DEFAULT_TOP_IS_50) ? 50 : 100;
        }
        if (is(Mutant.NEGATIVE_TOP_TAKEN) && text.equals("-1")) {
            return 100;
        }
        int number = number("$top", text);
        if (number > 100 && !is(Mutant.TOP_CLAMPED)) {
            throw new InvalidQueryOptionException("$top", "is more than the maximum of 100");
        }
        if (number == 0 && is(Mutant.TOP_ZERO_IS_ALL)) {
            return 100;
        }
        return Math.max(0, Math.min(100, number) - (is(Mutant.TOP_OFF_BY_ONE) ? 1 : 0));
    }

    private int skip(@Nullable String text) {
        int number = text == null ? 0 : number("$skip", text);
        if (is(Mutant.SKIP_PAST_THE_END_REFUSED) && number > 500) {
            throw new InvalidQueryOptionException("$skip", "is past the end");
        }
        if (is(Mutant.HUGE_SKIP_REFUSED) && text != null && text.length() > 18) {
            throw new InvalidQueryOptionException("$skip", "is too large");
        }
        if (is(Mutant.PAGES_OF_SEVEN_OVERLAP) && top == 7 && number > 0) {
            return number - 1;
        }
        if (is(Mutant.SKIP_IGNORED)) {
            return 0;
        }
        if (is(Mutant.SKIP_COUNTS_PAGES)) {
            return (int) Math.min(Integer.MAX_VALUE, (long) number * top);
        }
        return number > 0 && is(Mutant.SKIP_OFF_BY_ONE) ? number - 1 : number;
    }

    private static int number(String option, String text) {
        if (!text.matches("[0-9]+")) {
            throw new InvalidQueryOptionException(option, "is not digits");
        }
        return new BigInteger(text).min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
    }

    List<Image> matching(List<Image> images) {
        SmallEvaluator evaluator = new SmallEvaluator(mutants);
        return images.stream()
                .filter(image -> is(Mutant.FILTER_IGNORED)
                        || filter.map(f -> evaluator.selects(f, image)).orElse(true))
                .toList();
    }

    List<Image> page(List<Image> images) {
        List<Image> selected = new ArrayList<>(is(Mutant.FILTER_AFTER_PAGE) ? images : matching(images));
        boolean isByName = isOrdered ? is(Mutant.TIES_BY_NAME) : is(Mutant.LIST_BY_NAME);
        ImageProperty first = isByName ? ImageProperty.REFERENCE : ImageProperty.ID;
        Collections.sort(selected, comparator(List.of(new Sort(first, Sort.Direction.ASC))));
        if (is(Mutant.TIES_AT_RANDOM) && isOrdered || is(Mutant.LIST_AT_RANDOM) && !isOrdered) {
            Collections.shuffle(selected);
        }
        if (!is(Mutant.ORDER_WITHIN_PAGE)) {
            sort(selected);
        }
        if (is(Mutant.EVEN_PAGES_FROM_THE_END) && skip == 0 && top % 2 == 0) {
            Collections.reverse(selected);
        }
        List<Image> page =
                new ArrayList<>(selected.stream().skip(skip).limit(top).toList());
        if (is(Mutant.ORDER_WITHIN_PAGE)) {
            sort(page);
        }
        return is(Mutant.FILTER_AFTER_PAGE) ? matching(page) : page;
    }

    /** Whether the parser has added the id to the keys. */
    private boolean isTotal() {
        return order.size() == 2 && order.get(1).property() == ImageProperty.ID;
    }

    private void sort(List<Image> images) {
        boolean isLost = is(Mutant.ORDER_LOST_BESIDE_A_FILTER) && filter.isPresent();
        if (isOrdered && !isLost && !is(Mutant.ORDER_IGNORED)) {
            List<Sort> keys = order;
            if (is(Mutant.SECOND_KEY_IGNORED) || is(Mutant.TIES_AT_RANDOM) || is(Mutant.TIES_BY_NAME) && isTotal()) {
                keys = keys.subList(0, 1);
            }
            images.sort(comparator(keys));
        }
    }

    private Comparator<Image> comparator(List<Sort> keys) {
        return keys.stream()
                .map(this::comparator)
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    private Comparator<Image> comparator(Sort key) {
        boolean descending =
                key.direction() == Sort.Direction.DESC && !is(Mutant.DESC_IGNORED) || is(Mutant.ORDER_SWAPPED);
        return (one, other) -> {
            Object left = key.property().of(one);
            Object right = key.property().of(other);
            if (left == null || right == null) {
                int nulls = Boolean.compare(left != null, right != null);
                return nullsFirst(descending) ? nulls : -nulls;
            }
            int order = compare(left, right);
            return descending ? -order : order;
        };
    }

    /** Nulls are least: first ascending, last descending. */
    private boolean nullsFirst(boolean descending) {
        if (descending) {
            return is(Mutant.NULLS_FIRST_DESCENDING);
        }
        return !is(Mutant.NULLS_LAST);
    }

    @SuppressWarnings("unchecked") // values of one property are of one type
    private int compare(Object left, Object right) {
        if (left instanceof String text) {
            if (is(Mutant.STRINGS_ORDERED_BY_UTF_16)) {
                return text.compareTo(right.toString());
            }
            return is(Mutant.ORDER_IGNORES_CASE)
                    ? text.compareToIgnoreCase(right.toString())
                    : SmallEvaluator.byCodePoint(text, right.toString());
        }
        return ((Comparable<Object>) left).compareTo(right);
    }
}
