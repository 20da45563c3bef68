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
 * levels of precedence (URL Conventions 5.1.1.17). No backtracking; recursion is bounded by {@link #MAX_NESTING}. Which rules of the
 * ABNF are in and which are out stands in {@code docs/decisions/0010-the-grammar-of-filters.md}.
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

    /** How many {@code notExpr} of this parenthesis have not been compared with anything yet. */
    private int openNots;

    private FilterParser(Scanner scanner) {
        this.scanner = scanner;
        this.operands = new OperandParser(scanner, this::commonExpr, this::countNode);
    }

    /**
     * {@code filter}, the value of the option (URL Conventions 5.1.2); blanks at either end are our own laxity.
     *
     * @throws InvalidQueryOptionException with the whole filter as it should have been, where that is known
     */
    static Filter parse(String text) {
        if (text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
            throw new InvalidQueryOptionException(OPTION, "the text is longer than " + MAX_CHARACTERS + " characters");
        }
        try {
            return parsed(text);
        } catch (InvalidQueryOptionException refused) {
            throw new Corrector(FilterParser::refusal).helped(refused, text);
        }
    }

    private static Optional<InvalidQueryOptionException> refusal(String text) {
        try {
            parsed(text);
            return Optional.empty();
        } catch (InvalidQueryOptionException refused) {
            return Optional.of(refused);
        }
    }

    private static Filter parsed(String text) {
        FilterParser parser = new FilterParser(new Scanner(OPTION, text));
        int start = parser.scanner.position();
        Expression expression = parser.commonExpr();
        parser.scanner.skipBlanks();
        if (!parser.scanner.atEnd()) {
            throw parser.operands.unexpected("an operator or the end");
        }
        return parser.requireBoolean(expression, start, parser.scanner.position(), "a filter");
    }

    /**
     * {@code commonExpr}. The ABNF has one level for all operators and leaves their order to the table of precedence (URL Conventions
     * 5.1.1.17); here each row of the table that the API documents is a rule, from the last row to the first.
     */
    private Expression commonExpr() {
        return orExpr();
    }

    /** {@code orExpr}: {@code RWS "or" RWS boolCommonExpr} (URL Conventions 5.1.1.1.8). */
    private Expression orExpr() {
        return conjunction("or", this::andExpr, Filter.Or::new);
    }

    /** {@code andExpr}: {@code RWS "and" RWS boolCommonExpr} (URL Conventions 5.1.1.1.7). */
    private Expression andExpr() {
        return conjunction("and", this::eqExpr, Filter.And::new);
    }

    /** Two operands or more with one operator between them, as one node. */
    private Expression conjunction(String keyword, Supplier<Expression> operand, Function<List<Filter>, Filter> node) {
        int start = scanner.position();
        Expression first = operand.get();
        int firstEnd = scanner.position();
        if (operator(List.of(keyword)).isEmpty()) {
            return first;
        }
        List<Filter> parts = new ArrayList<>();
        parts.add(requireBoolean(first, start, firstEnd, "an operand of " + keyword));
        do {
            countNode();
            int next = scanner.position();
            parts.add(requireBoolean(operand.get(), next, scanner.position(), "an operand of " + keyword));
        } while (operator(List.of(keyword)).isPresent());
        return node.apply(List.copyOf(parts));
    }

    /** {@code eqExpr}, {@code neExpr} (URL Conventions 5.1.1.1.1, 5.1.1.1.2). */
    private Expression eqExpr() {
        return comparison(EQUALITY, this::relationalExpr);
    }

    /** {@code gtExpr}, {@code geExpr}, {@code ltExpr}, {@code leExpr} (URL Conventions 5.1.1.1.3 to 5.1.1.1.6). */
    private Expression relationalExpr() {
        return comparison(RELATIONAL, this::notExpr);
    }

    /** {@code RWS operator RWS commonExpr}, left-associative; each further operator of a chain is a level of nesting. */
    private Expression comparison(List<String> keywords, Supplier<Expression> operand) {
        int start = scanner.position();
        int outer = nesting;
        Expression left = operand.get();
        int leftEnd = scanner.position();
        for (Optional<String> keyword = operator(keywords); keyword.isPresent(); keyword = operator(keywords)) {
            countNode();
            ComparisonOperator operator =
                    ComparisonOperator.valueOf(keyword.get().toUpperCase(Locale.ROOT));
            int rightStart = scanner.position();
            Expression right = operand.get();
            requireSameType(left, start, leftEnd, right, rightStart, start);
            left = new Filter.Comparison(left, operator, right);
            leftEnd = scanner.position();
            enter(start);
        }
        nesting = outer;
        return left;
    }

    /** {@code notExpr}: {@code "not" RWS boolCommonExpr} (URL Conventions 5.1.1.1.9); before a parenthesis we ask for no blank. */
    private Expression notExpr() {
        int start = scanner.position();
        if (!scanner.lookingAt(KEYWORD).equalsIgnoreCase("not") || !isBlankOrOpen(scanner.peek(3))) {
            return inExpr();
        }
        enter(start);
        countNode();
        openNots++;
        scanner.moveTo(start + 3);
        scanner.skipBlanks();
        int operandStart = scanner.position();
        Filter operand = requireBoolean(notExpr(), operandStart, scanner.position(), "the operand of not");
        nesting--;
        return new Filter.Not(operand);
    }

    /** {@code inExpr}: {@code RWS "in" RWS listExpr} (URL Conventions 5.1.1.1.11); before the list we ask for no blank. */
    private Expression inExpr() {
        int start = scanner.position();
        int outer = nesting;
        Expression operand = primary();
        int operandEnd = scanner.position();
        while (operator(List.of("in")).isPresent()) {
            countNode();
            List<Literal> items = listExpr(operand, start, operandEnd);
            operand = new Filter.In(operand, items);
            if (items.size() != 1) {
                refuseComparison();
            }
            operandEnd = scanner.position();
            enter(start);
        }
        nesting = outer;
        return operand;
    }

    /**
     * The ABNF lets nothing but {@code and} and {@code or} follow a {@code listExpr}, unless a {@code notExpr} ends with it that can
     * be compared as a whole; a list of one item is a {@code parenExpr} as well, behind which every operator may stand.
     */
    private void refuseComparison() {
        int end = scanner.position();
        scanner.skipBlanks();
        String word = scanner.lookingAt(KEYWORD).toLowerCase(Locale.ROOT);
        boolean compared = EQUALITY.contains(word) || RELATIONAL.contains(word) || word.equals("in");
        if (compared && scanner.position() > end && --openNots < 0) {
            throw scanner.error(
                    scanner.position(),
                    word + " cannot follow the list of in",
                    "put parentheses around the whole in expression");
        }
        scanner.moveTo(end);
    }

    /** {@code parenExpr} (URL Conventions 5.1.1.3), {@code methodCallExpr}, or an operand without parentheses. */
    private Expression primary() {
        int start = scanner.position();
        if (scanner.peek(0) != '(' && !operands.atCall()) {
            return operands.operand();
        }
        enter(start);
        int outerNots = openNots;
        openNots = 0;
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
        openNots = outerNots;
        nesting--;
        return expression;
    }

    /** {@code listExpr}: literals in parentheses, with {@code BWS} around them; none at all is allowed too. */
    private List<Literal> listExpr(Expression operand, int operandStart, int operandEnd) {
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
            requireSameType(operand, operandStart, operandEnd, item, start, start);
            items.add(item);
            if (items.size() > MAX_LIST_ITEMS) {
                throw scanner.error(open, "the list of in has more than " + MAX_LIST_ITEMS + " items,");
            }
            scanner.skipBlanks();
        } while (scanner.take(','));
        scanner.expect(')', "or ',' in the list of in");
        return List.copyOf(items);
    }

    /**
     * {@code RWS}, one of the keywords in any case (URL Conventions 5.1.1.1), {@code RWS}; before a list no blank is needed. Takes
     * nothing where they do not come next.
     */
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

    /** {@code boolCommonExpr}: a {@code commonExpr} resulting in a Boolean, which the literal {@code null} is not. */
    private Filter requireBoolean(Expression expression, int start, int end, String what) {
        if (expression instanceof Filter filter) {
            return filter;
        }
        scanner.moveTo(end);
        throw scanner.error(
                start,
                what + " has to be boolean, \"" + scanner.between(start, end) + "\" is " + expression.typeTitle());
    }

    /** Numbers promote to each other (URL Conventions 5.1.1.18), nothing else does, and {@code null} compares with all. */
    private void requireSameType(
            Expression left, int leftStart, int leftEnd, Expression right, int rightStart, int where) {
        Type leftType = left.type();
        Type rightType = right.type();
        if (leftType == rightType || leftType == Type.NULL || rightType == Type.NULL) {
            return;
        }
        String message = "cannot compare " + scanner.between(leftStart, leftEnd) + " (" + left.typeTitle() + ") with "
                + scanner.since(rightStart) + " (" + right.typeTitle() + ")";
        if (leftType != Type.STRING && rightType != Type.STRING) {
            throw scanner.error(where, message);
        }
        if (left instanceof Literal && right instanceof Literal) {
            throw scanner.error(where, message, Quotes.RULE);
        }
        if (right instanceof Literal) {
            throw scanner.error(where, message, Quotes.wrong(scanner, rightStart, scanner.position(), leftType));
        }
        throw left instanceof Literal
                ? scanner.error(where, message, Quotes.wrong(scanner, leftStart, leftEnd, rightType))
                : scanner.error(where, message);
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
