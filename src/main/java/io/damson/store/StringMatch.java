package io.damson.store;

import io.damson.query.Expression;
import io.damson.query.Filter;
import io.damson.query.ImageProperty;
import io.damson.query.Literal;
import io.damson.query.StringFunction;

/**
 * The string functions, as conditions that they are true or that they are false; with a null argument they are neither, as SQL has
 * it. A constant part is an escaped LIKE pattern, which an index can serve; a part that is a property cannot be one.
 */
record StringMatch(FilterToSql sql, boolean wanted) {

    String match(Filter.Call call) {
        Operand text = Operand.of(call.text());
        Operand part = Operand.of(call.part());
        if (text.isNull() || part.isNull()) {
            return FilterToSql.NONE;
        }
        if (part.constant() instanceof String constant) {
            return text.constant() instanceof String other
                    ? constant(call.function().test(other, constant))
                    : like(column(text), call.function(), constant);
        }
        return positioned(value(call.text()), call.function(), column(part));
    }

    private String constant(boolean holds) {
        return holds == wanted ? FilterToSql.ALL : FilterToSql.NONE;
    }

    private String like(String column, StringFunction function, String part) {
        String escaped = part.replace("!", "!!").replace("%", "!%").replace("_", "!_");
        String pattern = switch (function) {
            case CONTAINS -> "%" + escaped + "%";
            case STARTS_WITH -> escaped + "%";
            case ENDS_WITH -> "%" + escaped;
        };
        return column + (wanted ? " like " : " not like ") + sql.bind(pattern) + " escape '!'";
    }

    private String positioned(String text, StringFunction function, String part) {
        return switch (function) {
            case CONTAINS -> "position(" + part + " in " + text + ")" + (wanted ? " > 0" : " = 0");
            case STARTS_WITH -> "position(" + part + " in " + text + ")" + (wanted ? " = 1" : " <> 1");
            case ENDS_WITH -> "right(" + text + ", char_length(" + part + "))" + (wanted ? " = " : " <> ") + part;
        };
    }

    private String value(Expression expression) {
        return expression instanceof Literal.StringLiteral literal
                ? sql.bind(literal.value())
                : column(Operand.of(expression));
    }

    private String column(Operand operand) {
        ImageProperty property = operand.property();
        if (property == null) {
            throw new IllegalStateException("a constant has no column");
        }
        return sql.column(property);
    }
}
