package io.damson.verify.traffic;

import io.damson.query.Filter;
import io.damson.query.ImageQueryParser;
import io.damson.query.InvalidQueryOptionException;
import io.damson.query.PagingOption;
import io.damson.query.Sort;
import io.damson.query.SystemOptions;
import io.damson.verify.relation.Level;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query options of a request for a list, as a right server reads them.
 *
 * @param filter what the images have to fulfil; empty: all, or what is not judged
 * @param filterText as it was written, decoded; empty where it is not given
 * @param order the keys that were given, without the {@code id} that makes an order total; empty where none was given, or it is not judged
 * @param total the keys with the {@code id} that Damson makes the order total by
 * @param orderText as it was written, decoded; empty where it is not given
 * @param top the most images of the page
 * @param isTopGiven whether the request has the option
 * @param skip how many images come before it
 * @param refusals why the request has to be refused; empty where it has not
 * @param isOpen whether servers may differ on it, so that neither a refusal nor the lack of one is wrong
 */
record Options(
        Optional<Filter> filter,
        String filterText,
        List<Sort> order,
        List<Sort> total,
        String orderText,
        int top,
        boolean isTopGiven,
        int skip,
        List<Refusal> refusals,
        boolean isOpen) {
    private static final int DEFAULT_TOP = 100;

    /** What servers read in more than one way, or only ours in this one: blanks that the ABNF has not, and long texts. */
    private static final Pattern LENIENT = Pattern.compile(
            "(?i)^\\s|\\s$|[\\p{Cntrl}\\p{Z}&&[^ ]]|\\b(?:not|in)\\(|\\b(?:contains|startswith|endswith)\\s+\\(");

    private static final Pattern LENIENT_ORDER = Pattern.compile("^\\s|\\s$|\\t|\\s,|,\\s|\\s\\s");

    /** What the documentation says nothing of: a page of no images, and numbers that no collection reaches. */
    private static final Pattern UNDOCUMENTED = Pattern.compile("top=0+(?:&|$)|=[0-9]{10}");

    /** The API documents one property, and its direction. */
    private static final Pattern DOCUMENTED_ORDER = Pattern.compile("[A-Za-z]+ (?:asc|desc)");

    /** What no URL has (RFC 3986, 3.4); whether the request or its key is found wrong first is the server's own affair. */
    private static final Pattern MALFORMED = Pattern.compile("[\\p{Cntrl} \"<>]");

    /** What no URL has, and browsers send all the same. */
    private static final Pattern RAW = Pattern.compile("[\\[\\]|^{}`\\\\]|[^\\p{ASCII}]");

    private static final Pattern WITH_ID = Pattern.compile("(.*,)?\\s*id\\b.*");
    private static final int LONG = 1_500;
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /** Without a query. */
    static final Options NONE =
            new Options(Optional.empty(), "", List.of(), total(""), "", DEFAULT_TOP, false, 0, List.of(), false);

    /**
     * Why a request has to be refused.
     *
     * @param option the name of the option, as the contract writes it where it is one of the contract's
     * @param relation the id of the relation that says so
     * @param why in words
     */
    record Refusal(String option, String relation, String why) {}

    private static List<Sort> total(String order) {
        return ImageQueryParser.parse(null, order.isEmpty() ? null : order, 0, 0)
                .order();
    }

    /** @param query as it was sent; null where there is none */
    static Options of(@Nullable String query, Level level) {
        return query == null || query.isEmpty() ? NONE : new Reader(level).read(query);
    }

    /** The first reason to refuse the request. */
    Optional<Refusal> refusal() {
        return refusals.stream().findFirst();
    }

    /** Whether another request is for the same list, of which it may have another page. */
    boolean isOfSameList(Options other) {
        return filter.equals(other.filter)
                && order.equals(other.order)
                && orderText.isEmpty() == other.orderText.isEmpty();
    }

    /** Reads one query. */
    private static final class Reader {
        private final Level level;
        private final Map<String, String> options = new TreeMap<>();
        private final List<Refusal> refusals = new ArrayList<>();
        private boolean isOpen;

        Reader(Level level) {
            this.level = level;
        }

        Options read(String query) {
            isOpen = MALFORMED.matcher(query).find()
                    || level != Level.DAMSON && RAW.matcher(query).find()
                    || level == Level.DOCUMENTED && UNDOCUMENTED.matcher(query).find();
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                Optional<String> name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                Optional<String> value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
                if (name.isEmpty() || value.isEmpty()) {
                    isOpen = true; // it is malformed
                } else {
                    add(name.get(), value.get());
                }
            }
            String filterText = options.getOrDefault("$filter", "");
            String orderText = options.getOrDefault("$orderby", "");
            Optional<Filter> filter = filterText.isEmpty() ? Optional.empty() : filter(filterText);
            List<Sort> order = orderText.isEmpty() ? List.of() : order(orderText);
            int top = number("$top", DEFAULT_TOP);
            int skip = number("$skip", 0);
            return new Options(
                    filter,
                    filterText,
                    order,
                    order.isEmpty() && !orderText.isEmpty() ? List.of() : total(orderText),
                    orderText,
                    top,
                    options.containsKey("$top"),
                    skip,
                    List.copyOf(refusals),
                    isOpen);
        }

        private void add(String written, String value) {
            isOpen |= hasControl(written) || hasControl(value);
            String lower = written.toLowerCase(Locale.ROOT);
            String name = lower.startsWith("$") ? lower : "$" + lower;
            if (!SystemOptions.OF_ODATA.contains(name)) {
                addOther(written);
                return;
            }
            if (level == Level.DOCUMENTED && !name.equals(written)) {
                // Other spellings are OData's.
                isOpen = true;
            }
            if (!SystemOptions.OF_THE_LIST.contains(name)) {
                refuse(written, "REFUSE-5", "the API does not document the option " + written);
            } else if (value.isBlank()) {
                refuse(name, "REFUSE-3", name + " is empty");
            } else if (options.putIfAbsent(name, value) != null) {
                refuse(name, "REFUSE-4", name + " is given twice");
            }
        }

        /** Which many servers refuse in every request; a tab is a blank. */
        private static boolean hasControl(String text) {
            return text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t');
        }

        private void addOther(String written) {
            if (written.startsWith("$") || written.startsWith("@")) {
                refuse(written, "REFUSE-5", "the API does not document the option " + written);
            } else if (written.contains("%") || written.isEmpty()) {
                isOpen = true;
            } else if (level == Level.DOCUMENTED) {
                isOpen = true;
            }
        }

        private void refuse(String option, String relation, String why) {
            refusals.add(new Refusal(option, relation, why));
        }

        private int number(String option, int otherwise) {
            String text = options.get(option);
            if (text == null) {
                return otherwise;
            }
            try {
                return option.equals("$top") ? PagingOption.top(text) : PagingOption.skip(text);
            } catch (InvalidQueryOptionException e) {
                refuse(
                        option,
                        DIGITS.matcher(text).matches() ? "REFUSE-1" : "REFUSE-2",
                        String.valueOf(e.getMessage()));
                return otherwise;
            }
        }

        private Optional<Filter> filter(String text) {
            boolean isLenient =
                    LENIENT.matcher(UndatedMoments.outsideStrings(text)).find() || text.length() > LONG;
            isOpen |= isLenient && level != Level.DAMSON;
            try {
                Optional<Filter> filter =
                        ImageQueryParser.parse(text, null, 0, 0).filter();
                boolean isJudged = level != Level.DOCUMENTED || DocumentedFilter.is(text, filter.orElseThrow());
                isOpen |= !isJudged;
                return isJudged ? filter : Optional.empty();
            } catch (InvalidQueryOptionException e) {
                Optional<String> relation = RefusedFilter.relation(String.valueOf(e.getMessage()));
                relation.ifPresentOrElse(
                        id -> refuse("$filter", id, String.valueOf(e.getMessage())), () -> isOpen = true);
                return Optional.empty();
            }
        }

        private List<Sort> order(String text) {
            isOpen |= level != Level.DAMSON && (LENIENT_ORDER.matcher(text).find() || isRepeating(text));
            try {
                List<Sort> keys = ImageQueryParser.parse(null, text, 0, 0).order();
                if (level == Level.DOCUMENTED && !DOCUMENTED_ORDER.matcher(text).matches()) {
                    isOpen = true;
                    return List.of();
                }
                boolean isIdGiven = WITH_ID.matcher(text).matches() || keys.size() == 1;
                // What makes the order total is Damson's own.
                return isIdGiven ? keys : keys.subList(0, keys.size() - 1);
            } catch (InvalidQueryOptionException e) {
                refuse(
                        "$orderby",
                        RefusedFilter.relationOfOrder(String.valueOf(e.getMessage())),
                        String.valueOf(e.getMessage()));
                return List.of();
            }
        }

        /** Whether a property comes again, which we pass over. */
        private static boolean isRepeating(String order) {
            Set<String> names = new HashSet<>();
            return Arrays.stream(order.split(",")).anyMatch(key -> !names.add(key.replaceFirst(" .*", "")));
        }

        /** Strict UTF-8; a plus is a blank. */
        private static Optional<String> decoded(String text) {
            try {
                String octets = URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
                return Optional.of(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
                        .toString());
            } catch (IllegalArgumentException | CharacterCodingException e) {
                return Optional.empty();
            }
        }
    }
}
