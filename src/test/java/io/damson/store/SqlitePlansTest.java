package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.query.ImageQueryParser;
import io.damson.query.Images;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How SQLite answers our statements, as EXPLAIN QUERY PLAN shows it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlitePlansTest {
    private final Database database = Database.open(DatabaseConfiguration.temporary());
    private final Tenant tenant =
            new TenantStore(database).add(new TenantName("plans")).orElseThrow();

    @BeforeAll
    void fill() {
        new ImageStore(database).insert(tenant, Images.random(500, 1));
    }

    @AfterAll
    void close() {
        database.close();
    }

    /** The steps that read the ids, and those that read their rows. */
    private record Plan(String ids, String rows) {}

    private Plan plan(@Nullable String filter, @Nullable String orderby) {
        PageStatement page =
                PageStatement.of(database.dialect(), tenant, ImageQueryParser.parse(filter, orderby, 20, 100));
        return database.select(connection -> {
            try (PreparedStatement explain = connection.prepareStatement("explain query plan " + page.sql())) {
                page.bind(explain);
                StringBuilder ids = new StringBuilder();
                StringBuilder rows = new StringBuilder();
                int derived = -1;
                try (ResultSet steps = explain.executeQuery()) {
                    while (steps.next()) {
                        String step = steps.getString("detail");
                        if (step.equals("CO-ROUTINE k")) {
                            derived = steps.getInt("id");
                        }
                        (steps.getInt("parent") == derived ? ids : rows)
                                .append(step)
                                .append('\n');
                    }
                }
                return new Plan(ids.toString(), rows.toString());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("io.damson.store.Orders#all")
    void anIndexServesTheOrder(String orderby) {
        assertThat(plan(null, orderby).ids())
                .startsWith("SEARCH p USING ")
                .contains("(tenant_id=?)")
                .hasLineCount(1);
        // Most images: the index of the order is read, and what the filter excludes is passed over.
        assertThat(plan("status ne 'Er' and contains(reference,'a')", orderby).ids())
                .startsWith("SEARCH p USING ")
                .hasLineCount(1);
    }

    @Test
    void rowsAreFoundByTheirKey() {
        assertThat(plan(null, "createdOn desc").rows())
                .contains("SCAN k\n", "SEARCH i USING PRIMARY KEY (tenant_id=? AND id=?)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id eq 7                               | PRIMARY KEY (tenant_id=? AND id=?)",
                "id in (7,8)                           | PRIMARY KEY (tenant_id=? AND id=?)",
                "id gt 7 and id lt 9                   | PRIMARY KEY (tenant_id=? AND id>? AND id<?)",
                "reference eq 'a'                      | sqlite_autoindex_image_2 (tenant_id=? AND reference=?)",
                "startswith(reference,'a')             | sqlite_autoindex_image_2 (tenant_id=? AND reference>? AND reference<?)",
                "status eq 'Up'                        | image_by_status (tenant_id=? AND status=?)",
                "fileType eq 'png'                     | image_by_file_type (tenant_id=? AND file_type=?)",
                "fileType eq null                      | image_by_file_type (tenant_id=? AND file_type=?)",
                "numLinks eq 3                         | image_by_num_links (tenant_id=? AND num_links=?)",
                "width eq 800 and height gt 600        | image_by_width (tenant_id=? AND width=?)",
                "height eq 600                         | image_by_height (tenant_id=? AND height=?)",
                "sizeInBytes eq 1024                   | image_by_size_in_bytes (tenant_id=? AND size_in_bytes=?)",
                "modifiedOn eq 2024-04-05T08:44:33     | image_by_modified_on (tenant_id=? AND modified_on=?)",
                "createdOn eq 2024-04-05T08:44:33Z     | image_by_created_on (tenant_id=? AND created_on=?)",
            })
    void anIndexServesTheFilter(String filter, String step) {
        assertThat(plan(filter, null).ids()).contains(step);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "createdOn gt 2024-01-01 and createdOn lt 2024-02-01 | createdOn | image_by_created_on (tenant_id=? AND created_on>? AND created_on<?)",
                "width ge 800 | width desc | image_by_width (tenant_id=? AND width>?)",
                "sizeInBytes lt 1024 | sizeInBytes | image_by_size_in_bytes (tenant_id=? AND size_in_bytes<?)",
            })
    void aRangeIsReadFromTheIndexOfItsOrder(String filter, String orderby, String step) {
        assertThat(plan(filter, orderby).ids()).contains(step).hasLineCount(1);
    }
}
