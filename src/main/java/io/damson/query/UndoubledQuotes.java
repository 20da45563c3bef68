package io.damson.query;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Strings with quotes in them that should be doubled. Each quote of a text has to be one thing alone by what stands around it: where
 * one may both begin or end a string and belong to it, nothing is known.
 */
final class UndoubledQuotes {
    private static final String LETTER = "[\\p{L}\\p{N}]";
    private static final String OPERATOR = "(?i:eq|ne|gt|ge|lt|le|and|or|in|not|like)";

    /** A string begins behind the beginning of the text, a parenthesis, a comma or an operator. */
    private static final String BEHIND = "(?<=(?:\\A|[(\\[,=<>!&|]|(?<![\\p{L}\\p{N}_])" + OPERATOR + ")[ \\t]{0,8})";

    /** A string ends before the end of the text, a parenthesis, a comma or an operator. */
    private static final String AHEAD = "(?=[ \\t]*(?:\\z|[)\\],=<>!&|])|[ \\t]+" + OPERATOR + "[ \\t(])";

    /** The first that matches; the last one is a quote of which nothing is known. */
    private static final Pattern QUOTE = Pattern.compile("(?<doubled>(?<=" + LETTER + ")''(?=" + LETTER + "))"
            + "|(?<both>" + BEHIND + "'" + AHEAD + ")"
            + "|(?<begin>" + BEHIND + "')"
            + "|(?<end>'" + AHEAD + ")"
            + "|(?<within>(?<=" + LETTER + ")\\\\?'(?=" + LETTER + "))"
            + "|(?<left>(?<=[ \\t])'(?=" + LETTER + "))"
            + "|(?<right>(?<=" + LETTER + ")'(?=[ \\t]))"
            + "|'");

    private enum Place {
        OUTSIDE,
        STRING,
        QUOTED_IN_STRING
    }

    private UndoubledQuotes() {}

    /** The text with its quotes doubled; empty where it is not known which they are, or where none is to be doubled. */
    static Optional<String> doubled(String text) {
        Matcher quote = QUOTE.matcher(text);
        StringBuilder doubled = new StringBuilder();
        Place place = Place.OUTSIDE;
        boolean changed = false;
        while (quote.find()) {
            Optional<Place> next = next(place, quote);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            boolean inner = place != Place.OUTSIDE && next.get() != Place.OUTSIDE;
            changed |= inner && quote.group("doubled") == null;
            quote.appendReplacement(doubled, inner ? "''" : "'");
            place = next.get();
        }
        quote.appendTail(doubled);
        return changed && place == Place.OUTSIDE ? Optional.of(doubled.toString()) : Optional.empty();
    }

    /** Where the text is behind that quote; empty where the quote does not belong there. */
    private static Optional<Place> next(Place place, Matcher quote) {
        boolean within = quote.group("within") != null || quote.group("doubled") != null;
        return switch (place) {
            case OUTSIDE -> quote.group("begin") == null ? Optional.empty() : Optional.of(Place.STRING);
            case STRING -> {
                if (within) {
                    yield Optional.of(Place.STRING);
                }
                if (quote.group("left") != null) {
                    yield Optional.of(Place.QUOTED_IN_STRING);
                }
                yield quote.group("end") == null ? Optional.empty() : Optional.of(Place.OUTSIDE);
            }
            case QUOTED_IN_STRING -> {
                if (within) {
                    yield Optional.of(Place.QUOTED_IN_STRING);
                }
                yield quote.group("right") == null ? Optional.empty() : Optional.of(Place.STRING);
            }
        };
    }
}
