package io.damson.verify.relation;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import io.damson.verify.shape.Percent;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Requests and the status that answers each of them, as a file has them.
 *
 * @param status of the answer
 * @param why what to know about the requests; may be empty
 * @param key with which keys they are sent: {@code own}, {@code none}, {@code empty} or {@code unknown}; none for the account's own
 * @param allow a method that {@code Allow} has to name, besides none that is refused with a 405; empty where it is not looked at
 * @param problem whether the body has to be a problem
 * @param requests such as {@code GET /images({unknown})}, sent as they stand: {@code {unknown}} is a name that the account does not
 *     have, {@code {reference}} that of an image, percent-encoded
 */
record Answers(
        int status,
        String why,
        List<Key> key,
        String allow,
        boolean problem,
        @JsonDeserialize(using = Lines.class) List<String> requests) {
    private static final String PROBLEM = "application/problem+json";

    /** The key of a request. */
    enum Key {
        OWN,
        NONE,
        EMPTY,
        UNKNOWN;

        private Credential credential(Probe probe) {
            return switch (this) {
                case OWN -> probe.own();
                case NONE -> Credential.NONE;
                case EMPTY -> Credential.open("");
                case UNKNOWN -> Credential.open("damson-verify-unknown");
            };
        }
    }

    /** @throws IllegalArgumentException if there is no status, no request, or one that is not of its form */
    Answers {
        if (status < 100 || status > 599 || requests.isEmpty()) {
            throw new IllegalArgumentException(
                    requests.isEmpty() ? "requests are missing" : "status is a number from 100 to 599, not " + status);
        }
        for (String request : requests) {
            if (!request.matches("[A-Z]+ /\\S*( \\S+)*")) {
                throw new IllegalArgumentException(
                        "'" + request + "' is no request: one is a method, a blank and a target, such as GET /images");
            }
            Template.example(request, Examples.texts(), Object::toString);
        }
    }

    /** @throws Violation if another status comes */
    void check(Probe probe) {
        for (Key each : key.isEmpty() ? List.of(Key.OWN) : key) {
            for (String request : requests) {
                Template.filled(request, name -> value(probe, name), value -> Percent.encode(value.toString()))
                        .ifPresent(line -> require(probe, line.split(" ", 2), each.credential(probe)));
            }
        }
    }

    private static Optional<?> value(Probe probe, String name) {
        return name.equals("unknown")
                ? Optional.of(probe.unknownReference())
                : probe.some(1, List.copyOf(probe.sample().all())).stream()
                        .map(row -> row.json().path(name).asText())
                        .findFirst();
    }

    private void require(Probe probe, String[] line, Credential credential) {
        Exchange exchange = probe.ask(new Request(line[0], line[1], credential));
        probe.requireStatus(status, why, exchange);
        if (!allow.isEmpty()) {
            String allowed = exchange.answer().header("Allow").orElse("");
            Set<String> methods = Set.of(allowed.split("\\s*,\\s*", -1));
            probe.require(
                    methods.contains(allow) && !(status == 405 && methods.contains(line[0])),
                    "Allow with " + allow + (status == 405 ? " and without " + line[0] : ""),
                    "Allow: " + allowed,
                    exchange);
        }
        if (problem) {
            String type = exchange.answer().mediaType().orElse("none");
            probe.require(type.equals(PROBLEM), PROBLEM, type, exchange);
        }
    }
}
