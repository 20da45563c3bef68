package io.damson.query;

import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spellings of other languages and of older versions of OData, and what this API has for them. Each is a pattern with the place where
 * the parser stops in it, and what is written instead. None changes what was meant: where two things may have been meant, there is
 * the rule alone.
 */
final class Spellings {
    /** Stands in a text where the parser stopped, and as {@code ¦} in the patterns below; it is no character. */
    private static final char STOP = '\uFFFF';

    /** How many characters around the place are looked at: no client makes us read more of a text for each spelling. */
    private static final int REACH = 500;

    private static final String STRING = "'(?:[^']|'')*+'";
    private static final String NAME = "(?<![\\p{L}\\p{N}_])[\\p{L}_][\\p{L}\\p{N}_]*+";
    private static final String OPERATOR = "(?i:eq|ne|gt|ge|lt|le)";
    private static final String END = "(?=[ \\t,)]|\\z)";
    private static final String ARGUMENT = "[ \\t]*(" + STRING + "|" + NAME + ")[ \\t]*";
    private static final String FUNCTION = "(?i:(contains|startswith|endswith))";
    private static final String SUBSTRING_OF = "(?i:substringof)[ \\t]?\\(";
    private static final String TEXT = "(?:" + properties(Type.STRING) + ")";

    /** Something without quotes that has no meaning of its own, so that it can only be a string's text. */
    private static final String WORD = "(?!(?i:eq|ne|gt|ge|lt|le|and|or|not|in|null|true|false|none|nil|undefined|"
            + properties(Type.values()) + ")" + END + ")[\\p{L}\\p{N}_](?:[^ \\t,()'\"%]|%(?![0-9A-Fa-f]{2}))*+" + END;

    /** The text of a pattern of SQL's {@code like} that is no wildcard itself. */
    private static final String LITERALLY = "((?:[^%_\\\\'\"]|'')++)";

    /** Behind a quote that ends it: any other quote is one within it. */
    private static final String PATTERN_END = "(?=[ \\t,)&|]|\\z)";

    private static final String QUOTES = "strings stand in single quotes";
    private static final String DOUBLED = "a quote within a string is doubled";
    private static final String DATE_TIMES = "date-times stand without prefix and quotes";
    private static final String TYPED = NAME + STRING + END;
    private static final String TWO_DIGITS = "months and days have two digits";
    private static final String LIKE = "use contains, startswith or endswith";
    private static final String UNCLOSED = "it has no closing quote";
    private static final String PROPERTY_FIRST = "functions take the property as their first argument";
    private static final String TEXT_FIRST = "use contains, which takes the text first and then its part";
    private static final String ENCODED_TWICE = "the filter is percent-encoded twice; encode it once";

    private static final Pattern ESCAPE = Pattern.compile("[\\p{L}\\p{N}_:.-]*+%[0-9A-Fa-f]{2}");
    private static final Pattern ESCAPE_OR_PLUS = Pattern.compile(ESCAPE + "|\\p{L}*+\\+");

    /** A string in either quotes, perhaps without its end; two that touch are one with a doubled quote. */
    private static final Pattern QUOTED = Pattern.compile("'[^']*+(?:'|\\z)|\"[^\"]*+(?:\"|\\z)");

    private static final List<Spelling> ALL = all();

    private Spellings() {}

    /** What was meant where the parser stopped at that position; empty where nobody knows. */
    static Optional<Correction> correction(String text, int position) {
        if (text.indexOf(STOP) >= 0) {
            return Optional.empty();
        }
        String marked = text.substring(0, position) + STOP + text.substring(position);
        Optional<Correction> known = ALL.stream()
                .flatMap(spelling -> spelling.correction(marked).stream())
                .findFirst()
                .or(() -> encodedTwice(text, position));
        return known.filter(rule -> !rule.changes(text))
                .flatMap(rule -> UndoubledQuotes.doubled(text)
                        .map(doubled -> new Correction(rule.advice(), 0, text.length(), doubled)))
                .or(() -> known);
    }

    /**
     * An escape outside strings, perhaps behind a word. A text with blanks is encoded in parts: its plus signs are none of blanks, and
     * nobody knows whether the escapes within its strings are meant.
     */
    private static Optional<Correction> encodedTwice(String text, int position) {
        boolean parts = text.indexOf(' ') >= 0 || text.indexOf('\t') >= 0;
        Pattern escape = parts ? ESCAPE : ESCAPE_OR_PLUS;
        if (!escape.matcher(text).region(position, text.length()).lookingAt()) {
            return Optional.empty();
        }
        if (parts
                && QUOTED.matcher(text)
                        .results()
                        .anyMatch(quoted -> quoted.group().contains("%"))) {
            return Optional.of(new Correction(ENCODED_TWICE, 0, 0, ""));
        }
        try {
            String decoded = URLDecoder.decode(parts ? text.replace("+", "%2B") : text, StandardCharsets.UTF_8);
            return Optional.of(new Correction(ENCODED_TWICE, 0, text.length(), decoded));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a percent sign that is none of an escape
        }
    }

