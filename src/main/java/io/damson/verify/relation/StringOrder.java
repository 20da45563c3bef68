package io.damson.verify.relation;

import io.damson.image.Image;
import io.damson.query.CodePoints;
import io.damson.query.Evaluator;
import io.damson.query.Filter;
import io.damson.query.Sort;
import java.util.Comparator;
import java.util.List;

/**
 * What is greater and what is less among strings, which OData leaves open but for case.
 *
 * @param orders of which a server may follow any
 */
public record StringOrder(List<Comparator<String>> orders) {
    /** By code point: Damson's reading. */
    public static final StringOrder CODE_POINT = new StringOrder(List.of(CodePoints::compare));
    /** By code point or by UTF-16 unit: U+E000 to U+FFFF may stand on either side of the supplementary characters. */
    public static final StringOrder EITHER = new StringOrder(List.of(CodePoints::compare, String::compareTo));

    /** Whether a right server may select the image. */
    public boolean maySelect(Filter filter, Image image) {
        return orders.stream().anyMatch(order -> Evaluator.matches(filter, image, order));
    }

    /** Whether every right server selects the image. */
    public boolean selects(Filter filter, Image image) {
        return orders.stream().allMatch(order -> Evaluator.matches(filter, image, order));
    }

    /** Whether a right server may list the first before the second. */
    public boolean allows(List<Sort> keys, Image first, Image second) {
        return orders.stream()
                .anyMatch(order -> Evaluator.comparator(keys, order).compare(first, second) <= 0);
    }
}
