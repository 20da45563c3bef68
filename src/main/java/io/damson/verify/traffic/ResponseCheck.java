package io.damson.verify.traffic;

import io.damson.verify.exchange.Curl;
import io.damson.verify.exchange.Target;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Relations;
import io.damson.verify.shape.Answer;
import io.damson.verify.shape.Contract;
import io.damson.verify.shape.Operation;
import io.damson.verify.shape.ShapeFault;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the clients of tests fail a response by.
 *
 * @param contract of the server, without its base path
 * @param basePath what stands before the contract's paths; empty where nothing does
 * @param judge says what is wrong by its meaning; empty where that is not judged
 */
record ResponseCheck(Contract contract, String basePath, Optional<Judge> judge) {
    /** What is judged by before a request tells where the server is; also shown where a host is no name of RFC 3986, 3.2.2. */
    private static final URI ANYWHERE = URI.create("http://localhost");

    static ResponseCheck of(Contract contract) {
        return new ResponseCheck(contract, "", Optional.empty());
    }

    ResponseCheck under(String path) {
        return new ResponseCheck(
                contract, path.replaceFirst("/+$", ""), judge.map(one -> new Judge(one.settings(), contract)));
    }

    ResponseCheck withMeaning(Level level, String... known) {
        Relations relations = Relations.standard();
        Set<String> accepted = known.length == 0 ? Set.of() : relations.known(List.of(known));
        JudgeSettings settings =
                new JudgeSettings(new Target(ANYWHERE), relations, level, accepted, false, Optional.empty());
        return new ResponseCheck(contract, basePath, Optional.of(new Judge(settings, contract)));
    }

    /**
     * Judges a response.
     *
     * @param uri of the request, with the base path
     * @param passage whose target has the base path
     * @throws AssertionError if it is wrong, or none of the contract
     */
    void require(URI uri, Passage passage) {
        String asked = passage.method() + " " + passage.target();
        int query = passage.target().indexOf('?');
        String path = query < 0 ? passage.target() : passage.target().substring(0, query);
        Operation operation = Optional.of(path)
                .filter(raw -> raw.startsWith(basePath))
                .flatMap(raw -> contract.operation(passage.method(), raw.substring(basePath.length())))
                .orElseThrow(
                        () -> new AssertionError("The contract has no operation for " + passage.method() + " " + path));
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        // Fields of the same name are one, with commas (RFC 9110, 5.3).
        passage.fields().forEach(field -> fields.merge(field.name(), field.value(), (a, b) -> a + ", " + b));
        List<ShapeFault> faults = operation.faults(new Answer(passage.status(), fields, passage.bodyBytes()));
        if (!faults.isEmpty()) {
            throw new AssertionError(operation + " may not return " + asked + " with this " + passage.status() + ":\n  "
                    + faults.stream().map(ShapeFault::text).collect(Collectors.joining("\n  ")));
        }
        judge.ifPresent(one -> requireMeaning(one.judge(relative(passage)), server(uri)));
    }

    /** Where the request went, without a user and a password. */
    private Target server(URI uri) {
        if (uri.getHost() == null) {
            return new Target(ANYWHERE);
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return new Target(URI.create(uri.getScheme() + "://" + uri.getHost() + port + basePath));
    }

    private Passage relative(Passage passage) {
        return new Passage(
                passage.method(),
                passage.target().substring(basePath.length()),
                passage.requestFields(),
                passage.status(),
                passage.fields(),
                passage.body(),
                passage.isWhole(),
                passage.received(),
                passage.begun(),
                passage.ended());
    }

    private static void requireMeaning(Verdict verdict, Target target) {
        String findings = Stream.concat(verdict.findings().stream(), verdict.confirmed().stream())
                .filter(Finding::isFailure)
                .map(finding -> shown(finding, target))
                .collect(Collectors.joining("\n"));
        if (!findings.isEmpty()) {
            throw new AssertionError(findings);
        }
    }

    private static String shown(Finding finding, Target target) {
        return finding.relation().id() + " " + finding.relation().title() + "\n  expected "
                + finding.failed().expected() + "\n  got      "
                + finding.failed().got() + "\n  because  "
                + finding.relation().because()
                + finding.failed().exchanges().stream()
                        .map(exchange -> "\n  request  " + Curl.line(target, exchange.request()))
                        .collect(Collectors.joining());
    }
}
