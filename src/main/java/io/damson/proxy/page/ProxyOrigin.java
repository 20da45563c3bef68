package io.damson.proxy.page;

import io.damson.verify.Outcome;
import io.damson.verify.Result;
import io.damson.verify.exchange.Curl;
import io.damson.verify.exchange.Request;
import io.damson.verify.exchange.Target;
import io.damson.verify.report.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Watched traffic: a failure is shown again by its last request.
 *
 * @param command the proxy as a line for a shell
 */
record ProxyOrigin(String command, Target target, Journal.Counts counts) implements Origin {
    @Override
    public String program() {
        return "damson proxy";
    }

    @Override
    public String again(Result result) {
        List<Request> requests = result.outcome() instanceof Outcome.Failed failed ? failed.requests() : List.of();
        return requests.isEmpty() ? command : Curl.line(target, requests.get(requests.size() - 1));
    }

    @Override
    public String aboutAgain() {
        return "The last request again, without the proxy:";
    }

    @Override
    public String seed() {
        return "";
    }

    @Override
    public List<Fact> facts() {
        return List.of(
                new Fact("Judged", counts.judged() + " of " + counts.requests() + " requests"),
                new Fact(
                        "Not judged",
                        counts.unjudged() == 0
                                ? "0"
                                : String.join(
                                        "; ",
                                        counts.reasons().entrySet().stream()
                                                .map(reason -> reason.getValue() + ": " + reason.getKey())
                                                .toList())));
    }

    @Override
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("judged", counts.judged());
        members.put("notJudged", counts.unjudged());
        members.put("notJudgedBecause", counts.reasons());
        return members;
    }

    @Override
    public OptionalInt failures(Result result) {
        Integer failures = counts.failures().get(result.relation().id());
        return failures == null ? OptionalInt.empty() : OptionalInt.of(failures);
    }

    /** Findings have none any more. */
    @Override
    public String withoutSecrets(String text) {
        return text;
    }
}
