package io.damson.verify.relation;

import static io.damson.verify.relation.Level.DAMSON;
import static io.damson.verify.relation.Level.DOCUMENTED;

import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Of all images, and of HTTP. The others are in {@code get.yaml} and {@code http.yaml}. */
final class ImageRelations {
    private ImageRelations() {}

    @Declaration(
            id = "GET-6",
            title = "References are unique, and so are ids",
            level = DOCUMENTED,
            because =
                    "Documentation, Get Image: \"images are identified by their filename (reference), which is unique per tenant\"")
    static void unique(Probe probe) {
        if (probe.images().size() < 2) {
            throw new NotCheckable("at least two images are needed");
        }
        Listing page = probe.list("");
        List<String> ids =
                page.images().stream().map(image -> "id " + image.id()).toList();
        Pages.requireEachOnce(probe, page.references(), "each reference once", page.exchange());
        Pages.requireEachOnce(probe, ids, "each id once", page.exchange());
    }

    @Declaration(
            id = "HTTP-1",
            title = "HEAD answers as GET, without a body",
            level = DAMSON,
            because = "RFC 9110, 8.6 and 9.3.2")
    static void head(Probe probe) {
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
}
