package io.damson.store;

import io.damson.query.ComparisonOperator;
import io.damson.query.Filter;
import io.damson.query.Literal;
import io.damson.query.Type;
import java.util.List;

/** The SQL condition that a filter is true, or that it is false; {@code not} swaps the two, and null is neither. */
final class TruthCondition implements Filter.Visitor<String> {
    private final FilterToSql sql;
    private final boolean wanted;

    TruthCondition(FilterToSql sql, boolean wanted) {
        this.sql = sql;
        this.wanted = wanted;
    }

    @Override
    public String and(Filter.And and) {
        List<String> conditions = conditions(and.operands());
        return wanted ? FilterToSql.and(conditions) : FilterToSql.or(conditions);
    }

    @Override
    public String or(Filter.Or or) {
        List<String> conditions = conditions(or.operands());
        return wanted ? FilterToSql.or(conditions) : FilterToSql.and(conditions);
    }

    private List<String> conditions(List<Filter> operands) {
        return operands.stream().map(operand -> operand.accept(this)).toList();
    }

    @Override
    public String not(Filter.Not not) {
        return sql.condition(not.operand(), !wanted);
    }

    @Override
    public String comparison(Filter.Comparison comparison) {
        ComparisonOperator operator = comparison.operator();
        if (comparison.left().type() == Type.BOOLEAN || comparison.right().type() == Type.BOOLEAN) {
            return TruthValue.comparison(sql, comparison, wanted);
        }
        Operand left = Operand.of(comparison.left());
        Operand right = Operand.of(comparison.right());
        return new ScalarComparison(sql, wanted).compare(left, operator, right);
    }

    @Override
    public String in(Filter.In in) {
        if (in.operand().type() == Type.BOOLEAN) {
            return TruthValue.in(sql, in, wanted);
        }
        return new ScalarComparison(sql, wanted).in(Operand.of(in.operand()), in.items());
    }

    @Override
    public String call(Filter.Call call) {
        return new StringMatch(sql, wanted).match(call);
    }

    @Override
    public String constant(Literal.BooleanLiteral constant) {
        return constant.value() == wanted ? FilterToSql.ALL : FilterToSql.NONE;
    }
}
