package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.query.ImageQuery;
import io.damson.query.ImageQueryParser;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** The SQL of filters: constants are folded and bound, nothing is negated, and the text is that of the filter's shape. */
class FilterToSqlTest {
    private static ImageQuery query(String filter) {
        return ImageQueryParser.parse(filter, null, 100, 0);
    }

    private static final Dialect POSTGRES = new PostgresDialect();
    private static final Tenant TENANT = new Tenant(7, new TenantName("shop"));

    private static FilterToSql translated(Dialect dialect, String filter, StringBuilder sql) {
        FilterToSql translation = new FilterToSql(dialect, "p");
        sql.append(translation.translate(query(filter).filter().orElseThrow()));
        return translation;
    }

    @ParameterizedTest
    @CsvFileSource(resources = "filters-as-sql.txt", delimiterString = " ==> ", quoteCharacter = '`')
    void isTranslatedTo(String filter, String sql, String parameters) {
        requireTranslation(POSTGRES, filter, sql, parameters);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "filters-as-sqlite-sql.txt", delimiterString = " ==> ", quoteCharacter = '`')
    void sqliteWritesSomeInAnotherWay(String filter, String sql, String parameters) {
        requireTranslation(new SqliteDialect(), filter, sql, parameters);
    }

    private static void requireTranslation(Dialect dialect, String filter, String sql, String parameters) {
        StringBuilder text = new StringBuilder();
        FilterToSql translation = translated(dialect, filter, text);
        assertThat(text).hasToString(sql);
        assertThat(translation.parameters().stream().map(String::valueOf).collect(Collectors.joining(";")))
                .isEqualTo(parameters.equals("-") ? "" : parameters);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,4", "5,8", "513,1024", "999,1024"})
    void listsAreFilledUpToAPowerOfTwo(int items, int parameters) {
        String list = IntStream.range(0, items).mapToObj(String::valueOf).collect(Collectors.joining(","));
        FilterToSql translation = translated(POSTGRES, "id in (" + list + ",0)", new StringBuilder());
        assertThat(translation.parameters()).hasSize(parameters);
        assertThat(translation.parameters()).endsWith(items - 1L);
    }

    @Test
    void constantsDoNotChangeTheText() {
        List<String> texts = IntStream.range(0, 100)
                .mapToObj(i -> PageStatement.of(
                                POSTGRES,
                                TENANT,
                                ImageQueryParser.parse(
                                        "status eq '" + i + "' and contains(reference,'" + i + "%') or id in (" + i
                                                + "," + (i + 1) + ") and createdOn lt 2024-01-01T00:00:"
                                                + (10 + i % 50),
                                        "width desc",
                                        i,
                                        i))
                        .sql())
                .distinct()
                .toList();
        assertThat(texts).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id desc|p.id desc",
                "createdOn|p.created_on asc nulls first, p.id asc",
                "fileType desc,width|p.file_type desc nulls last, p.width asc, p.id asc",
                "reference,width|p.reference asc",
                "width desc,reference desc,height|p.width desc, p.reference desc"
            })
    void anOrderEndsWithTheFirstKeyThatIsUnique(String orderby, String sql) {
        assertThat(PageStatement.of(POSTGRES, TENANT, ImageQueryParser.parse(null, orderby, 10, 20))
                        .sql())
                .contains("p.tenant_id = ? order by " + sql + " limit ? offset ?)")
                .endsWith(" order by " + sql.replace("p.", "i."));
    }
}