    private static List<Spelling> all() {
        List<Spelling> all = new ArrayList<>(List.of(
                spelling("\\A[ \\t]*¦\\$?(?i:filter)[ \\t]*=", "", "the option's name stands before the = alone"),
                // Blanks.
                spelling("(?<=[^ \\t])¦(?i:(eq|ne|gt|ge|lt|le|and|or|in))(?![\\p{L}\\p{N}_])", " $1", ""),
                spelling("(?<=[ \\t)](?i:eq|ne|gt|ge|lt|le|and|or))¦(?=[^ \\t%])", " ", ""),
                spelling("¦" + FUNCTION + "[ \\t]+\\(", "$1(", ""),
                // Strings.
                spelling("(" + TEXT + "[ \\t]+" + OPERATOR + "[ \\t]+\\(?)¦(" + WORD + ")", "$1'$2'", QUOTES),
                spelling(
                        "(" + TEXT + "[ \\t]+(?i:in)[ \\t]*\\((?:[^()'¦]|" + STRING + ")*+)¦(" + WORD + ")",
                        "$1'$2'",
                        QUOTES),
                spelling(
                        "(" + FUNCTION + "[ \\t]?\\([ \\t]*" + TEXT + "[ \\t]*,[ \\t]*)¦(" + WORD + ")",
                        "$1'$3'",
                        QUOTES),
                spelling("¦\"([^\"'\\\\]*)\"", "'$1'", QUOTES),
                spelling("¦\"([^\"'\\\\]*)'([^\"'\\\\]*)\"", "'$1''$2'", QUOTES),
                spelling("¦[‘’‚“”„`´]([^‘’‚“”„`´'\"]*)[‘’“”`´]", "'$1'", QUOTES),
                spelling("¦\\\\'([^'\\\\]*)\\\\'", "'$1'", QUOTES),
                spelling("¦[\"‘’‚“”„`´]", "$0", QUOTES),
                spelling(
                        "(" + TEXT + "[ \\t]+" + OPERATOR + "[ \\t]+\\(?)¦([\\p{L}\\p{N}_]+)'(?!')(" + WORD + ")",
                        "$1'$2''$3'",
                        QUOTES),
                spelling("¦(?!" + TYPED + ")[\\p{L}_][\\p{L}\\p{N}_]*+'", "$0", QUOTES),
                spelling("¦'([^' \\t,()]+)[ \\t]*\\z", "'$1'", UNCLOSED),
                spelling("¦'(?:[^']|'')*''[ \\t]*(?:[,)]|\\z)", "$0", UNCLOSED + "; " + DOUBLED),
                spelling("'¦(?=[\\p{L}\\p{N}])", "$0", DOUBLED),
                // Numbers and date-times.
                spelling("¦([+-]?[0-9]+(?:\\.[0-9]+)?)[LlMmDdFf]" + END, "$1", "numbers have no suffix"),
                spelling("¦(?i:datetimeoffset|datetime|date)'([-0-9:.+TtZz \\t]*)'", "$1", DATE_TIMES),
                spelling(
                        "([Tt][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]+)?)?)[ \\t]+¦([0-9]{2}:?[0-9]{2})" + END,
                        "$1+$2",
                        "a + in a URL is a blank, so that the + of an offset is sent as %2B"),
                spelling(
                        "¦([0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9:.]+[+-][0-9]{2})([0-9]{2})" + END,
                        "$1:$2",
                        "a colon stands within an offset"),
                spelling(
                        "([0-9]{4}-[0-9]{2}-[0-9]{2})[ \\t]+¦(?=[0-9]{2}:[0-9]{2})",
                        "$1T", "a T stands between date and time"),
                spelling(
                        "¦(" + NAME + "[ \\t]+" + OPERATOR + "[ \\t]+[0-9]{4})/([0-9]{1,2})/([0-9]{1,2})" + END,
                        "$1-$2-$3",
                        "dates are written as 2024-04-05"),
                spelling("¦(?<year>[0-9]{4}-)(?<month>[0-9])(?=-)", "${year}0${month}", TWO_DIGITS),
                spelling("¦(?<month>[0-9]{4}-[0-9]{2}-)(?<day>[0-9])(?=[ \\tTt,)]|\\z)", "${month}0${day}", TWO_DIGITS),
                // Functions, tags, lists, negation.
                spelling("¦" + SUBSTRING_OF + ARGUMENT + "," + ARGUMENT + "\\)", "contains($2,$1)", TEXT_FIRST),
                spelling("¦(" + SUBSTRING_OF + "[ \\t]*)\"([^\"'\\\\]*)\"", "$1'$2'", TEXT_FIRST),
                spelling("¦(" + SUBSTRING_OF + "[ \\t]*)\"([^\"'\\\\]*)'([^\"'\\\\]*)\"", "$1'$2''$3'", TEXT_FIRST),
                spelling("¦" + SUBSTRING_OF, "$0", TEXT_FIRST),
                spelling("¦(" + NAME + ")[./]" + FUNCTION + "\\(" + ARGUMENT + "\\)", "$2($1,$3)", PROPERTY_FIRST),
                spelling("¦(" + NAME + ")[./](?i:includes)\\(" + ARGUMENT + "\\)", "contains($1,$2)", PROPERTY_FIRST),
                spelling(
                        "(" + NAME + ")[ \\t]+¦" + FUNCTION + "[ \\t]+(" + STRING + ")" + END,
                        "$2($1,$3)",
                        PROPERTY_FIRST),
                spelling("¦(?i:(starts|ends))_(?i:with)(?=[ \\t]?\\()", "$1with", "write startswith, endswith"),
                spelling("¦tags(?=/)", "$0", "images cannot be filtered by tags; " + OperandParser.SUPPORTED),
                spelling(
                        "([ \\t](?i:in)[ \\t]*)¦\\[((?:[^\\[\\]'\"]|" + STRING + "|\"[^\"]*\")*)\\]",
                        "$1($2)",
                        "the list of in stands in parentheses"),
                spelling(
                        "((?i:not)[ \\t]+)¦(" + NAME + "[ \\t]+" + OPERATOR + "[ \\t]+(?:" + STRING
                                + "|[^ \\t(),']+))(?=[ \\t)]|\\z)",
                        "$1($2)",
                        "not takes what comes next alone, a comparison in parentheses"),
                spelling("(" + NAME + "[ \\t]+)¦(?i:not)[ \\t]+(?i:in)(?=[ \\t(])", "not $1in", "not stands first"),
                spelling("¦(?i:is)[ \\t]+(?i:null)" + END, "eq null", "write eq null"),
                spelling("¦(?i:is)[ \\t]+(?i:not)[ \\t]+(?i:null)" + END, "ne null", "write ne null")));
        for (StringFunction function : StringFunction.values()) {
            String pattern = switch (function) {
                case CONTAINS -> "%" + LITERALLY + "%";
                case STARTS_WITH -> LITERALLY + "%";
                case ENDS_WITH -> "%" + LITERALLY;
            };
            String quoted = "[ \\t]+(['\"])" + pattern + "\\2" + PATTERN_END;
            String call = function.functionName() + "($1,'$3')";
            all.add(spelling("(" + NAME + ")[ \\t]+¦(?i:like)" + quoted, call, LIKE));
            all.add(spelling("(" + NAME + ")[ \\t]+¦(?i:not[ \\t]+like)" + quoted, "not " + call, LIKE));
        }
        all.add(spelling("¦(?i:like)[ \\t]+(['\"])" + LITERALLY + "\\1" + PATTERN_END, "eq '$2'", "write eq"));
        all.add(spelling("¦(?i:(?:not[ \\t]+)?i?like)(?![\\p{L}\\p{N}_])", "$0", LIKE));
        all.add(operator("!==?|<>", "ne"));
        all.add(operator("≠", "ne"));
        all.add(operator("={1,3}", "eq"));
        all.add(operator(">=|=>|≥", "ge"));
        all.add(operator(">", "gt"));
        all.add(operator("<=|=<|≤", "le"));
        all.add(operator("<", "lt"));
        all.add(operator("&{1,2}", "and"));
        all.add(operator("\\|{1,2}", "or"));
        all.add(spelled("neq", "ne"));
        all.add(spelled("equals?", "eq"));
        all.add(spelled("gte", "ge"));
        all.add(spelled("lte", "le"));
        all.add(spelling("¦!(?![=<>&|])[ \\t]*", "not ", "write not"));
        return List.copyOf(all);
    }

