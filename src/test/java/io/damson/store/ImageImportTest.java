package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import io.damson.query.Images;
import io.damson.store.ImageImport.Candidate;
import io.damson.store.ImageImport.Conflict;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageImportTest {
    private static final List<Database> DATABASES = new ArrayList<>();

    @BeforeAll
    static void open() {
        DATABASES.add(Database.open(DatabaseConfiguration.temporary()));
        DATABASES.add(Database.open(TestPostgres.newDatabase()));
    }

    @AfterAll
    static void close() {
        DATABASES.forEach(Database::close);
    }

    static Stream<Database> databases() {
        return DATABASES.stream();
    }

    private static Tenant tenant(Database database, String name) {
        return new TenantStore(database).add(new TenantName(name)).orElseThrow();
    }

    private static Candidate candidate(int line, long id, String reference) {
        return new Candidate("f:" + line, image(id, reference), id != 0);
    }

    private static Image image(long id, String reference) {
        return new Image(
                id,
                new ImageReference(reference),
                0,
                ImageStatus.OK,
                LocalDateTime.of(2024, 4, 5, 8, 44, 33),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                1,
                1,
                1);
    }

    /** What the tenant has after, as id=reference. */
    private static List<String> images(Database database, Tenant tenant) {
        List<String> images = new ArrayList<>();
        new ImageStore(database).forEach(tenant, image -> images.add(image.id() + "=" + image.reference()));
        return images;
    }

    private static void apply(ImageImport images) {
        while (images.applyNext()) {
            images.commit();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void idsAreKeptWhereGivenAndOtherwiseTheTenantsNext(Database database) {
        Tenant tenant = tenant(database, "ids");
        try (ImageImport images = ImageImport.into(database, tenant)) {
            assertThat(images.stage(List.of(candidate(1, 0, "a"), candidate(2, 7, "b"), candidate(3, 0, "c"))))
                    .isEmpty();
            apply(images);
        }
        assertThat(images(database, tenant)).containsExactly("7=b", "8=a", "9=c");
        try (ImageImport images = ImageImport.into(database, tenant)) {
            images.stage(List.of(candidate(1, 0, "c"), candidate(2, 3, "b"), candidate(3, 0, "d")));
            assertThat(images.replacing()).isEqualTo(2);
            apply(images);
            assertThat(images.replaced()).isEqualTo(2);
        }
        assertThat(images(database, tenant)).containsExactly("3=b", "8=a", "9=c", "10=d");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void whatSpeaksAgainstACandidateIsSaidWithBothPlaces(Database database) {
        Tenant tenant = tenant(database, "conflicts");
        try (ImageImport images = ImageImport.into(database, tenant)) {
            images.stage(List.of(candidate(1, 5, "old")));
            apply(images);
        }
        try (ImageImport images = ImageImport.into(database, tenant)) {
            assertThat(images.stage(List.of(
                            candidate(1, 1, "a"),
                            candidate(2, 1, "b"),
                            candidate(3, 2, "a"),
                            candidate(4, 5, "new"),
                            candidate(5, 0, "a"),
                            candidate(6, 5, "old"))))
                    .containsExactly(
                            new Conflict("f:2", "id is 1; so it is at f:1"),
                            new Conflict("f:3", "reference is \"a\"; so it is at f:1"),
                            new Conflict(
                                    "f:4",
                                    "id is 5; in the tenant that is \"old\": leave the id out, or delete that image first"),
                            new Conflict("f:5", "reference is \"a\"; so it is at f:1"));
            assertThat(images.stage(List.of(candidate(7, 2, "b"), candidate(8, 3, "b"))))
                    .as("of those that were left out none is in the way, in whatever batch")
                    .containsExactly(new Conflict("f:8", "reference is \"b\"; so it is at f:7"));
            apply(images);
        }
        assertThat(images(database, tenant)).containsExactly("1=a", "2=b", "5=old");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void noCandidateIsLeftOutBecauseOfOneThatIsLeftOut(Database database) {
        Tenant tenant = tenant(database, "chains");
        try (ImageImport images = ImageImport.into(database, tenant)) {
            assertThat(images.stage(List.of(
                            candidate(1, 1, "a"),
                            candidate(2, 1, "b"),
                            candidate(3, 2, "b"),
                            candidate(4, 2, "c"),
                            candidate(5, 3, "c"),
                            candidate(6, 3, "b"),
                            candidate(7, 4, "b"))))
                    .containsExactly(
                            new Conflict("f:2", "id is 1; so it is at f:1"),
                            new Conflict("f:4", "id is 2; so it is at f:3"),
                            new Conflict("f:6", "reference is \"b\"; so it is at f:3"),
                            new Conflict("f:7", "reference is \"b\"; so it is at f:3"));
            apply(images);
        }
        assertThat(images(database, tenant)).containsExactly("1=a", "2=b", "3=c");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void nothingIsChangedWithoutACommit(Database database) {
        Tenant tenant = tenant(database, "undone");
        try (ImageImport images = ImageImport.into(database, tenant)) {
            images.stage(List.of(candidate(1, 0, "a")));
            assertThat(images.applyNext()).isTrue();
        }
        assertThat(images(database, tenant)).isEmpty();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void allMembersArriveAsTheyWere(Database database) {
        Tenant tenant = tenant(database, "members");
        List<Image> all = Images.random(300, 42);
        try (ImageImport images = ImageImport.into(database, tenant)) {
            images.stage(
                    all.stream().map(image -> new Candidate("x", image, true)).toList());
            apply(images);
        }
        List<Image> read = new ArrayList<>();
        new ImageStore(database).forEach(tenant, read::add);
        assertThat(read).containsExactlyInAnyOrderElementsOf(all);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void whereNoIdIsLeftThatIsSaid(Database database) {
        Tenant tenant = tenant(database, "full");
        try (ImageImport images = ImageImport.into(database, tenant)) {
            images.stage(List.of(candidate(1, Long.MAX_VALUE, "a"), candidate(2, 0, "b")));
            assertThatThrownBy(images::applyNext)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage("there is no id after 9223372036854775807 for images that have none");
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void whereNoIdIsLeftThatIsFoundBeforeAnythingIsApplied(Database database) {
        Tenant tenant = tenant(database, "almost-full");
        try (ImageImport images = ImageImport.into(database, tenant)) {
            images.stage(List.of(candidate(1, 7, "old")));
            assertThat(images.leaveOutWithoutId()).isEmpty();
            apply(images);
        }
        try (ImageImport images = ImageImport.into(database, tenant)) {
            images.stage(List.of(
                    candidate(1, Long.MAX_VALUE - 1, "a"),
                    candidate(2, 0, "b"),
                    candidate(3, 0, "old"),
                    candidate(4, 0, "c"),
                    candidate(5, 0, "d")));
            String reason = "there is no id after 9223372036854775806 for it; give it one";
            assertThat(images.leaveOutWithoutId())
                    .containsExactly(new Conflict("f:4", reason), new Conflict("f:5", reason));
            apply(images);
        }
        assertThat(images(database, tenant)).containsExactly("7=old", "9223372036854775806=a", "9223372036854775807=b");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void twoImportsIntoATenantDoNotMeet(Database database) {
        Tenant tenant = tenant(database, "twice");
        try (ImageImport first = ImageImport.into(database, tenant)) {
            assertThat(first.staged()).isZero();
            assertThatThrownBy(() -> ImageImport.into(database, tenant))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageMatching("another import into (twice|this database) is under way.*");
        }
        ImageImport.into(database, tenant).close();
    }

    @Test
    void aLargeImportLeavesTheIndexesAsTheyWere() throws SQLException {
        Database database = DATABASES.get(0);
        Tenant tenant = tenant(database, "large");
        List<String> before = schema(database);
        try (ImageImport images = ImageImport.into(database, tenant)) {
            images.applyInOneTransaction();
            for (int batch = 0; batch < 6; batch++) {
                int first = batch * ImageImport.BATCH;
                assertThat(images.stage(IntStream.range(first, first + ImageImport.BATCH)
                                .mapToObj(n -> candidate(n, 0, "large-" + n))
                                .toList()))
                        .isEmpty();
            }
            while (images.applyNext()) {
                assertThat(schema(database)).as("what others see meanwhile").isEqualTo(before);
            }
            images.commit();
        }
        assertThat(schema(database)).isEqualTo(before);
        assertThat(new ImageStore(database).count(tenant)).isEqualTo(6 * ImageImport.BATCH);
        new TenantStore(database).remove(tenant);
    }

    /** The indexes, and what the planner is told of them. */
    private static List<String> schema(Database database) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select sql from sqlite_schema where type = 'index'"
                        + " union all select idx || stat from sqlite_stat1 order by 1")) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }
}
