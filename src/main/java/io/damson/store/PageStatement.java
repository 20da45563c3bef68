package io.damson.store;

import io.damson.query.ImageQuery;
import io.damson.query.Sort;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A page as one HQL statement: the ids first, by filter, order, limit and offset, then their rows, ordered again. So the database
 * skips narrow index entries and not whole rows.
 *
 * @param hql has the parameters below and {@code :tenant}
 * @param parameters the filter's constants and the page's numbers
 */
record PageStatement(String hql, Map<String, Object> parameters) {

    static PageStatement of(ImageQuery query) {
        FilterToHql translation = new FilterToHql("p");
        String filter =
                query.filter().map(f -> " and " + translation.translate(f)).orElse("");
        String hql =
                "from ImageRow i where i.tenantId = :tenant and i.id in (select p.id from ImageRow p where p.tenantId = :tenant"
                        + filter + orderBy("p", query.order()) + " limit :top offset :skip)"
                        + orderBy("i", query.order());
        Map<String, Object> parameters = translation.parameters();
        parameters.put("top", query.page().top());
        parameters.put("skip", query.page().skip());
        return new PageStatement(hql, parameters);
    }

    private static String orderBy(String alias, List<Sort> order) {
        return order.stream()
                .map(sort -> alias + "." + sort.property().propertyName()
                        + (sort.direction() == Sort.Direction.ASC ? " asc nulls first" : " desc nulls last"))
                .collect(Collectors.joining(", ", " order by ", ""));
    }
}
