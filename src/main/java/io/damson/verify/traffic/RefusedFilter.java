package io.damson.verify.traffic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which relation says that a text is refused, by the beginning of the parser's message: what follows may be the client's own words. */
final class RefusedFilter {
    private static final String WORD = "\"[^\" ]*\"";

    /** In this order; what is none of these is broken syntax. */
    private static final List<Map.Entry<Pattern, String>> RELATIONS = List.of(
            Map.entry(Pattern.compile("(?:" + WORD + "|an? [A-Za-z ]+|negation) is OData, but"), "REFUSE-13"),
            Map.entry(
                    Pattern.compile("the text is longer than|more than [0-9]+ |a number has at most"
                            + "|the list of in has more than"),
                    "REFUSE-15"),
            Map.entry(Pattern.compile(WORD + " is (?:not a property of an image|a collection, by which)"), "REFUSE-6"),
            Map.entry(
                    Pattern.compile("cannot compare |[a-z ]+ has to be boolean|the arguments of [a-z]+ are strings"),
                    "REFUSE-9"),
            Map.entry(
                    Pattern.compile(WORD + " is not a date-time at position [0-9]+; there is no such day or time"),
                    "REFUSE-11"),
            Map.entry(
                    Pattern.compile("a blank is needed before|expected a blank after [a-z]+, found \""), "REFUSE-16"));

    /** What OData may have after all, or has in another form: {@code in} has collections on its right, too. */
    private static final Pattern OPEN =
            Pattern.compile(WORD + " is not a date-time|(?!\"[0-9]*(?:[.][0-9]*){2,}\")" + WORD
                    + " is neither a number nor a date-time|[a-z]+ cannot follow the list of in"
                    + "|expected '\\(' to open the list of in, found \"[\\p{L}_$@\\[{]");

    private RefusedFilter() {}

    /** Of a filter; empty where nobody can say that every right server refuses it. */
    static Optional<String> relation(String message) {
        return RELATIONS.stream()
                .filter(relation -> relation.getKey().matcher(message).lookingAt())
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> OPEN.matcher(message).lookingAt() ? Optional.empty() : Optional.of("REFUSE-10"));
    }

    /** Of an order. */
    static String relationOfOrder(String message) {
        if (!message.startsWith("images cannot be ordered by")) {
            return message.startsWith("the text is longer than") ? "REFUSE-15" : "REFUSE-8";
        }
        // That those images have can be an order elsewhere.
        return Pattern.compile("by \"(?:originalUrl|thumbnail[A-Za-z]*Url)\"")
                        .matcher(message)
                        .find()
                ? "REFUSE-14"
                : "REFUSE-7";
    }
}
