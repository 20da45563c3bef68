package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.image.Image;
import io.damson.query.Evaluator;
import io.damson.query.Filters;
import io.damson.query.ImageQuery;
import io.damson.query.ImageQueryParser;
import io.damson.query.Images;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A database answers what the evaluator says. A seed that fails is replayed by {@code -Dproperty.seed=}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class QueryMeaning {
    private static final int SEEDS = 60;
    private static final int QUERIES_PER_SEED = 25;

    private final List<Image> images = Images.random(120, 1);
    private final Database database;
    private final ImageStore store;
    private final Tenant tenant;

    QueryMeaning(DatabaseConfiguration configuration) {
        database = Database.open(configuration);
        store = new ImageStore(database);
        tenant = new TenantStore(database).add(new TenantName("query-meaning")).orElseThrow();
    }

    @BeforeAll
    void fill() {
        store.insert(tenant, images);
        store.insert(new TenantStore(database).add(new TenantName("neighbour")).orElseThrow(), Images.random(50, 2));
    }

    @AfterAll
    void close() {
        database.close();
    }

    static LongStream seeds() {
        Long replayed = Long.getLong("property.seed");
        return replayed == null ? LongStream.range(0, SEEDS) : LongStream.of(replayed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void databaseSelectsWhatTheQueryMeans(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < QUERIES_PER_SEED; i++) {
            String filter = Filters.random(random);
            String order = Filters.order(random);
            // Most pages begin with the first image: filters that select few would have nothing to show on others.
            int skip = random.nextInt(4) == 0 ? random.nextInt(20) : 0;
            ImageQuery query = ImageQueryParser.parse(filter, order, random.nextInt(101), skip);
            List<Image> meant = Evaluator.select(query, images);
            List<Image> found = store.list(tenant, query);
            assertThat(ids(found))
                    .as("$filter=%s $orderby=%s %s", filter, order, query.page())
                    .isEqualTo(ids(meant));
            assertThat(found)
                    .as("$filter=%s $orderby=%s %s", filter, order, query.page())
                    .isEqualTo(meant);
        }
    }

    private void requireMeaning(String filter) {
        ImageQuery query = ImageQueryParser.parse(filter, "reference desc", 100, 0);
        assertThat(ids(store.list(tenant, query)))
                .as(filter.length() > 200 ? filter.substring(0, 200) : filter)
                .isEqualTo(ids(Evaluator.select(query, images)));
    }

    @Test
    void aThousandItemsAreOneList() {
        String numbers = IntStream.range(50, 1_050).mapToObj(String::valueOf).collect(Collectors.joining(","));
        String texts = IntStream.range(0, 1_000)
                .mapToObj(i -> "'" + (char) ('a' + i) + "'")
                .collect(Collectors.joining(","));
        requireMeaning("id in (" + numbers + ") or fileType in (" + texts + ")");
        requireMeaning("not id in (" + numbers + ") and not fileType in (" + texts + ")");
    }

    @Test
    void theLargestFiltersAreAnswered() {
        requireMeaning("width gt 1" + " or width gt 1 and height lt 5".repeat(240));
        requireMeaning("(".repeat(99) + "contains(fileType,'a')" + ")".repeat(99));
        String nested = "contains(fileType,'a')";
        for (int i = 0; i < 90; i++) {
            nested = "(" + nested
                    + (i % 3 == 0 ? " eq contains(originalUrl,'a')" : i % 3 == 1 ? " or width gt 5" : " and id gt 9")
                    + ")";
        }
        requireMeaning(nested);
        requireMeaning(
                "(width gt 1" + " or width lt 5".repeat(400) + ") eq (height gt 7" + " and id gt 2".repeat(90) + ")");
        requireMeaning("not ".repeat(99) + "contains(fileType,'a')");
        requireMeaning("contains(fileType,'" + "%_!\\".repeat(4_000) + "')");
    }

    private static List<Long> ids(List<Image> images) {
        return images.stream().map(Image::id).toList();
    }
}
