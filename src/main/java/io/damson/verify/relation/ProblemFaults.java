package io.damson.verify.relation;

import com.fasterxml.jackson.databind.JsonNode;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Target;
import java.net.URI;
import java.util.Optional;

/** What is wrong with a problem document (RFC 9457), in words. */
public final class ProblemFaults {
    /** A shorter text may stand anywhere by chance. */
    private static final int TELLING = 8;

    private static final String ERRORS = "https://api2.saleslayer.com/errors/";

    private ProblemFaults() {}

    /** What keeps the body from being the documented problem of its status; empty where nothing does, or there is no document. */
    public static Optional<String> ofDocument(Exchange exchange) {
        JsonNode problem = exchange.json();
        if (!problem.isObject()) {
            return Optional.empty();
        }
        if (problem.path("status").asInt() != exchange.status()) {
            return Optional.of(member(problem, "status") + " in an answer with status " + exchange.status());
        }
        return switch (exchange.status()) {
            case 400 -> fault(problem, ERRORS + "validation", "Bad Request");
            case 401 -> fault(problem, ERRORS + "unauthorized", "Unauthorized");
            default -> Optional.empty();
        };
    }

    private static Optional<String> fault(JsonNode problem, String type, String title) {
        boolean right = problem.path("type").asText().equals(type)
                && problem.path("title").asText().equals(title);
        return right
                ? Optional.empty()
                : Optional.of(member(problem, "type") + " and " + member(problem, "title") + ", not \"" + type
                        + "\" and \"" + title + "\"");
    }

    private static String member(JsonNode problem, String name) {
        return problem.has(name) ? name + " " + problem.path(name) : "no " + name;
    }

    /** What is not as Damson reads it about its members; empty where nothing is. */
    public static Optional<String> ofInstance(Target target, Exchange exchange) {
        JsonNode problem = exchange.json();
        String path = URI.create(target.url() + exchange.request().target()).getRawPath();
        if (!problem.path("instance").asText().equals(path)) {
            return Optional.of(member(problem, "instance") + " for the path " + path);
        }
        if (problem.path("detail").asText().isBlank()) {
            return Optional.of("an empty detail");
        }
        return exchange.request()
                .credential()
                .value()
                .filter(key -> key.length() >= TELLING && exchange.text().contains(key))
                .map(key -> "the key that was sent");
    }
}
