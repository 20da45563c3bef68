package io.damson.proxy;

import io.damson.verify.traffic.Finding;
import io.damson.verify.traffic.Verdict;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/** The header field that tells clients the verdict: an item with parameters (RFC 9651, 3.3). */
final class VerdictField {
    static final String NAME = "Damson-Verdict";

    /** Nothing can be said of the response, or not in time. */
    static final String UNJUDGED = "unjudged";

    /** The response is a stand-in's. */
    static final String RECORDED = UNJUDGED + "; reason=recorded";

    private static final String EXPOSED = "Access-Control-Expose-Headers";

    private VerdictField() {}

    /** @param verdict empty where there is none in time */
    static String of(Optional<Verdict> verdict) {
        if (verdict.filter(Verdict::isWrong).isPresent()) {
            List<String> ids = verdict.get().findings().stream()
                    .filter(Finding::isFailure)
                    .map(finding -> finding.relation().id())
                    .distinct()
                    .toList();
            String all = String.join(", ", ids);
            return "failed; relation=" + (ids.size() == 1 ? all : "\"" + all + "\"");
        }
        return verdict.filter(Verdict::isJudged).isPresent() ? "ok" : UNJUDGED;
    }

    /** Adds it to a response, so that pages of other origins can read it where they can read the response (Fetch, 3.3.3). */
    static void add(HttpHeaders headers, String value) {
        headers.set(NAME, value);
        if (headers.contains("Access-Control-Allow-Origin")) {
            List<String> exposed = headers.getAll(EXPOSED);
            headers.set(EXPOSED, exposed.isEmpty() ? NAME : String.join(", ", exposed) + ", " + NAME);
        }
    }
}
