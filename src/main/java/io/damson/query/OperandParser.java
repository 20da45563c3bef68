package io.damson.query;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The operands without parentheses: properties, literals and {@code methodCallExpr}; and what to say of all that is none. */
final class OperandParser {
    private static final Pattern IDENTIFIER =
            Pattern.compile("[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{Nd}\\p{Mn}\\p{Mc}\\p{Pc}\\p{Cf}]*+");
    private static final String SUPPORTED =
            "supported: eq ne gt ge lt le, and or not, in, contains startswith endswith";
    private static final List<String> KEYWORDS = List.of("eq", "ne", "gt", "ge", "lt", "le", "and", "or", "in");
    private static final List<String> ODATA_OPERATORS = List.of("add", "sub", "mul", "div", "divby", "mod", "has");
    private static final List<String> ODATA_FUNCTIONS = List.of(
            "concat",
            "indexof",
            "length",
            "substring",
            "hassubset",
            "hassubsequence",
            "matchespattern",
            "tolower",
            "toupper",
            "trim",
            "substringof",
            "day",
            "date",
            "fractionalseconds",
            "hour",
            "maxdatetime",
            "mindatetime",
            "minute",
            "month",
            "now",
            "second",
            "time",
            "totaloffsetminutes",
            "totalseconds",
            "year",
            "ceiling",
            "floor",
            "round",
            "cast",
            "isof",
            "case",
            "any",
            "all",
            "geo");

    private final Scanner scanner;
    private final LiteralParser literals;
    private final Supplier<Expression> commonExpr;
    private final Runnable node;

    /**
     * Reads from the scanner.
     *
     * @param commonExpr what reads an argument
     * @param node is told of each operand, to count them
     */
    OperandParser(Scanner scanner, Supplier<Expression> commonExpr, Runnable node) {
        this.scanner = scanner;
        this.literals = new LiteralParser(scanner);
        this.commonExpr = commonExpr;
        this.node = node;
    }

    /** A property or a literal. */
    Expression operand() {
        node.run();
        Optional<Literal> literal = primitiveLiteral();
        if (literal.isPresent()) {
            return literal.get();
        }
        String name = scanner.lookingAt(IDENTIFIER);
        Optional<ImageProperty> property = ImageProperty.ofName(name);
        if (property.isEmpty() || "/('.".indexOf(scanner.peek(name.length())) >= 0) {
            throw unexpected("a property, a literal, a function or '('");
        }
        scanner.moveTo(scanner.position() + name.length());
        return new Property(property.get());
    }

    /** A string, number, date-time, {@code null}, {@code true} or {@code false}; empty where none begins here. */
    Optional<Literal> primitiveLiteral() {
        String word = scanner.lookingAt(IDENTIFIER);
        if ("/('.".indexOf(scanner.peek(word.length())) >= 0 && !word.isEmpty()) {
            return Optional.empty();
        }
        Optional<Literal> constant = switch (word.toLowerCase(Locale.ROOT)) {
            case "null" -> Optional.of(new Literal.NullLiteral());
            case "true" -> Optional.of(new Literal.BooleanLiteral(true));
            case "false" -> Optional.of(new Literal.BooleanLiteral(false));
            default -> Optional.empty();
        };
        if (constant.isPresent()) {
            scanner.moveTo(scanner.position() + word.length());
            return constant;
        }
        return literals.literal();
    }

    /** Whether one of the documented functions is called here. */
    boolean atCall() {
        return function().isPresent();
    }

    private Optional<StringFunction> function() {
        String name = scanner.lookingAt(IDENTIFIER);
        int length = name.length();
        char next = scanner.peek(length);
        boolean called = next == '(' || ((next == ' ' || next == '\t') && scanner.peek(length + 1) == '(');
        return called ? StringFunction.ofName(name.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /** A function of two strings (URL Conventions 5.1.1.5). */
    Filter methodCallExpr() {
        node.run();
        StringFunction function = function().orElseThrow();
        scanner.moveTo(scanner.position() + function.functionName().length());
        scanner.skipBlanks();
        scanner.expect('(', "after the function's name");
        Expression text = argument(function);
        scanner.expect(',', "between the two arguments of " + function.functionName());
        Expression part = argument(function);
        scanner.expect(')', "after the two arguments of " + function.functionName());
        return new Filter.Call(function, text, part);
    }

    private Expression argument(StringFunction function) {
        scanner.skipBlanks();
        int start = scanner.position();
        Expression argument = commonExpr.get();
        if (argument.type() != Type.STRING && argument.type() != Type.NULL) {
            throw scanner.error(
                    start,
                    "the arguments of " + function.functionName() + " are strings, \"" + scanner.since(start) + "\" is "
                            + argument.type().title());
        }
        scanner.skipBlanks();
        return argument;
    }

    /** What to say of text behind a complete expression. */
    InvalidQueryOptionException unexpected() {
        return unexpected("an operator or the end");
    }

    /** What to say of what stands here: OData that this API does not document is told apart from what is no OData. */
    InvalidQueryOptionException unexpected(String wanted) {
        int start = scanner.position();
        String name = scanner.lookingAt(IDENTIFIER);
        char first = scanner.peek(0);
        char next = scanner.peek(name.length());
        if (name.isEmpty()) {
            return switch (first) {
                case '-' -> undocumented(scanner.peek(1) == 'I' ? "-INF" : "negation");
                case '/' -> undocumented("/");
                case '$', '@' ->
                    undocumented(first + scanner.rest().substring(1).split("[^A-Za-z]", 2)[0]);
                default -> scanner.expected(wanted);
            };
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (KEYWORDS.contains(lower) && !wanted.startsWith("a property")) {
            return scanner.error(start, "a blank is needed before " + lower);
        }
        if (name.equals("INF") || name.equals("NaN") || (ODATA_OPERATORS.contains(lower) && next != '(')) {
            return undocumented(name);
        }
        if (next == '(' || next == ' ' && scanner.peek(name.length() + 1) == '(') {
            if (ODATA_FUNCTIONS.contains(lower.split("\\.", 2)[0])) {
                return undocumented(name);
            }
            return next == '('
                    ? scanner.error(start, "\"" + Scanner.shown(name) + "\" is not a function", SUPPORTED)
                    : unknownProperty(start, name);
        }
        if (next == '/' || next == '.' || next == '\'') {
            return undocumented(Scanner.shown(name) + next);
        }
        return ImageProperty.ofName(name).isPresent() || !wanted.startsWith("a property")
                ? scanner.expected(wanted)
                : unknownProperty(start, name);
    }

    private InvalidQueryOptionException unknownProperty(int start, String name) {
        if (name.equals("tags")) {
            return scanner.error(start, "\"tags\" is a collection, by which images cannot be filtered");
        }
        if (StringFunction.ofName(name.toLowerCase(Locale.ROOT)).isPresent()) {
            return scanner.error(
                    start, name + " is a function, which needs '(' right behind its name or one blank later,");
        }
        String message = "\"" + Scanner.shown(name) + "\" is not a property of an image";
        return Suggestion.forProperty(name)
                .map(near -> scanner.error(start, message, "did you mean \"" + near + "\"?"))
                .orElseGet(() -> scanner.error(start, message));
    }

    private InvalidQueryOptionException undocumented(String what) {
        return scanner.error(
                scanner.position(), "\"" + what + "\" is OData, but this API does not document it", SUPPORTED);
    }
}
