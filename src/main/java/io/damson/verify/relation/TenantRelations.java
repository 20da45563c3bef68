package io.damson.verify.relation;

import static io.damson.verify.relation.Level.DAMSON;
import static io.damson.verify.relation.Level.DOCUMENTED;

import io.damson.image.Image;
import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import io.damson.verify.shape.Percent;
import java.util.List;
import java.util.Objects;

/** Two accounts, which see nothing of each other. */
final class TenantRelations {
    private static final String TENANT =
            "Documentation, Filter Images: \"Returns a paginated collection of the tenant's images\"";
    private static final String UNKNOWN =
            "Documentation, Get Image: \"404 Not Found: No image with the given reference exists for this tenant\"";

    private TenantRelations() {}

    @Declaration(
            id = "TENANT-1",
            title = "Another account's image is unknown by its reference",
            level = DOCUMENTED,
            because = UNKNOWN,
            after = "GET-3")
    static void unknownByReference(Probe probe) {
        for (Image image : probe.some(8, foreign(probe))) {
            probe.requireStatus(
                    404,
                    "the image is another account's",
                    probe.image(image.reference().value()));
        }
    }

    static Credential other(Probe probe) {
        probe.session().others();
        return probe.session().other().orElseThrow();
    }

    /** The other account's images. @throws NotCheckable if the two keys seem to be of one account */
    private static Sample others(Probe probe) {
        Sample others = probe.session().others();
        if (others.size() > 0 && others.isSameAs(probe.sample())) {
            throw new NotCheckable("a suspicion: both keys list the same " + others.size()
                    + " images, as two keys of one account do; --other-api-key is one of another account");
        }
        return others;
    }

    /** Images of the other account whose names this one does not have. */
    static List<Image> foreign(Probe probe) {
        List<Image> foreign = others(probe).images().stream()
                .filter(image -> !probe.sample().contains(image.reference().value()))
                .toList();
        if (foreign.isEmpty()) {
            throw new NotCheckable("the other account needs an image whose name this one does not have");
        }
        return foreign;
    }

    @Declaration(
            id = "TENANT-2",
            title = "No list has another account's images, whatever it filters and orders by",
            level = DOCUMENTED,
            because = TENANT)
    static void listsDoNotMix(Probe probe) {
        Sample others = others(probe);
        Listing apart = Listing.of(probe.session()
                .client()
                .sendAtOnce(List.of(Request.get("/images?$top=100", other(probe))))
                .get(0));
        Listing together = Listing.of(probe.ask(Request.get("/images?$top=100", other(probe))));
        probe.requireSame(
                Difference.between(apart, together),
                "the same images for the other key on a new connection as on one that this key has used",
                apart.exchange(),
                together.exchange());
        if (others.size() == 0 || !probe.sample().isWhole()) {
            throw new NotCheckable("two accounts are needed, the other one with images, this one with at most 500");
        }
        for (Image image : probe.some(3, foreign(probe))) {
            String name = Percent.encode("'" + image.reference().value().replace("'", "''") + "'");
            String equal = "reference%20eq%20" + name;
            for (String query : List.of(
                    "?$filter=" + equal,
                    "?$filter=false%20or%20" + equal,
                    "?$filter=" + equal + "%20or%20" + equal,
                    "?$filter=not%20(reference%20ne%20" + name + ")",
                    "?$filter=id%20eq%20" + image.id() + "%20or%20" + equal,
                    "?$filter=contains(reference," + name + ")",
                    "?$filter=reference%20in%20(" + name + ")")) {
                requireOwn(probe, query);
            }
        }
        for (String query : List.of(
                "",
                "?$filter=true",
                "?$filter=true%20or%20true",
                "?$filter=numLinks%20lt%201%20or%20numLinks%20ge%201",
                "?$orderby=numLinks",
                "?$orderby=createdOn%20desc",
                "?$skip=" + Math.max(0, probe.sample().size() - 1))) {
            requireOwn(probe, query);
        }
    }

    private static void requireOwn(Probe probe, String query) {
        Listing page = probe.list(query);
        List<String> strange = page.references().stream()
                .filter(reference -> !probe.sample().contains(reference))
                .toList();
        probe.require(strange.isEmpty(), "images of the account only", "also " + strange, page.exchange());
    }

    @Declaration(
            id = "TENANT-3",
            title = "A name that two accounts have is each one's own image",
            level = DOCUMENTED,
            because = TENANT)
    static void sharedNames(Probe probe) {
        List<Row> shared = others(probe).all().stream()
                .filter(row -> probe.sample().contains(row.reference()))
                .filter(row -> !row.equals(probe.sample().rows().get(row.reference())))
                .toList();
        if (shared.isEmpty()) {
            throw new NotCheckable("two accounts are needed that have different images of one name");
        }
        for (Row row : probe.some(5, shared)) {
            Row own = Objects.requireNonNull(probe.sample().rows().get(row.reference()));
            Exchange mine = probe.image(row.reference());
            Exchange theirs = probe.ask(Request.get(Probe.path(row.reference()), other(probe)));
            probe.requireSame(Difference.between(own, Row.of(mine.json())), "this account's image", mine);
            probe.requireSame(Difference.between(row, Row.of(theirs.json())), "the other account's image", theirs);
        }
    }

    @Declaration(
            id = "TENANT-4",
            title = "Another account's image is unknown in the same words as one that never was",
            level = DAMSON,
            because = "Damson's reading: another tenant's image is a 404, in the same words",
            after = "TENANT-1")
    static void sameWords(Probe probe) {
        for (Image image : probe.some(2, foreign(probe))) {
            String unknown = probe.unknownReference();
            Exchange never = probe.image(unknown);
            Exchange foreign = probe.image(image.reference().value());
            probe.require(
                    neutral(foreign, image.reference().value()).equals(neutral(never, unknown)),
                    "the same words as for an unknown reference: " + never.text(),
                    foreign.text(),
                    never,
                    foreign);
        }
    }

    private static String neutral(Exchange exchange, String reference) {
        return exchange.json().path("detail").asText().replace(reference, "…").replace(Percent.encode(reference), "…");
    }
}
