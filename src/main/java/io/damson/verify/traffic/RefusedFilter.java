package io.damson.verify.traffic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which relation says that a text is refused, by the parser's message. */
final class RefusedFilter {
    /** In this order; what is none of these is broken syntax. */
    private static final List<Map.Entry<Pattern, String>> RELATIONS = List.of(
            Map.entry(Pattern.compile("is OData, but this API does not document it"), "REFUSE-13"),
            Map.entry(
                    Pattern.compile("is longer than|levels of nesting|more than [0-9,]+ |a number has at most"),
                    "REFUSE-15"),
            Map.entry(Pattern.compile("is not a property of an image|is a collection, by which"), "REFUSE-6"),
            Map.entry(Pattern.compile("cannot compare|has to be boolean|are strings, "), "REFUSE-9"),
            Map.entry(Pattern.compile("there is no such day or time"), "REFUSE-11"),
            Map.entry(Pattern.compile("a blank is needed before|a blank after "), "REFUSE-16"));

    /** What OData may have after all, or has in another form. */
    private static final Pattern OPEN =
            Pattern.compile("years are 0001 to 9999|cannot follow the list of in|is neither a number nor a date-time"
                    + "|is not a date-time|is a function, which needs");

    private RefusedFilter() {}

    /** Of a filter; empty where nobody can say that every right server refuses it. */
    static Optional<String> relation(String message) {
        return RELATIONS.stream()
                .filter(relation -> relation.getKey().matcher(message).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> OPEN.matcher(message).find() ? Optional.empty() : Optional.of("REFUSE-10"));
    }

    /** Of an order. */
    static String relationOfOrder(String message) {
        if (!message.contains("images cannot be ordered by")) {
            return "REFUSE-8";
        }
        // That those images have can be an order elsewhere.
        return Pattern.compile("by \"(?:originalUrl|thumbnail[A-Za-z]*Url)\"")
                        .matcher(message)
                        .find()
                ? "REFUSE-14"
                : "REFUSE-7";
    }
}
