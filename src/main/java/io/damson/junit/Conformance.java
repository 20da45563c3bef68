package io.damson.junit;

import io.damson.verify.Outcome;
import io.damson.verify.Result;
import io.damson.verify.Verification;
import io.damson.verify.VerifySettings;
import io.damson.verify.exchange.Curl;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** The contract test kit as tests of JUnit: a test for each relation. What cannot be checked is aborted, never passed. */
public final class Conformance {
    private Conformance() {}

    /**
     * The tests, for a method with {@code @TestFactory}, and one that fails where not all could be asked. They depend on each other, so that they have to run in their order.
     *
     * @throws io.damson.verify.UnusableServerException if the server cannot be asked
     */
    public static Stream<DynamicTest> tests(VerifySettings settings) {
        Verification run = Verification.begin(settings, new Verification.Listener() {});
        List<Result> results = new ArrayList<>();
        Stream<DynamicTest> tests = run.relations().stream()
                .map(relation -> DynamicTest.dynamicTest(relation.id() + " " + relation.title(), () -> {
                    results.add(run.ask(relation));
                    require(results.get(results.size() - 1), settings);
                }));
        return Stream.concat(tests, Stream.of(DynamicTest.dynamicTest("The run came to its end", () -> {
            run.brokenOff().ifPresent(Assertions::fail);
            Assertions.assertFalse(
                    results.stream().allMatch(result -> result.outcome() instanceof Outcome.NotChecked),
                    "nothing could be checked");
        })));
    }

    private static void require(Result result, VerifySettings settings) {
        if (settings.failOn().includes(result.outcome())) {
            Assertions.fail(
                    result.relation().id() + " could not be checked, or not in all it says: " + result.outcome());
        }
        if (result.outcome() instanceof Outcome.NotChecked notChecked) {
            Assumptions.abort(notChecked.reason());
        }
        if (result.outcome() instanceof Outcome.Failed failed) {
            String text = result.relation().id() + " " + result.relation().title() + "\nexpected " + failed.expected()
                    + "\ngot " + failed.got() + "\nbecause "
                    + result.relation().because() + "\n"
                    + failed.requests().stream()
                            .map(request -> Curl.line(settings.target(), request) + "\n")
                            .collect(Collectors.joining())
                    + "seed " + settings.seed();
            if (!result.isFailure()) {
                Assumptions.abort(failed.severity() + ": " + text);
            }
            Assertions.fail(text);
        }
    }
}
