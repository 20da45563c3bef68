package io.damson.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.dataset.MockData;
import io.damson.image.Image;
import io.damson.image.ImageStatus;
import io.damson.verify.exchange.Target;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Relation;
import io.damson.verify.relation.Relations;
import io.damson.verify.traffic.Finding;
import io.damson.verify.traffic.Judge;
import io.damson.verify.traffic.JudgeSettings;
import io.damson.verify.traffic.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ordinary traffic shows what is wrong with a server, and nothing about a right one. */
class TrafficTest {
    private static final Map<String, List<Image>> ACCOUNTS =
            Map.of(TrafficSession.KEY, images("acme"), "globex-demo-key", images("globex"));

    /**
     * What this traffic does not show: two accounts or keys that nobody knows to be others, requests that the session does not have, what
     * only many at once would show, and what others may have changed.
     */
    private static final Set<Mutant> UNSEEN = EnumSet.of(
            Mutant.KEY_BY_PREFIX,
            Mutant.KEY_IN_ANY_CASE,
            Mutant.OPTIONS_BEFORE_KEY,
            Mutant.BLANKS_IN_ORDER_REFUSED,
            Mutant.SIZE_IS_NO_ORDER,
            Mutant.STRINGS_COMPARED_BY_UTF_16,
            Mutant.DEEP_FILTERS_ARE_TRUE,
            Mutant.DEPTH_UNBOUNDED,
            Mutant.BLANKS_ROUND_OPERATORS_NOT_NEEDED,
            Mutant.NO_POSITION,
            Mutant.ENCODED_PARENTHESES_UNKNOWN,
            Mutant.NAME_ENDS_AT_A_SEMICOLON,
            Mutant.METHOD_BEFORE_KEY,
            Mutant.SLASH_TAKEN,
            Mutant.BROKEN_UTF8_TAKEN,
            Mutant.READS_ARE_COUNTED,
            Mutant.PROCESSED_IS_409_AND_UNLISTED,
            Mutant.TENANT_LEAKS_ONE,
            Mutant.FOREIGN_IN_OTHER_WORDS,
            Mutant.TENANT_DELETES_OTHERS,
            Mutant.DELETE_CHANGES_ANOTHER,
            Mutant.DELETE_TAKES_ITS_TWIN,
            Mutant.DELETE_BY_PATTERN,
            Mutant.DELETES_RACE,
            Mutant.METHOD_OVERRIDDEN);

    private static List<Image> images(String tenant) {
        List<Image> all =
                MockData.load(Path.of("mock-data", tenant + ".json")).get(0).images();
        // Each third, all that are odd, and those that the session names.
        return all.stream()
                .filter(image -> image.id() % 3 == 0
                        || image.status() != ImageStatus.OK
                        || image.fileType() == null
                        || image.createdOn() == null
                        || image.modifiedOn().toLocalDate().equals(LocalDate.of(2024, 4, 5))
                        || image.id() > 110 && image.id() < 160
                        || image.reference().value().matches("(trail|city|kids-boot).*"))
                .toList();
    }

    /** The session has shown enough. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static Set<String> found(URI url, Level level, boolean all) {
        Judge judge = new Judge(
                new JudgeSettings(new Target(url), Relations.standard(), level, Set.of(), true, Optional.empty()));
        Set<String> found = new LinkedHashSet<>();
        TrafficSession session = new TrafficSession(url, passage -> {
            Verdict verdict = judge.judge(passage);
            assertThat(verdict.unjudged().orElse("")).doesNotContain("mistake");
            Stream.concat(verdict.findings().stream(), verdict.confirmed().stream())
                    .filter(Finding::isFailure)
                    .map(TrafficTest::shown)
                    .forEach(found::add);
            if (!all && !found.isEmpty()) {
                throw new Enough();
            }
        });
        try {
            session.run();
        } catch (Enough e) {
            // The rest shows nothing more.
        }
        return found;
    }

    private static String shown(Finding finding) {
        int last = finding.failed().exchanges().size() - 1;
        return finding.relation().id() + " "
                + finding.failed().exchanges().get(last).request().method() + " "
                + finding.failed().exchanges().get(last).request().target() + ": expected "
                + finding.failed().expected() + ", got " + finding.failed().got();
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void nothingIsFoundOfARightServer(Level level) {
        try (SmallServer server = new SmallServer(ACCOUNTS)) {
            assertThat(found(server.url(), level, true)).isEmpty();
        }
    }

    /** All at once: the order of strings, of ties and of the list, what is found wrong first, methods, words. */
    @Test
    void nothingIsFoundWhereServersMayDiffer() {
        Set<String> readings = Relations.standard().all().stream()
                .filter(relation -> relation.level() == Level.DAMSON)
                .map(Relation::id)
                .collect(Collectors.toSet());
        Mutant[] others = Arrays.stream(Mutant.values())
                .filter(mutant -> readings.contains(mutant.meant()))
                .filter(mutant -> mutant != Mutant.NAME_NORMALISED)
                .toArray(Mutant[]::new);
        try (SmallServer server = new SmallServer(ACCOUNTS, others)) {
            assertThat(found(server.url(), Level.ODATA, true)).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(RightServer.class)
    void nothingIsFoundOfAnAnswerInAnotherForm(RightServer form) {
        try (SmallServer server = new SmallServer(ACCOUNTS);
                RewritingProxy proxy = new RewritingProxy(server.url(), form.rewriting())) {
            assertThat(found(proxy.url(), Level.ODATA, true))
                    .filteredOn(shown -> form != RightServer.UNDECLARED_MEMBERS || !shown.startsWith("SHAPE-7"))
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Mutant.class)
    void aWrongServerIsFound(Mutant mutant) {
        try (SmallServer server = new SmallServer(ACCOUNTS, mutant)) {
            Set<String> found = found(server.url(), Level.DAMSON, false);
            if (UNSEEN.contains(mutant)) {
                assertThat(found).isEmpty();
            } else {
                assertThat(found).isNotEmpty();
            }
        }
    }
}
