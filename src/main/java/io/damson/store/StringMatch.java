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
record StringMatch(FilterToHql hql, boolean wanted) {

    String match(Filter.Call call) {
        Operand text = Operand.of(call.text());
        Operand part = Operand.of(call.part());
        if (text.isNull() || part.isNull()) {
            return FilterToHql.NONE;
        }
        if (part.constant() instanceof String constant) {
            return text.constant() instanceof String other
                    ? constant(call.function().test(other, constant))
                    : like(path(text), call.function(), constant);
        }
        return positioned(value(call.text()), call.function(), path(part));
    }

    private String constant(boolean holds) {
        return holds == wanted ? FilterToHql.ALL : FilterToHql.NONE;
    }

    private String like(String path, StringFunction function, String part) {
        String escaped = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        String pattern = switch (function) {
            case CONTAINS -> "%" + escaped + "%";
            case STARTS_WITH -> escaped + "%";
            case ENDS_WITH -> "%" + escaped;
        };
        return path + (wanted ? " like " : " not like ") + hql.bind(pattern) + " escape '\\'";
    }

    private String positioned(String text, StringFunction function, String part) {
        return switch (function) {
            case CONTAINS -> "position(" + part + " in " + text + ")" + (wanted ? " > 0" : " = 0");
            case STARTS_WITH -> "position(" + part + " in " + text + ")" + (wanted ? " = 1" : " <> 1");
            case ENDS_WITH -> "right(" + text + ", length(" + part + "))" + (wanted ? " = " : " <> ") + part;
        };
    }

    private String value(Expression expression) {
        return expression instanceof Literal.StringLiteral literal
                ? hql.bind(literal.value())
                : path(Operand.of(expression));
    }

    private String path(Operand operand) {
        ImageProperty property = operand.property();
        if (property == null) {
            throw new IllegalStateException("a constant has no path");
        }
        return hql.path(property);
    }
}
