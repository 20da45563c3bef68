package io.damson.verify.traffic;

import io.damson.image.Image;
import io.damson.query.Filter;
import io.damson.query.ImageQueryParser;
import io.damson.query.InvalidQueryOptionException;
import io.damson.verify.relation.StringOrder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Date-times without an offset in a filter. That they are UTC is Damson's reading (decisions, The list): a server may read them in any
 * zone there is.
 */
final class UndatedMoments {
    private static final Pattern UNDATED = Pattern.compile(
            "\\b([0-9]{4}-[0-9]{2}-[0-9]{2})([Tt][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]+)?)?)?(?![0-9A-Za-z:.+-])");

    private static final int QUARTER = 15;
    private static final int FIRST = -12 * 60;
    private static final int LAST = 14 * 60;

    private UndatedMoments() {}

    /** Whether a filter has some. */
    static boolean areIn(String filter) {
        return UNDATED.matcher(outsideStrings(filter)).find();
    }

    /** Whether the filter selects the image in a zone. */
    static boolean maySelect(String filter, Image image) {
        for (int minutes = FIRST; minutes <= LAST; minutes += QUARTER) {
            Optional<Filter> dated = in(filter, minutes);
            if (dated.isEmpty() || StringOrder.EITHER.maySelect(dated.get(), image)) {
                return true;
            }
        }
        return false;
    }

    /** The filter with an offset; empty where that makes it too long to be read. */
    private static Optional<Filter> in(String filter, int minutes) {
        int size = Math.abs(minutes);
        String offset = "%s%02d:%02d".formatted(minutes < 0 ? "-" : "+", size / 60, size % 60);
        StringBuilder dated = new StringBuilder();
        String[] parts = filter.split("'", -1);
        for (int i = 0; i < parts.length; i++) {
            dated.append(i == 0 ? "" : "'").append(i % 2 == 0 ? dated(parts[i], offset) : parts[i]);
        }
        try {
            return ImageQueryParser.parse(dated.toString(), null, 0, 0).filter();
        } catch (InvalidQueryOptionException e) {
            return Optional.empty();
        }
    }

    private static String dated(String part, String offset) {
        return UNDATED.matcher(part)
                .replaceAll(moment -> Matcher.quoteReplacement(
                        moment.group(1) + (moment.group(2) == null ? "T00:00:00" : moment.group(2)) + offset));
    }

    /** The text with nothing in its strings. */
    static String outsideStrings(String filter) {
        StringBuilder outside = new StringBuilder();
        String[] parts = filter.split("'", -1);
        for (int i = 0; i < parts.length; i += 2) {
            outside.append(i == 0 ? "" : "''").append(parts[i]);
        }
        // One that has no end has a beginning.
        return parts.length % 2 == 0 ? outside.append('\'').toString() : outside.toString();
    }
}
