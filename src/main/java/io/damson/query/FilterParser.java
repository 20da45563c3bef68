package io.damson.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The text of {@code $filter} as a tree, by recursive descent: {@code boolCommonExpr} of the OData ABNF, a method for each of its
 * levels of precedence (URL Conventions 5.1.1.16). No backtracking; recursion is bounded by {@link #MAX_NESTING}.
 */
final class FilterParser {
    static final int MAX_CHARACTERS = 16_384;
    static final int MAX_NESTING = 100;
    static final int MAX_NODES = 2_000;
    static final int MAX_LIST_ITEMS = 1_000;

    private static final String OPTION = "$filter";
    private static final Pattern KEYWORD = Pattern.compile("[A-Za-z]++(?![\\p{L}\\p{N}_])");
    private static final List<String> RELATIONAL = List.of("gt", "ge", "lt", "le");
    private static final List<String> EQUALITY = List.of("eq", "ne");

    private final Scanner scanner;
    private final OperandParser operands;
    private int nesting;
    private int nodes;

    private FilterParser(Scanner scanner) {
        this.scanner = scanner;
        this.operands = new OperandParser(scanner, this::commonExpr, this::countNode);
    }

    static Filter parse(String text) {
        if (text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
            throw new InvalidQueryOptionException(OPTION, "the text is longer than " + MAX_CHARACTERS + " characters");
        }
        FilterParser parser = new FilterParser(new Scanner(OPTION, text));
        int start = parser.scanner.position();
        Expression expression = parser.commonExpr();
        parser.scanner.skipBlanks();
        if (!parser.scanner.atEnd()) {
            throw parser.operands.unexpected();
        }
        return parser.requireBoolean(expression, start, "a filter");
    }

    private Expression commonExpr() {
        return orExpr();
    }

    private Expression orExpr() {
        return conjunction("or", this::andExpr, Filter.Or::new);
    }

    private Expression andExpr() {
        return conjunction("and", this::eqExpr, Filter.And::new);
    }

    /** Two operands or more with one operator between them, as one node. */
    private Expression conjunction(String keyword, Supplier<Expression> operand, Function<List<Filter>, Filter> node) {
        int start = scanner.position();
        Expression first = operand.get();
        if (operator(List.of(keyword)).isEmpty()) {
            return first;
        }
        List<Filter> parts = new ArrayList<>();
        parts.add(requireBoolean(first, start, "an operand of " + keyword));
        do {
            countNode();
            int next = scanner.position();
            parts.add(requireBoolean(operand.get(), next, "an operand of " + keyword));
        } while (operator(List.of(keyword)).isPresent());
        return node.apply(List.copyOf(parts));
    }

    private Expression eqExpr() {
        return comparison(EQUALITY, this::relationalExpr);
    }

    private Expression relationalExpr() {
        return comparison(RELATIONAL, this::notExpr);
    }

    /** Left-associative; each further operator of a chain is a level of nesting. */
    private Expression comparison(List<String> keywords, Supplier<Expression> operand) {
        int start = scanner.position();
        int outer = nesting;
        Expression left = operand.get();
        String leftText = scanner.since(start);
        for (Optional<String> keyword = operator(keywords); keyword.isPresent(); keyword = operator(keywords)) {
            countNode();
            ComparisonOperator operator =
                    ComparisonOperator.valueOf(keyword.get().toUpperCase(Locale.ROOT));
            int rightStart = scanner.position();
            Expression right = operand.get();
            requireSameType(left, leftText, right, scanner.since(rightStart), start);
            left = new Filter.Comparison(left, operator, right);
            leftText = scanner.since(start);
            enter(start);
        }
        nesting = outer;
        return left;
    }

    /** {@code notExpr}: binds tighter than comparisons (URL Conventions 5.1.1.16), looser than {@code in}. */
    private Expression notExpr() {
        int start = scanner.position();
        if (!scanner.lookingAt(KEYWORD).equalsIgnoreCase("not") || !isBlankOrOpen(scanner.peek(3))) {
            return inExpr();
        }
        enter(start);
        countNode();
        scanner.moveTo(start + 3);
        scanner.skipBlanks();
        int operandStart = scanner.position();
        Filter operand = requireBoolean(notExpr(), operandStart, "the operand of not");
        nesting--;
        return new Filter.Not(operand);
    }

    private Expression inExpr() {
        int start = scanner.position();
        int outer = nesting;
        Expression operand = primary();
        String operandText = scanner.since(start);
        while (operator(List.of("in")).isPresent()) {
            countNode();
            operand = new Filter.In(operand, listExpr(operand, operandText));
            operandText = scanner.since(start);
            enter(start);
        }
        nesting = outer;
        return operand;
    }

    /** {@code parenExpr}, or an operand without parentheses. */
    private Expression primary() {
        int start = scanner.position();
        if (scanner.peek(0) != '(' && !operands.atCall()) {
            return operands.operand();
        }
        enter(start);
        Expression expression;
        if (scanner.take('(')) {
            scanner.skipBlanks();
            expression = commonExpr();
            scanner.skipBlanks();
            if (!scanner.take(')')) {
                throw operands.unexpected("')' to close the parenthesis");
            }
        } else {
            expression = operands.methodCallExpr();
        }
        nesting--;
        return expression;
    }

    /** {@code listExpr}: literals in parentheses; none at all is allowed too. */
    private List<Literal> listExpr(Expression operand, String operandText) {
        int open = scanner.position();
        scanner.expect('(', "to open the list of in");
        scanner.skipBlanks();
        List<Literal> items = new ArrayList<>();
        if (scanner.take(')')) {
            return List.of();
        }
        do {
            scanner.skipBlanks();
            int start = scanner.position();
            Literal item =
                    operands.primitiveLiteral().orElseThrow(() -> scanner.expected("a literal in the list of in"));
            requireSameType(operand, operandText, item, scanner.since(start), start);
            items.add(item);
            if (items.size() > MAX_LIST_ITEMS) {
                throw scanner.error(open, "the list of in has more than " + MAX_LIST_ITEMS + " items,");
            }
            scanner.skipBlanks();
        } while (scanner.take(','));
        scanner.expect(')', "or ',' in the list of in");
        return List.copyOf(items);
    }

    /** RWS, one of the keywords, RWS; before a list no blank is needed. Takes nothing where they do not come next. */
    private Optional<String> operator(List<String> keywords) {
        int start = scanner.position();
        if (scanner.skipBlanks() > 0) {
            String word = scanner.lookingAt(KEYWORD).toLowerCase(Locale.ROOT);
            if (keywords.contains(word)) {
                scanner.moveTo(scanner.position() + word.length());
                if (scanner.skipBlanks() > 0 || (word.equals("in") && scanner.peek(0) == '(')) {
                    return Optional.of(word);
                }
                throw scanner.expected("a blank after " + word);
            }
        }
        scanner.moveTo(start);
        return Optional.empty();
    }

    private Filter requireBoolean(Expression expression, int start, String what) {
        if (expression instanceof Filter filter) {
            return filter;
        }
        throw scanner.error(
                start,
                what + " has to be boolean, \"" + scanner.since(start) + "\" is "
                        + expression.type().title());
    }

    private void requireSameType(Expression left, String leftText, Expression right, String rightText, int start) {
        Type leftType = left.type();
        Type rightType = right.type();
        if (leftType == rightType || leftType == Type.NULL || rightType == Type.NULL) {
            return;
        }
        String message = "cannot compare " + leftText + " (" + leftType.title() + ") with " + rightText + " ("
                + rightType.title() + ")";
        boolean quoted = leftType == Type.STRING ? left instanceof Literal : right instanceof Literal;
        if (quoted && (leftType == Type.STRING || rightType == Type.STRING)) {
            throw scanner.error(start, message, "numbers and date-times stand without quotes");
        }
        throw scanner.error(start, message);
    }

    private void enter(int start) {
        if (++nesting > MAX_NESTING) {
            throw scanner.error(start, "more than " + MAX_NESTING + " levels of nesting");
        }
    }

    private void countNode() {
        if (++nodes > MAX_NODES) {
            throw scanner.error(scanner.position(), "more than " + MAX_NODES + " operators, functions and operands");
        }
    }

    private static boolean isBlankOrOpen(char c) {
        return c == ' ' || c == '\t' || c == '(';
    }
}
