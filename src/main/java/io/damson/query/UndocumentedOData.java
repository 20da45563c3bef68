package io.damson.query;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What OData has and this API does not document, recognised so that a refusal can say so. Nothing here is ever accepted; the rules
 * that are left out stand in the decision record about the grammar.
 */
final class UndocumentedOData {
    private static final List<String> OPERATORS = List.of("add", "sub", "mul", "div", "divby", "mod", "has");
    private static final List<String> FUNCTIONS = List.of(
            ("concat indexof length substring hassubset hassubsequence matchespattern tolower toupper trim substringof"
                            + " day date fractionalseconds hour maxdatetime mindatetime minute month now second time"
                            + " totaloffsetminutes totalseconds year ceiling floor round cast isof case any all geo")
                    .split(" ", -1));
    private static final Pattern GUID = Pattern.compile("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final Pattern TIME_OF_DAY = Pattern.compile("[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,12})?)?");
    /** A literal with its type before it, rather than a string that lacks its quotes and has one in it. */
    private static final Pattern TYPED = Pattern.compile("[^']++'(?:[^']|'')*+'(?=[ \\t,)]|\\z)");

    private static final Pattern NOT_A_NAME = Pattern.compile("[^A-Za-z]");

    private UndocumentedOData() {}

    /** The name of what stands here, where no operand that the API documents does; empty where it is no OData either. */
    static Optional<String> at(Scanner scanner, String name) {
        return literal(scanner)
                .or(() -> name.isEmpty() ? symbol(scanner) : named(name, scanner.peek(name.length()), scanner));
    }

    /** The type of the literal that stands here, if the API has no property of such a type. */
    static Optional<String> literal(Scanner scanner) {
        if (!scanner.lookingAt(GUID).isEmpty()) {
            return Optional.of("a GUID");
        }
        return scanner.lookingAt(TIME_OF_DAY).isEmpty() ? Optional.empty() : Optional.of("a time of day");
    }

    private static Optional<String> symbol(Scanner scanner) {
        char first = scanner.peek(0);
        return switch (first) {
            case '-' -> Optional.of(scanner.peek(1) == 'I' ? "\"-INF\"" : "negation");
            case '/' -> Optional.of("\"/\"");
            case '[' -> Optional.of("an array");
            case '{' -> Optional.of("an object");
            case '$', '@' ->
                Optional.of("\"" + first + NOT_A_NAME.split(scanner.rest().substring(1), 2)[0] + "\"");
            default -> Optional.empty();
        };
    }

    private static Optional<String> named(String name, char next, Scanner scanner) {
        boolean called = next == '(' || (next == ' ' && scanner.peek(name.length() + 1) == '(');
        boolean known = called
                ? FUNCTIONS.contains(name.toLowerCase(Locale.ROOT))
                : name.equals("INF") || name.equals("NaN") || isOperator(name);
        if (known) {
            return Optional.of("\"" + name + "\"");
        }
        // A path, a qualified name, or a literal with its type before it: date'2024-01-01', Sales.Color'Red'.
        boolean typed = next == '\'' && !scanner.lookingAt(TYPED).isEmpty();
        return typed || next == '/' || next == '.'
                ? Optional.of("\"" + Scanner.shown(name) + next + "\"")
                : Optional.empty();
    }

    /** Whether it is the name of an operator of OData that the API has not. */
    static boolean isOperator(String name) {
        return OPERATORS.contains(name.toLowerCase(Locale.ROOT));
    }
}
