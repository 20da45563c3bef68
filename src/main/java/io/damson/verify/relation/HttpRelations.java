package io.damson.verify.relation;

import static io.damson.verify.relation.Level.DAMSON;

import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Methods. The others are in {@code http.yaml}. */
final class HttpRelations {
    private HttpRelations() {}

    static List<Relation> all() {
        return List.of(
                new Relation(
                        "HTTP-1",
                        DAMSON,
                        "HEAD answers as GET, without a body",
                        "RFC 9110, 8.6 and 9.3.2",
                        HttpRelations::headIsGet),
                new Relation(
                        "HTTP-2",
                        DAMSON,
                        "Other methods are a 405 that says which are allowed; OPTIONS says so too",
                        "RFC 9110, 9.1 and 15.5.6",
                        HttpRelations::otherMethods));
    }

    private static void headIsGet(Probe probe) {
        List<String> targets =
                new ArrayList<>(List.of("/images?$top=1", Probe.path(probe.unknownReference()), "/images?$top=101"));
        probe.some(1, probe.sample().images())
                .forEach(image -> targets.add(Probe.path(image.reference().value())));
        if (probe.session().other().isPresent()) {
            probe.session().others().all().stream()
                    .map(Row::reference)
                    .filter(reference -> !probe.sample().contains(reference))
                    .findFirst()
                    .ifPresent(reference -> targets.add(Probe.path(reference)));
        }
        for (Credential key : List.of(probe.own(), Credential.NONE, Credential.open("damson-verify-unknown"))) {
            for (String target : targets) {
                Exchange get = probe.ask(Request.get(target, key));
                Exchange head = probe.ask(new Request("HEAD", target, key));
                probe.requireStatus(get.status(), "as GET", head);
                String type = get.answer().mediaType().orElse("");
                Optional<String> length = get.answer().header("Content-Length");
                probe.require(
                        length.isEmpty()
                                || head.answer()
                                        .header("Content-Length")
                                        .or(() -> length)
                                        .equals(length),
                        "the Content-Length of GET, " + length.orElse("none"),
                        head.answer().header("Content-Length").orElse("none"),
                        head);
                probe.require(
                        head.answer().mediaType().orElse(type).equals(type),
                        "the media type of GET, " + type,
                        head.answer().mediaType().orElse("none"),
                        head);
            }
        }
    }

    private static void otherMethods(Probe probe) {
        String image = Probe.path(probe.unknownReference());
        requireNotAllowed(probe, "POST", "/images", "GET");
        requireNotAllowed(probe, "PUT", "/images", "GET");
        requireNotAllowed(probe, "PATCH", "/images", "GET");
        requireNotAllowed(probe, "POST", image, "DELETE");
        requireNotAllowed(probe, "PATCH", image, "DELETE");
        for (String target : List.of("/images", image)) {
            Exchange options = probe.ask(new Request("OPTIONS", target, probe.own()));
            probe.requireStatus(204, options);
            probe.require(
                    options.answer().header("Allow").orElse("").contains("GET"),
                    "Allow with GET",
                    options.answer().header("Allow").orElse("no Allow"),
                    options);
        }
    }

    private static void requireNotAllowed(Probe probe, String method, String target, String allowed) {
        Exchange unknown = probe.ask(new Request(method, target, Credential.NONE));
        probe.requireStatus(401, "the key is asked for before the method", unknown);
        Exchange exchange = probe.ask(new Request(method, target, probe.own()));
        probe.requireStatus(405, exchange);
        String allow = exchange.answer().header("Allow").orElse("");
        probe.require(
                allow.contains(allowed)
                        && !Arrays.asList(allow.split("\\s*,\\s*")).contains(method),
                "Allow with " + allowed + " and without " + method,
                allow.isEmpty() ? "no Allow" : "Allow: " + allow,
                exchange);
    }
}
