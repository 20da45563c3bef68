package io.damson.proxy.page;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.damson.verify.Outcome;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import io.damson.verify.shape.Answer;
import io.damson.verify.traffic.Finding;
import io.damson.verify.traffic.Passage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A finding without secrets.
 *
 * @param number greater than those before it
 * @param seen when the request came whose response showed it
 */
public record SeenFinding(long number, Instant seen, Finding finding) {
    /** No report shows more of a body. */
    private static final int MAX_BODY = 8 * 1024;

    /** Of a passage whose response showed it. */
    static SeenFinding of(long number, Passage passage, Finding finding) {
        return new SeenFinding(number, passage.received(), redacted(passage, finding));
    }

    /** A finding as it may be printed: without the secrets of the passage whose response showed it, and of its own requests. */
    public static Finding redacted(Passage passage, Finding finding) {
        Outcome.Failed failed = finding.failed();
        List<String> keys = failed.requests().stream()
                .flatMap(request -> request.credential().value().stream())
                .toList();
        Redaction redaction = Redaction.of(passage).and(keys);
        return new Finding(
                finding.relation(),
                new Outcome.Failed(
                        redaction.text(failed.expected()),
                        redaction.text(failed.got()),
                        failed.exchanges().stream()
                                .map(exchange -> redacted(exchange, redaction))
                                .toList(),
                        failed.unanswered().map(request -> redacted(request, redaction)),
                        failed.severity()));
    }

    private static Exchange redacted(Exchange exchange, Redaction redaction) {
        Answer answer = exchange.answer();
        byte[] body = answer.body();
        Answer shown = new Answer(
                answer.status(),
                redacted(answer.headers(), redaction),
                redaction
                        .beginning(new String(body, 0, Math.min(body.length, MAX_BODY), StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8));
        return new Exchange(
                exchange.asker(), redacted(exchange.request(), redaction), shown, MissingNode.getInstance());
    }

    private static Request redacted(Request request, Redaction redaction) {
        return new Request(
                request.method(),
                redaction.target(request.target()),
                request.credential(),
                redacted(request.headers(), redaction));
    }

    private static Map<String, String> redacted(Map<String, String> fields, Redaction redaction) {
        Map<String, String> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach((name, value) -> shown.put(name, redaction.value(name, value)));
        return shown;
    }

    /** Findings of which one is enough. */
    String kind() {
        List<Request> requests = finding.failed().requests();
        String request = requests.isEmpty()
                ? ""
                : requests.get(requests.size() - 1).method() + " "
                        + requests.get(requests.size() - 1).target();
        return finding.relation().id() + "\n" + request + "\n"
                + finding.failed().got();
    }
}
