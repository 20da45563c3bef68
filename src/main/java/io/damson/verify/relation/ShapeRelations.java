package io.damson.verify.relation;

import static io.damson.verify.relation.Level.DAMSON;
import static io.damson.verify.relation.Level.DOCUMENTED;

import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Ledger;
import io.damson.verify.exchange.Request;
import io.damson.verify.shape.ShapeFault.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What every answer that came shows. The others are in {@code shape.yaml}. */
final class ShapeRelations {
    private ShapeRelations() {}

    @Declaration(
            id = "SHAPE-4",
            title = "Problems have the documented type and title, and the status of the answer",
            level = DOCUMENTED,
            because = "Vendor's guide: problem details with type, title, status, detail, instance; RFC 9457")
    static void problems(Probe probe) {
        requireProblems(probe, ProblemFaults::ofDocument);
    }

    @Declaration(
            id = "SHAPE-8",
            title =
                    "A problem's instance is the path of the request; its detail is not empty, and does not have the key",
            level = DAMSON,
            because = "Damson's reading: instance is the request's path; no key",
            after = "SHAPE-3")
    static void instances(Probe probe) {
        requireProblems(
                probe,
                exchange -> ProblemFaults.ofInstance(probe.session().client().target(), exchange));
    }

    /**
     * Faults of all answers, as a file has them.
     *
     * @param kind of fault
     * @param expected what an answer has instead
     * @param needs what has answers that show it, where none came; may be empty
     */
    record Faults(Kind kind, String expected, String needs) {
        /** @throws IllegalArgumentException if no kind is named */
        Faults {
            if (kind == null) {
                throw new IllegalArgumentException("a kind of faults is missing");
            }
        }

        /** @throws Violation if an answer has such a fault */
        void check(Probe probe) {
            Ledger ledger = ledger(probe);
            Map<String, Exchange> faults = ledger.faults(kind);
            if (!faults.isEmpty()) {
                throw new Violation(
                        expected,
                        String.join("; ", faults.keySet()),
                        faults.values().stream().limit(1).toArray(Exchange[]::new));
            }
            ledger.unjudged()
                    .forEach((mistake, exchange) -> probe.gap("a mistake of Damson's, please report it: the answer to "
                            + exchange.request().method() + " "
                            + exchange.request().target()
                            + " could not be judged: " + mistake));
            if (ledger.judged(kind) == 0) {
                throw new NotCheckable("no response showed it: " + expected + (needs.isEmpty() ? "" : "; " + needs));
            }
            probe.held(ledger.judged(kind));
        }
    }

    /** What all answers have shown; when hardly any came, because nothing else is asked, some of each kind are asked for. */
    private static Ledger ledger(Probe probe) {
        Ledger ledger = probe.session().client().ledger();
        if (ledger.problems().isEmpty()) {
            String unknown = Probe.path(probe.unknownReference());
            for (String target : List.of("/images", unknown, "/images?$top=101", "/images?$filter=nosuch%20eq%201")) {
                probe.get(target);
                probe.ask(Request.get(target, Credential.NONE));
                probe.ask(Request.get(target, Credential.open("damson-verify-unknown")));
                // That there is a HEAD is not documented.
                if (probe.session().level() == DAMSON) {
                    probe.ask(new Request("HEAD", target, probe.own()));
                }
            }
            List.of(
                            "?$top=0",
                            "?$skip=1000000",
                            "?$skip=abc",
                            "?$orderby=createdOn%20desc",
                            "?$orderby=nosuch",
                            "?$filter=status%20eq%20'Ok'",
                            "?$filter=contains(reference,'''')",
                            "?$filter=status%20eq")
                    .forEach(query -> probe.get("/images" + query));
            probe.ask(Request.delete(unknown, probe.own()));
            probe.some(3, probe.sample().images())
                    .forEach(image -> probe.image(image.reference().value()));
        }
        return ledger;
    }

    private static void requireProblems(Probe probe, Function<Exchange, Optional<String>> fault) {
        List<Exchange> problems = ledger(probe).problems();
        if (problems.isEmpty()) {
            throw new NotCheckable("no problem came");
        }
        for (Exchange problem : problems) {
            Optional<String> found = fault.apply(problem);
            probe.require(
                    found.isEmpty(),
                    "a problem as documented",
                    found.orElse("") + "; " + Probe.shown(problem),
                    problem);
        }
    }
}
