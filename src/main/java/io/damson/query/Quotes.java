package io.damson.query;

import java.util.regex.Pattern;

/** Literals that have quotes and should have none, or have none and should have them. */
final class Quotes {
    static final String RULE = "numbers and date-times stand without quotes, strings within them";

    /** The characters of one number or one date-time; any others might be more of a filter than a literal. */
    private static final Pattern QUOTED = Pattern.compile("'([+-]?[0-9][-0-9:./+TtZzEe \\t]*)'");

    private static final Pattern UNQUOTED = Pattern.compile("[+-]?[0-9][-0-9:.+TtZzEe]*");

    private Quotes() {}

    /**
     * What is right for a literal of another type than is wanted; the rule alone where quotes do not mend it.
     *
     * @param start where the literal begins
     * @param end where it ends
     * @param wanted the type that it should have
     */
    static Correction wrong(Scanner scanner, int start, int end, Type wanted) {
        String written = scanner.exactly(start, end);
        String right = switch (wanted) {
            case STRING -> UNQUOTED.matcher(written).replaceFirst("'$0'");
            case NUMBER, DATE_TIME -> QUOTED.matcher(written).replaceFirst("$1");
            case BOOLEAN, NULL -> written;
        };
        return new Correction(RULE, start, end, right);
    }
}
