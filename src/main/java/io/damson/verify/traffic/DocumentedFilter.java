package io.damson.verify.traffic;

import io.damson.query.Filter;
import io.damson.query.Literal;
import io.damson.query.Property;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether the documentation alone says what a filter means: its operators and functions, with a property before a value. */
final class DocumentedFilter implements Filter.Visitor<Boolean> {
    /** The relations of the documentation that a comparison, a list or a call can break. */
    private static final Set<String> RELATIONS = Set.of(
            "FILTER-2",
            "FILTER-3",
            "FILTER-4",
            "FILTER-5",
            "FILTER-9",
            "FILTER-11",
            "FILTER-12",
            "FILTER-13",
            "FILTER-15",
            "FILTER-26");

    private static final Pattern OPERATOR =
            Pattern.compile("\\b(?:eq|ne|gt|ge|lt|le|and|or|not|in|contains|startswith|endswith)\\b");

    private static final Pattern IN_ANY_CASE = Pattern.compile(OPERATOR.pattern(), Pattern.CASE_INSENSITIVE);

    private DocumentedFilter() {}

    /** @param text of the filter */
    static boolean is(String text, Filter filter) {
        String outside = UndatedMoments.outsideStrings(text);
        boolean isLowerCase = IN_ANY_CASE.matcher(outside).results().count()
                == OPERATOR.matcher(outside).results().count();
        return isLowerCase && filter.accept((Filter.Visitor<Boolean>) new DocumentedFilter());
    }

    private boolean all(List<Filter> operands) {
        return operands.stream().allMatch(operand -> operand.accept((Filter.Visitor<Boolean>) this));
    }

    private static boolean isOfDocumentation(Filter filter) {
        return RELATIONS.contains(FilterBlame.of(filter, null));
    }

    /** That a quote is doubled is OData's. */
    private static boolean hasQuote(Object operand) {
        return operand instanceof Literal.StringLiteral text && text.value().contains("'");
    }

    @Override
    public Boolean and(Filter.And and) {
        return all(and.operands());
    }

    @Override
    public Boolean or(Filter.Or or) {
        return all(or.operands());
    }

    @Override
    public Boolean not(Filter.Not not) {
        return all(List.of(not.operand()));
    }

    @Override
    public Boolean comparison(Filter.Comparison comparison) {
        return isOfDocumentation(comparison) && !hasQuote(comparison.right());
    }

    @Override
    public Boolean in(Filter.In in) {
        return isOfDocumentation(in)
                && in.operand() instanceof Property
                && in.items().stream().noneMatch(DocumentedFilter::hasQuote);
    }

    @Override
    public Boolean call(Filter.Call call) {
        return isOfDocumentation(call) && call.text() instanceof Property && call.part() instanceof Literal;
    }

    @Override
    public Boolean constant(Literal.BooleanLiteral constant) {
        return false;
    }
}
