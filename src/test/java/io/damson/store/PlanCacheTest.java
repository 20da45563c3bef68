package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.query.ImageQueryParser;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hibernate plans a shape once, whatever its constants, and forgets shapes where there are too many. */
class PlanCacheTest {
    private final Database database = Database.open(DatabaseConfiguration.inMemory());
    private final ImageStore store = new ImageStore(database);
    private final Tenant tenant =
            new TenantStore(database).add(new TenantName("plans")).orElseThrow();
    private final SessionFactoryImplementor factory =
            database.read(session -> session.getFactory().unwrap(SessionFactoryImplementor.class));

    @AfterEach
    void close() {
        database.close();
    }

    private void list(String filter) {
        store.list(tenant, ImageQueryParser.parse(filter, "createdOn desc", 10, 0));
    }

    @Test
    void aThousandConstantsAreOnePlan() {
        Statistics statistics = factory.getStatistics();
        statistics.setStatisticsEnabled(true);
        for (int i = 0; i < 1_000; i++) {
            list("status eq '" + i + "' or contains(reference,'" + i + "') and width gt " + i + " or id in (" + i
                    + ",2000,3000)");
        }
        assertThat(statistics.getQueryPlanCacheMissCount()).isEqualTo(1);
        assertThat(statistics.getQueryPlanCacheHitCount()).isEqualTo(999);
    }

    @Test
    void endlessShapesDoNotFillTheMemory() {
        for (int i = 0; i < 2 * Database.MAX_CACHED_PLANS; i++) {
            int shape = i;
            list(IntStream.range(0, 10)
                    .mapToObj(bit -> (shape >> bit & 1) == 0 ? "id eq 1" : "width eq 1")
                    .collect(Collectors.joining(" or ")));
        }
        assertThat(factory.getQueryEngine().getInterpretationCache().getNumberOfCachedQueryPlans())
                .isLessThanOrEqualTo(Database.MAX_CACHED_PLANS);
        assertThat(factory.getQueryEngine().getInterpretationCache().getNumberOfCachedHqlInterpretations())
                .isLessThan(10);
    }
}
