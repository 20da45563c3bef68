package io.damson.verify.relation;

import io.damson.query.Expression;
import io.damson.query.Filter;
import io.damson.query.Literal;
import io.damson.verify.exchange.ForbearanceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes a filter smaller as long as it still fails: people read the smallest. */
final class Shrinker {
    private static final int MOST_REQUESTS = 60;

    private Shrinker() {}

    /** @param violation what is wrong with a filter; asks the server */
    static Violation smallest(Filter filter, Violation found, Function<Filter, Optional<Violation>> violation) {
        Filter smallest = filter;
        Violation least = found;
        int requests = 0;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (Filter candidate : candidates(smallest)) {
                if (requests++ >= MOST_REQUESTS) {
                    return least;
                }
                Optional<Violation> still;
                try {
                    still = violation.apply(candidate);
                } catch (ForbearanceException e) {
                    return least;
                }
                if (still.isPresent()) {
                    smallest = candidate;
                    least = still.get();
                    smaller = true;
                    break;
                }
            }
        }
        return least;
    }

    /** Smaller filters, the smallest first. */
    private static List<Filter> candidates(Filter filter) {
        List<Filter> candidates = new ArrayList<>();
        if (filter instanceof Filter.And and) {
            addFewer(and.operands(), Filter.And::new, candidates);
        } else if (filter instanceof Filter.Or or) {
            addFewer(or.operands(), Filter.Or::new, candidates);
        } else if (filter instanceof Filter.Not not) {
            candidates.add(not.operand());
            candidates(not.operand()).forEach(operand -> candidates.add(new Filter.Not(operand)));
        } else if (filter instanceof Filter.Comparison comparison) {
            addComparisons(comparison, candidates);
        } else if (filter instanceof Filter.In in) {
            for (int i = 0; i < in.items().size(); i++) {
                List<Literal> fewer = new ArrayList<>(in.items());
                fewer.remove(i);
                candidates.add(new Filter.In(in.operand(), fewer));
            }
        } else if (filter instanceof Filter.Call call) {
            shorter(call.part()).forEach(part -> candidates.add(new Filter.Call(call.function(), call.text(), part)));
        }
        return candidates;
    }

    private static void addFewer(List<Filter> operands, Function<List<Filter>, Filter> node, List<Filter> candidates) {
        candidates.addAll(operands);
        for (int i = 0; i < operands.size(); i++) {
            List<Filter> fewer = new ArrayList<>(operands);
            Filter removed = fewer.remove(i);
            if (fewer.size() > 1) {
                candidates.add(node.apply(fewer));
            }
            for (Filter operand : candidates(removed)) {
                List<Filter> others = new ArrayList<>(operands);
                others.set(i, operand);
                candidates.add(node.apply(others));
            }
        }
    }

    private static void addComparisons(Filter.Comparison comparison, List<Filter> candidates) {
        for (Expression side : List.of(comparison.left(), comparison.right())) {
            if (side instanceof Filter filter && !(filter instanceof Literal)) {
                candidates.add(filter);
            }
        }
        if (comparison.left() instanceof Filter left) {
            candidates(left)
                    .forEach(smaller ->
                            candidates.add(new Filter.Comparison(smaller, comparison.operator(), comparison.right())));
        }
        shorter(comparison.right())
                .forEach(right ->
                        candidates.add(new Filter.Comparison(comparison.left(), comparison.operator(), right)));
    }

    /** Halves of a string. */
    private static List<Expression> shorter(Expression expression) {
        if (!(expression instanceof Literal.StringLiteral literal)
                || literal.value().length() < 2) {
            return List.of();
        }
        String text = literal.value();
        int half = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
        return half == 0 || half == text.length()
                ? List.of()
                : List.of(
                        new Literal.StringLiteral(text.substring(0, half)),
                        new Literal.StringLiteral(text.substring(half)));
    }
}
