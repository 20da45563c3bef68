package io.damson.store;

import io.damson.query.ImageProperty;
import io.damson.query.ImageQuery;
import io.damson.query.Sort;
import io.damson.tenant.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;
import org.hibernate.query.NativeQuery;

/**
 * A page as one SQL statement: the ids first, by filter, order, limit and offset, then their rows, ordered again. So the database
 * skips narrow index entries and not whole rows.
 *
 * @param sql has the parameters below and {@code :tenant}
 * @param parameters the filter's constants and the page's numbers
 */
record PageStatement(String sql, Map<String, Object> parameters) {
    /** What no two images of a tenant share: whatever key comes after it decides nothing. */
    private static final Set<ImageProperty> UNIQUE = Set.of(ImageProperty.ID, ImageProperty.REFERENCE);

    static PageStatement of(ImageQuery query) {
        FilterToSql translation = new FilterToSql("p");
        String filter =
                query.filter().map(f -> " and " + translation.translate(f)).orElse("");
        String sql =
                "select i.* from image i where i.tenant_id = :tenant and i.id in (select p.id from image p where p.tenant_id = :tenant"
                        + filter + orderBy("p", query.order()) + " limit :top offset :skip)"
                        + orderBy("i", query.order());
        Map<String, Object> parameters = translation.parameters();
        parameters.put("top", query.page().top());
        parameters.put("skip", query.page().skip());
        return new PageStatement(sql, parameters);
    }

    /** The statement for a tenant, ready to be asked. */
    NativeQuery<ImageRow> query(StatelessSession session, Tenant tenant) {
        NativeQuery<ImageRow> query = session.createNativeQuery(sql, ImageRow.class);
        query.setParameter("tenant", tenant.id());
        parameters.forEach(query::setParameter);
        return query;
    }

    private static String orderBy(String alias, List<Sort> order) {
        List<ImageProperty> properties = order.stream().map(Sort::property).toList();
        long significant =
                1 + properties.stream().takeWhile(p -> !UNIQUE.contains(p)).count();
        return order.stream()
                .limit(significant)
                .map(sort -> key(alias, sort))
                .collect(Collectors.joining(", ", " order by ", ""));
    }

    /** Where the nulls go is said only where there can be any: an index serves an order whose words are its own. */
    private static String key(String alias, Sort sort) {
        boolean ascending = sort.direction() == Sort.Direction.ASC;
        String nulls = ascending ? " nulls first" : " nulls last";
        return FilterToSql.column(alias, sort.property())
                + (ascending ? " asc" : " desc")
                + (sort.property().isNullable() ? nulls : "");
    }
}
