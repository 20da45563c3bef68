package io.damson.store;

import io.damson.query.Filter;
import io.damson.query.ImageProperty;

/**
 * The string functions, as conditions that they are true or that they are false; with a null argument they are neither, as SQL has
 * it.
 */
record StringMatch(FilterToSql sql, boolean wanted) {

    String match(Filter.Call call) {
        Operand text = Operand.of(call.text());
        Operand part = Operand.of(call.part());
        if (text.isNull() || part.isNull()) {
            return FilterToSql.NONE;
        }
        if (part.constant() instanceof String constant) {
            if (text.constant() instanceof String other) {
                return constant(call.function().test(other, constant));
            }
            return constant.isEmpty()
                    ? emptyPart(property(text))
                    : sql.dialect().match(sql, sql.column(property(text)), call.function(), constant, wanted);
        }
        String value = text.constant() instanceof String constant ? sql.bind(constant) : sql.column(property(text));
        return sql.dialect().match(value, call.function(), sql.column(property(part)), wanted);
    }

    private String constant(boolean holds) {
        return holds == wanted ? FilterToSql.ALL : FilterToSql.NONE;
    }

    /** Every text that is there contains, starts with and ends with the empty one. */
    private String emptyPart(ImageProperty property) {
        if (!wanted) {
            return FilterToSql.NONE;
        }
        return property.isNullable() ? sql.column(property) + " is not null" : FilterToSql.ALL;
    }

    private static ImageProperty property(Operand operand) {
        ImageProperty property = operand.property();
        if (property == null) {
            throw new IllegalStateException("a constant has no column");
        }
        return property;
    }
}
