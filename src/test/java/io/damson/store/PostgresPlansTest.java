package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.query.ImageQueryParser;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How PostgreSQL answers our statements over 20,000 images, as EXPLAIN shows it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresPlansTest {
    private final Database database = Database.open(TestPostgres.newDatabase());
    private final Tenant tenant =
            new TenantStore(database).add(new TenantName("plans")).orElseThrow();

    @BeforeAll
    void fill() {
        database.read(session -> {
            session.doWork(connection -> {
                try (var statement = connection.createStatement()) {
                    statement.execute(
                            "insert into image (tenant_id, id, reference, num_links, status, modified_on, file_type,"
                                    + " created_on, width, height, size_in_bytes) select " + tenant.id()
                                    + ", n, md5(n::text) || '.jpg', n % 1000, 'Ok', timestamp '2024-01-01' + n * interval '1 s',"
                                    + " case when n % 5 > 0 then md5((n % 7)::text) end,"
                                    + " case when n % 5 > 0 then timestamp '2024-01-01' + n * interval '1 s' end,"
                                    + " n % 3000, n % 2000, n from generate_series(1, 20000) n");
                    statement.execute("vacuum analyze image");
                }
            });
            return true;
        });
    }

    @AfterAll
    void close() {
        database.close();
    }

    private String plan(@Nullable String filter, @Nullable String orderby) {
        PageStatement page =
                PageStatement.of(database.dialect(), tenant, ImageQueryParser.parse(filter, orderby, 20, 100));
        return database.write(session -> session.doReturningWork(connection -> {
            try (Statement settings = connection.createStatement();
                    PreparedStatement explain = connection.prepareStatement("explain " + page.sql())) {
                // 20,000 rows are so few that a scan may seem cheaper; the question is whether the index can serve at
                // all.
                settings.execute("set local enable_seqscan = off");
                page.bind(explain);
                List<String> lines = new ArrayList<>();
                try (ResultSet rows = explain.executeQuery()) {
                    while (rows.next()) {
                        lines.add(rows.getString(1));
                    }
                }
                return String.join("\n", lines);
            }
        }));
    }

    @Test
    void theTrigramIndexServesContainsAndEndswith() {
        assertThat(plan("contains(reference,'c4ca4238a0')", null)).contains("image_by_reference_trigrams");
        assertThat(plan("endswith(reference,'238a0b.jpg')", null)).contains("image_by_reference_trigrams");
    }

    @Test
    void theIndexOfReferencesServesStartswith() {
        assertThat(plan("startswith(reference,'c4ca4238a0')", null))
                .contains("Index Cond: ((tenant_id = '1'::bigint) AND ((reference)::text >= 'c4ca4238a0'");
    }

    @Test
    void theTrigramIndexServesNeedlesWithMetacharactersToo() {
        assertThat(plan("contains(reference,'c4ca%42_38!a0')", null)).contains("image_by_reference_trigrams");
    }

    @ParameterizedTest
    @MethodSource("io.damson.store.Orders#all")
    void anIndexServesTheOrder(String orderby) {
        String ids = plan(null, orderby);
        // The page's own rows are ordered again outside; the ids inside come from an index as they are.
        assertThat(ids.substring(ids.indexOf("Limit"))).doesNotContain("Sort").contains("Index");
    }

    /** The driver prepares a statement on the server when it comes for the fifth time, and the server then makes one plan for all. */
    @Test
    void pagesArePlannedForTheirConstantsEachTime() {
        PageStatement page = PageStatement.of(
                database.dialect(), tenant, ImageQueryParser.parse("contains(reference,'c4ca')", null, 20, 0));
        List<String> prepared = database.select(connection -> {
            for (int i = 0; i < 10; i++) {
                page.run(connection);
            }
            List<String> statements = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select statement from pg_prepared_statements")) {
                while (rows.next()) {
                    statements.add(rows.getString(1));
                }
            }
            return statements;
        });
        assertThat(prepared).doesNotContain(page.sql());
    }

    @Test
    void aDateTimeIsAConditionOfAnIndex() {
        assertThat(plan("createdOn gt 2024-01-01T05:33:10 and createdOn lt 2024-01-01T05:33:20", "createdOn"))
                .contains("Index Cond")
                .contains("created_on");
    }
}
