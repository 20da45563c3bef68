package io.damson.store;

import io.damson.image.Image;
import io.damson.query.ImageProperty;
import io.damson.query.ImageQuery;
import io.damson.query.Sort;
import io.damson.tenant.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A page as one SQL statement: the ids first, by filter, order, limit and offset, then their rows, ordered again. So the database
 * skips narrow index entries and not whole rows.
 *
 * @param parameters what its question marks stand for, in order
 */
record PageStatement(Dialect dialect, String sql, List<Object> parameters) {
    /** What no two images of a tenant share: whatever key comes after it decides nothing. */
    private static final Set<ImageProperty> UNIQUE = Set.of(ImageProperty.ID, ImageProperty.REFERENCE);

    static PageStatement of(Dialect dialect, Tenant tenant, ImageQuery query) {
        FilterToSql translation = new FilterToSql(dialect, "p");
        String filter =
                query.filter().map(f -> " and " + translation.translate(f)).orElse("");
        String ids = "select p.id from image p where p.tenant_id = ?" + filter + orderBy("p", query.order())
                + " limit ? offset ?";
        List<Object> parameters = new ArrayList<>();
        parameters.add(tenant.id());
        parameters.addAll(translation.parameters());
        parameters.add(query.page().top());
        parameters.add(query.page().skip());
        parameters.add(tenant.id());
        return new PageStatement(
                dialect,
                "select " + ImageColumns.of("i") + " from (" + ids + ") k " + dialect.joinIds()
                        + " image i on i.tenant_id = ? and i.id = k.id" + orderBy("i", query.order()),
                parameters);
    }

    /** The page's images. */
    List<Image> run(Connection connection) throws SQLException {
        try (PreparedStatement statement = dialect.preparePage(connection, sql)) {
            bind(statement);
            List<Image> images = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    images.add(ImageColumns.read(dialect, rows));
                }
            }
            return images;
        }
    }

    /** Fills the parameters of the statement, or of one that explains it. */
    void bind(PreparedStatement statement) throws SQLException {
        int index = 0;
        for (Object parameter : parameters) {
            statement.setObject(++index, parameter);
        }
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
