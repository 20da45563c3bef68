package io.damson.query;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The operands without parentheses: properties, literals and {@code methodCallExpr}; and what to say of all that is none. */
final class OperandParser {
    /** {@code odataIdentifier}. */
    private static final Pattern IDENTIFIER =
            Pattern.compile("[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{Nd}\\p{Mn}\\p{Mc}\\p{Pc}\\p{Cf}]*+");

    /** What the API documents. */
    static final String SUPPORTED = "supported: eq ne gt ge lt le, and or not, in, contains startswith endswith";

    private static final List<String> KEYWORDS = List.of("eq", "ne", "gt", "ge", "lt", "le", "and", "or", "in");

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

    /** {@code firstMemberExpr}, of which the API has properties without a path (URL Conventions 5.1.1.15), or {@code primitiveLiteral}. */
    Expression operand() {
        node.run();
        Optional<Literal> literal = primitiveLiteral();
        if (literal.isPresent()) {
            return literal.get();
        }
        String name = scanner.lookingAt(IDENTIFIER);
        Optional<ImageProperty> property = ImageProperty.ofName(name);
        if (property.isEmpty() || "/('.".indexOf(scanner.peek(name.length())) >= 0) {
            throw noOperand();
        }
        scanner.moveTo(scanner.position() + name.length());
        return new Property(property.get());
    }

    /**
     * {@code primitiveLiteral} (URL Conventions 5.1.1.14.1): a string, number, date-time, {@code null}, {@code true} or {@code false};
     * empty where none begins here.
     */
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

    /** Names of functions are case-insensitive (URL Conventions 5.1.1.4); one blank before the parenthesis is our own laxity. */
    private Optional<StringFunction> function() {
        String name = scanner.lookingAt(IDENTIFIER);
        int length = name.length();
        char next = scanner.peek(length);
        boolean called = next == '(' || ((next == ' ' || next == '\t') && scanner.peek(length + 1) == '(');
        return called ? StringFunction.ofName(name.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /**
     * {@code boolMethodCallExpr}, of which the API has {@code containsMethodCallExpr}, {@code startsWithMethodCallExpr} and
     * {@code endsWithMethodCallExpr} (URL Conventions 5.1.1.5).
     */
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

    /** {@code BWS commonExpr BWS}, of type string as the functions' signatures want it, or null. */
    private Expression argument(StringFunction function) {
        scanner.skipBlanks();
        int start = scanner.position();
        Expression argument = commonExpr.get();
        if (argument.type() != Type.STRING && argument.type() != Type.NULL) {
            String message = "the arguments of " + function.functionName() + " are strings, \"" + scanner.since(start)
                    + "\" is " + argument.typeTitle();
            throw argument instanceof Literal
                    ? scanner.error(start, message, Quotes.wrong(scanner, start, scanner.position(), Type.STRING))
                    : scanner.error(start, message);
        }
        scanner.skipBlanks();
        return argument;
    }

    /** What to say where an operand has to begin and none does: unknown names and OData of others are told from bad syntax. */
    private InvalidQueryOptionException noOperand() {
        int start = scanner.position();
        String name = scanner.lookingAt(IDENTIFIER);
        Optional<String> undocumented = UndocumentedOData.at(scanner, name);
        if (undocumented.isPresent()) {
            return undocumented(scanner, undocumented.get());
        }
        if (name.isEmpty() || scanner.peek(name.length()) == '\'') {
            return scanner.expected("a property, a literal, a function or '('");
        }
        if (scanner.peek(name.length()) == '(') {
            return scanner.error(start, "\"" + Scanner.shown(name) + "\" is not a function", SUPPORTED);
        }
        return unknownProperty(start, name);
    }

    /** What to say of what stands behind a complete expression. */
    InvalidQueryOptionException unexpected(String wanted) {
        int start = scanner.position();
        String name = scanner.lookingAt(IDENTIFIER);
        if (KEYWORDS.contains(name.toLowerCase(Locale.ROOT))) {
            return scanner.error(start, "a blank is needed before " + name.toLowerCase(Locale.ROOT));
        }
        return UndocumentedOData.isOperator(name)
                ? undocumented(scanner, "\"" + name + "\"")
                : scanner.expected(wanted);
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
                .map(near -> scanner.error(
                        start,
                        message,
                        new Correction("did you mean \"" + near + "\"?", start, start + name.length(), near)))
                .orElseGet(() -> scanner.error(start, message));
    }

    /** What to say of OData that stands here and that the API does not document. */
    static InvalidQueryOptionException undocumented(Scanner scanner, String what) {
        return scanner.error(scanner.position(), what + " is OData, but this API does not document it", SUPPORTED);
    }
}