    private static Spelling operator(String symbol, String operator) {
        return spelling("[ \\t]*¦(?:" + symbol + ")(?![=<>&|])[ \\t]*", " " + operator + " ", "write " + operator);
    }

    private static Spelling spelled(String word, String operator) {
        return spelling("(?<=[ \\t])¦(?i:" + word + ")(?=[ \\t])", operator, "write " + operator);
    }

    private static String properties(Type... types) {
        return Arrays.stream(ImageProperty.values())
                .filter(property -> Arrays.asList(types).contains(property.type()))
                .map(ImageProperty::propertyName)
                .collect(joining("|"));
    }

    private static Spelling spelling(String pattern, String right, String advice) {
        return new Spelling(Pattern.compile(pattern.replace('¦', STOP)), right, advice);
    }

    /**
     * One spelling.
     *
     * @param pattern matches the piece and, once, the place
     * @param right what is written instead, with references to the pattern's groups
     */
    private record Spelling(Pattern pattern, String right, String advice) {
        Optional<Correction> correction(String marked) {
            int stop = marked.indexOf(STOP);
            Matcher matcher = pattern.matcher(marked)
                    .region(Math.max(0, stop - REACH), Math.min(marked.length(), stop + REACH))
                    .useTransparentBounds(true)
                    .useAnchoringBounds(false);
            if (!matcher.find()) {
                return Optional.empty();
            }
            StringBuilder written = new StringBuilder();
            matcher.appendReplacement(written, right);
            String piece = written.substring(matcher.start()).replace(String.valueOf(STOP), "");
            return Optional.of(new Correction(advice, matcher.start(), matcher.end() - 1, piece));
        }
    }
}
