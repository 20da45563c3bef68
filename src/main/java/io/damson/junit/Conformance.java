package io.damson.junit;

import io.damson.verify.Outcome;
import io.damson.verify.Result;
import io.damson.verify.Verification;
import io.damson.verify.VerifySettings;
import io.damson.verify.exchange.Curl;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** The contract test kit as tests of JUnit: a test for each relation. What cannot be checked is aborted, never passed. */
public final class Conformance {
    private Conformance() {}

    /**
     * The tests, for a method with {@code @TestFactory}, and one that fails where not all could be asked. Relations build on each other:
     * they are asked one after the other and in their order, also where JUnit runs tests at once.
     *
     * @throws io.damson.verify.UnusableServerException if the server cannot be asked
     */
    public static Stream<DynamicTest> tests(VerifySettings settings) {
        Verification run = Verification.begin(settings, new Verification.Listener() {});
        Map<String, Result> results = new LinkedHashMap<>();
        Stream<DynamicTest> tests = run.relations().stream()
                .map(relation -> DynamicTest.dynamicTest(
                        relation.id() + " " + relation.title(),
                        () -> require(ask(run, relation.id(), results), settings)));
        return Stream.concat(tests, Stream.of(DynamicTest.dynamicTest("The run came to its end", () -> {
            run.relations().forEach(relation -> ask(run, relation.id(), results));
            run.brokenOff().ifPresent(Assertions::fail);
            Assertions.assertFalse(
                    results.values().stream().allMatch(result -> result.outcome() instanceof Outcome.NotChecked),
                    "nothing could be checked");
        })));
    }

    /** Asks all up to one of them that have not been asked yet; by one thread at a time. */
    private static Result ask(Verification run, String id, Map<String, Result> results) {
        synchronized (results) {
            run.relations().stream()
                    .takeWhile(relation -> !results.containsKey(id))
                    .forEach(relation -> results.computeIfAbsent(relation.id(), absent -> run.ask(relation)));
            return Objects.requireNonNull(results.get(id));
        }
    }

    private static void require(Result result, VerifySettings settings) {
        if (settings.failOn().includes(result.outcome())) {
            Assertions.fail(result.relation().id() + " could not be checked, or only in part: " + result.outcome());
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
