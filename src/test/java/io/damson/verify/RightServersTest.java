package io.damson.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.dataset.MockData;
import io.damson.image.Image;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Relation;
import io.damson.verify.relation.Relations;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that are right in another way than Damson: the kit is silent on each. */
class RightServersTest {
    private static final String KEY = "Acme-demo-key";
    private static final String OTHER_KEY = "Globex-demo-key";
    private static final Map<String, List<Image>> ACCOUNTS = Map.of(KEY, some("acme"), OTHER_KEY, some("globex"));
    /** What takes another's place among the known images, which is a fault where one name is in two forms. */
    private static final Set<Mutant> ONLY_WITHOUT_TWINS = Set.of(Mutant.NAME_NORMALISED);

    /** The same judgement of further filters, whatever the form of the answers: most of all requests. */
    private static final String[] FURTHER_FILTERS = Relations.standard().all().stream()
            .map(Relation::id)
            .filter(id -> id.matches("FILTER-([3-5]|9|1[0-5]|1[89]|2.|3.)|QUERY-7|REFUSE-(9|1[0136])"))
            .toArray(String[]::new);

    /** Few images, since each server is asked for all; their ids have gaps. */
    private static List<Image> some(String tenant) {
        List<Image> all =
                MockData.load(Path.of("mock-data", tenant + ".json")).get(0).images();
        List<Image> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String name = all.get(i).reference().value();
            boolean isOdd = name.length() < 30 && !name.matches("[A-Za-z0-9._-]+");
            if (i % 12 == 0 || isOdd && i % 2 == 0) {
                some.add(all.get(i).withId(7L * all.get(i).id()));
            }
        }
        return some;
    }

    private static VerifySettings settings(URI url) {
        return VerifySettings.of(url, KEY)
                .withOtherKey(OTHER_KEY)
                .withLevel(Level.ODATA)
                .withDeletes(VerifySettings.MAX_DELETES)
                .withSeed(Long.getLong("property.seed", 1));
    }

    private static Map<Object, Object> failures(VerifySettings settings) {
        Report report =
                Verification.begin(settings, new Verification.Listener() {}).run();
        assertThat(report.brokenOff()).isEmpty();
        assertThat(report.of(Outcome.NotChecked.class).toString()).doesNotContain("mistake");
        return report.results().stream()
                .filter(Result::isFailure)
                .collect(Collectors.toMap(result -> result.relation().id(), Result::outcome));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(RightServer.class)
    void anAnswerInAnotherFormIsAsRight(RightServer form) {
        try (SmallServer server = new SmallServer(ACCOUNTS);
                RewritingProxy proxy = new RewritingProxy(server.url(), form.rewriting())) {
            assertThat(failures(settings(proxy.url()).withExcluded(FURTHER_FILTERS)))
                    .isEmpty();
        }
    }

    /** All at once: the order of strings, of ties and of the list, what is found wrong first, methods, words. */
    @Test
    void whatIsDamsonsReadingAloneFailsNothing() {
        Set<String> readings = Relations.standard().all().stream()
                .filter(relation -> relation.level() == Level.DAMSON)
                .map(Relation::id)
                .collect(Collectors.toSet());
        Mutant[] others = Arrays.stream(Mutant.values())
                .filter(mutant -> readings.contains(mutant.meant()))
                .filter(mutant -> !ONLY_WITHOUT_TWINS.contains(mutant))
                .toArray(Mutant[]::new);
        assertThat(others)
                .contains(
                        Mutant.STRINGS_COMPARED_BY_UTF_16,
                        Mutant.STRINGS_ORDERED_BY_UTF_16,
                        Mutant.TIES_BY_NAME,
                        Mutant.LIST_BY_NAME,
                        Mutant.OPTIONS_BEFORE_KEY,
                        Mutant.HEAD_REFUSED,
                        Mutant.OFFSET_NEEDED);
        try (SmallServer server = new SmallServer(ACCOUNTS, others)) {
            assertThat(failures(settings(server.url()))).isEmpty();
        }
    }
}
