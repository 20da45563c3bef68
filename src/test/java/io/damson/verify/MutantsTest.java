package io.damson.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.dataset.MockData;
import io.damson.image.Image;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Relation;
import io.damson.verify.relation.Relations;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kit is silent on a right server, and finds each wrong one by a relation that is meant for it. */
class MutantsTest {
    private static final Map<String, List<Image>> ACCOUNTS = Map.of(
            "Acme-demo-key", images("acme"),
            "Globex-demo-key", images("globex"));

    private static List<Image> images(String tenant) {
        return MockData.load(Path.of("mock-data", tenant + ".json")).get(0).images();
    }

    private static VerifySettings settings(SmallServer server, Set<String> only) {
        return VerifySettings.of(server.url(), "Acme-demo-key")
                .withOtherKey("Globex-demo-key")
                .withLevel(Level.DAMSON)
                .withOnly(only.toArray(String[]::new))
                .withStrict()
                .withDeletes(VerifySettings.MAX_DELETES)
                .withSeed(Long.getLong("property.seed", 1));
    }

    private static Report run(SmallServer server, Set<String> only) {
        return Verification.begin(settings(server, only), new Verification.Listener() {})
                .run();
    }

    private static List<String> failures(Report report) {
        return report.results().stream()
                .filter(Result::isFailure)
                .map(result -> result.relation().id())
                .toList();
    }

    @Test
    void aRightServerConforms() {
        try (SmallServer server = new SmallServer(ACCOUNTS)) {
            Report report = run(server, Set.of());
            assertThat(failures(report)).isEmpty();
            assertThat(report.of(Outcome.NotChecked.class)).isEmpty();
        }
    }

    /**
     * Asked are also those that a relation stands after: they may not take its place. With {@code -Dverify.all} all are asked, to see
     * which others are hit too.
     */
    @ParameterizedTest(name = "{0}")
    @EnumSource(Mutant.class)
    void aWrongServerIsFoundByTheRelationMeantForIt(Mutant mutant) {
        try (SmallServer server = new SmallServer(ACCOUNTS, mutant)) {
            boolean all = Boolean.getBoolean("verify.all");
            List<String> failures = failures(run(server, all ? Set.of() : asked(mutant)));
            if (all) {
                System.out.println(mutant + " " + failures);
            }
            assertThat(failures).contains(mutant.meant());
        }
    }

    /** Relations that build on one that failed stand under it: of all that are asked, it alone fails. */
    @ParameterizedTest
    @EnumSource(names = {"DATES_TO_THE_DAY", "PERCENT_IS_A_WILDCARD", "NULL_EQUALS_NOTHING", "NULLS_LAST"})
    void aFaultIsToldOnce(Mutant mutant) {
        try (SmallServer server = new SmallServer(ACCOUNTS, mutant)) {
            assertThat(failures(run(server, Set.of()))).containsExactly(mutant.meant());
        }
    }

    /** A relation that no wrong server fails may as well not be asked. */
    @Test
    void eachRelationIsMeantForAWrongServer() {
        Set<String> meant = Arrays.stream(Mutant.values()).map(Mutant::meant).collect(Collectors.toSet());
        assertThat(Relations.standard().all())
                .extracting(Relation::id)
                .allSatisfy(id -> assertThat(meant).contains(id));
    }

    private static Set<String> asked(Mutant mutant) {
        Set<String> ids = withThoseBefore(mutant.meant());
        ids.add(mutant.shownBy());
        return ids;
    }

    private static Set<String> withThoseBefore(String id) {
        Set<String> ids = new HashSet<>(Set.of(id));
        Relations.standard().all().stream()
                .filter(relation -> relation.id().equals(id))
                .flatMap(relation -> relation.after().stream())
                .forEach(before -> ids.addAll(withThoseBefore(before)));
        return ids;
    }
}
