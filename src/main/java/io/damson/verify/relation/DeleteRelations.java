package io.damson.verify.relation;

import static io.damson.verify.relation.Level.DAMSON;
import static io.damson.verify.relation.Level.DOCUMENTED;
import static io.damson.verify.relation.Level.ODATA;

import io.damson.image.Image;
import io.damson.image.ImageStatus;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.NoAnswerException;
import io.damson.verify.exchange.Request;
import io.damson.verify.shape.Percent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Deleting, each time of another image. */
final class DeleteRelations {
    private static final String NOT_ALLOWED = "deleting has to be allowed: --allow-delete";
    private static final int AT_ONCE = 20;
    private static final String DELETES =
            "Documentation, Delete Image: \"Deletes an image by its filename (reference), which is unique per tenant.\"";
    private static final String UNKNOWN =
            "Documentation, Delete Image: \"404 Not Found: No image with the given reference exists for this tenant\"";

    private DeleteRelations() {}

    private static Exchange delete(Probe probe, String path) {
        return probe.ask(Request.delete(path, probe.own()));
    }

    private static Image taken(Probe probe, ImageStatus status) {
        return probe.session()
                .take(status)
                .orElseThrow(() -> new NotCheckable(
                        probe.session().mayDelete()
                                ? "a further image in status " + status.code()
                                        + " is needed that may be deleted; --max-deletes sets how many may be"
                                : NOT_ALLOWED));
    }

    /** The reference of an image that was there, and whose delete was acknowledged. */
    private static String deleted(Probe probe, ImageStatus status) {
        String reference = taken(probe, status).reference().value();
        probe.requireStatus(200, "the image is in the list", probe.image(reference));
        remove(probe, reference);
        return reference;
    }

    private static void remove(Probe probe, String reference) {
        Exchange exchange;
        try {
            exchange = delete(probe, Probe.path(reference));
        } catch (NoAnswerException e) {
            // It may be gone all the same.
            probe.session().forget(reference);
            throw e;
        }
        probe.session().forget(reference);
        probe.requireStatus(204, exchange);
    }

    @Declaration(
            id = "DELETE-1",
            title = "Deleting an unknown reference is a 404",
            level = DOCUMENTED,
            because = UNKNOWN,
            deletes = true)
    static void unknown(Probe probe) {
        probe.requireStatus(404, delete(probe, Probe.path(probe.unknownReference())));
    }

    @Declaration(
            id = "DELETE-2",
            title = "An image that is ready is deleted: 204, and its reference is unknown",
            level = DOCUMENTED,
            because = DELETES,
            after = {"GET-3", "TENANT-3"},
            deletes = true)
    static void gone(Probe probe) {
        probe.requireStatus(404, "the image was deleted", probe.image(deleted(probe, ImageStatus.OK)));
    }

    @Declaration(
            id = "DELETE-3",
            title = "A deleted image is in no list any more",
            level = DOCUMENTED,
            because = DELETES,
            after = "DELETE-2",
            deletes = true)
    static void goneFromLists(Probe probe) {
        Image image = taken(probe, ImageStatus.OK);
        String reference = image.reference().value();
        remove(probe, reference);
        String name = Percent.encode("'" + reference.replace("'", "''") + "'");
        for (String query : List.of(
                "?$filter=reference%20eq%20" + name,
                "?$filter=id%20eq%20" + image.id(),
                "?$filter=contains(reference," + name + ")",
                "?$filter=sizeInBytes%20eq%20" + image.sizeInBytes(),
                "",
                "?$orderby=numLinks",
                "?$orderby=createdOn%20desc")) {
            Listing page = probe.list(query);
            probe.require(
                    !page.references().contains(reference),
                    "a list without " + reference + ", which was deleted",
                    "a list with it at " + page.references().indexOf(reference),
                    page.exchange());
        }
    }

    @Declaration(
            id = "DELETE-4",
            title = "What is deleted cannot be deleted again: 404",
            level = DOCUMENTED,
            because = UNKNOWN,
            after = {"DELETE-1", "DELETE-2"},
            deletes = true)
    static void onlyOnce(Probe probe) {
        String path = Probe.path(deleted(probe, ImageStatus.OK));
        probe.requireStatus(404, "the image was deleted", delete(probe, path));
    }

    @Declaration(
            id = "DELETE-5",
            title = "Deleting an image changes no other image",
            level = DOCUMENTED,
            because = DELETES,
            after = "DELETE-2",
            deletes = true)
    static void othersStay(Probe probe) {
        List<Image> telling = probe.session().takeTelling();
        for (Image image : telling.isEmpty() ? List.of(taken(probe, ImageStatus.OK)) : telling) {
            remove(probe, image.reference().value());
        }
        // What is left of those that were there at first: the deletes before this one are judged too.
        Sample before = probe.sample();
        Sample after = Sample.read(probe.session().client(), probe.own());
        Exchange last = probe.get("/images?$top=100");
        Set<String> missing = new TreeSet<>(before.rows().keySet());
        missing.removeAll(after.rows().keySet());
        if (before.isWhole()) {
            probe.require(missing.isEmpty(), "all other images", "a list without " + missing, last);
        }
        for (Image gone : probe.session().deleted()) {
            String name = gone.reference().value();
            probe.require(
                    !after.contains(name),
                    "a list without " + name + ", which was deleted",
                    "a list with " + name,
                    last);
        }
        for (Row row : after.all()) {
            Row known = before.rows().get(row.reference());
            probe.requireSame(
                    known == null ? Optional.empty() : Difference.between(known, row),
                    row.reference() + " as before",
                    last);
        }
    }

    @Declaration(
            id = "DELETE-6",
            title = "Deleting what is nearly an image's name is a 404, and the image stays",
            level = DOCUMENTED,
            because = UNKNOWN,
            after = {"DELETE-1", "DELETE-5"},
            deletes = true)
    static void neighboursStay(Probe probe) {
        Image image = taken(probe, ImageStatus.OK);
        String name = image.reference().value();
        for (String near : List.of(
                name + "x",
                name.substring(0, name.offsetByCodePoints(name.length(), -1)),
                name.toUpperCase(Locale.ROOT),
                name + " ",
                Percent.encode(name))) {
            if (!near.isEmpty() && !probe.sample().contains(near)) {
                Exchange exchange = delete(probe, Probe.path(near));
                probe.requireStatus(404, "there is " + name + ", which is another name", exchange);
            }
        }
        probe.requireStatus(200, "it was not deleted", probe.image(name));
        probe.session().giveBack(image);
    }

    @Declaration(
            id = "DELETE-9",
            title = "Vd and Er can be deleted",
            level = DAMSON,
            because = "Damson's reading: Vd, Ok, Er are deleted: 204",
            after = "DELETE-2",
            deletes = true)
    static void failedAndInvalid(Probe probe) {
        for (ImageStatus status : List.of(ImageStatus.VD, ImageStatus.ER)) {
            String path = Probe.path(deleted(probe, status));
            probe.requireStatus(404, probe.get(path));
            probe.requireStatus(404, probe.ask(new Request("HEAD", path, probe.own())));
        }
    }

    @Declaration(
            id = "DELETE-12",
            title = "A GET deletes nothing, whatever its header fields are",
            level = ODATA,
            because = "RFC 9110, 9.2.1: GET is safe",
            deletes = true)
    static void getIsSafe(Probe probe) {
        Image image = taken(probe, ImageStatus.OK);
        String path = Probe.path(image.reference().value());
        for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
            probe.ask(new Request("GET", path, probe.own(), Map.of(header, "DELETE")));
        }
        probe.requireStatus(200, "it was not deleted", probe.get(path));
        probe.session().giveBack(image);
    }

    @Declaration(
            id = "DELETE-7",
            title = "An image that is being processed is not deleted: 409, and nothing changes",
            level = DOCUMENTED,
            because =
                    "Documentation, Delete Image: \"409 Conflict: Image is currently being processed and cannot be deleted\"",
            deletes = true)
    static void processedStay(Probe probe) {
        List<ImageStatus> there = Stream.of(ImageStatus.UP, ImageStatus.RE)
                .filter(status -> probe.sample().images().stream().anyMatch(image -> image.status() == status))
                .toList();
        if (there.isEmpty() && probe.session().mayDelete()) {
            throw new NotCheckable("an image in status Up or Re is needed");
        }
        List<Exchange> deletes = new ArrayList<>();
        for (ImageStatus status : there.isEmpty() ? List.of(ImageStatus.UP) : there) {
            deletes.add(processed(probe, status));
        }
        probe.require(
                deletes.stream().anyMatch(exchange -> exchange.status() == 409),
                "409 for an image that is being processed, in status Up or Re",
                "204",
                deletes.get(0));
    }

    @Declaration(
            id = "DELETE-8",
            title = "Both Up and Re are being processed",
            level = DAMSON,
            because = "Damson's reading: Up and Re are being processed: 409",
            deletes = true)
    static void bothAreProcessed(Probe probe) {
        for (ImageStatus status : List.of(ImageStatus.UP, ImageStatus.RE)) {
            String expected = "409 for an image in status " + status.code();
            for (Image image : probe.session().deleted()) {
                if (image.status() == status) {
                    throw new Violation(expected, "204 for " + image.reference() + ", which is gone");
                }
            }
            Exchange exchange = processed(probe, status);
            probe.require(exchange.status() == 409, expected, Probe.shown(exchange), exchange);
        }
    }

    /** Deletes an image that may be being processed: it is either gone, or as it was. */
    private static Exchange processed(Probe probe, ImageStatus status) {
        Image image = taken(probe, status);
        String reference = image.reference().value();
        Exchange before = probe.image(reference);
        if (!before.json().path("status").asText().equals(status.code())) {
            throw new NotCheckable("an image that stays in status " + status.code() + " is needed");
        }
        Exchange exchange = delete(probe, Probe.path(reference));
        Exchange after = probe.image(reference);
        if (exchange.status() == 204) {
            probe.session().forget(reference);
            probe.requireStatus(404, "the image was deleted", after);
            return exchange;
        }
        probe.session().giveBack(image);
        probe.requireStatus(409, "the image is in status " + status.code(), exchange);
        probe.requireSame(
                Difference.between(Row.of(before.json()), Row.of(after.json())),
                "the image unchanged: " + before.text(),
                exchange,
                after);
        Listing list = probe.list("?$filter=id%20eq%20" + image.id());
        probe.require(
                list.references().contains(reference),
                "a list with the image, which was not deleted",
                list.rows().size() + " images, " + list.references() + ", without " + reference,
                exchange,
                list.exchange());
        return exchange;
    }

    @Declaration(
            id = "DELETE-10",
            title = "Of many deletes of one image at once, one succeeds",
            level = DOCUMENTED,
            because = UNKNOWN,
            after = {"DELETE-2", "DELETE-4", "DELETE-5"},
            deletes = true)
    static void oneOfMany(Probe probe) {
        int count = Math.min(AT_ONCE, probe.session().client().mostAtOnce());
        if (count < 2) {
            throw new NotCheckable("two requests at once are needed; --rate allows one");
        }
        String reference = taken(probe, ImageStatus.OK).reference().value();
        probe.session().forget(reference);
        List<Exchange> exchanges = probe.session()
                .client()
                .sendAtOnce(Collections.nCopies(count, Request.delete(Probe.path(reference), probe.own())));
        List<Integer> statuses =
                exchanges.stream().map(Exchange::status).sorted().collect(Collectors.toList());
        probe.require(
                statuses.stream().filter(status -> status == 204).count() == 1
                        && statuses.stream().filter(status -> status == 404).count() == count - 1,
                "204 once and 404 for the others of " + count + " deletes at once",
                statuses.toString(),
                exchanges.get(0));
        probe.requireStatus(404, "the image was deleted", probe.image(reference));
    }

    /** One that is being processed is tried first: a server that finds it will say so, and not delete it. */
    @Declaration(
            id = "DELETE-11",
            title = "Another account's image is not deleted: 404, and it stays",
            level = DOCUMENTED,
            because = UNKNOWN,
            after = "DELETE-1",
            deletes = true)
    static void othersAreNotDeleted(Probe probe) {
        if (!probe.session().mayDelete()) {
            throw new NotCheckable(NOT_ALLOWED);
        }
        List<Image> foreign = new ArrayList<>(TenantRelations.foreign(probe));
        foreign.sort(Comparator.comparing((Image image) -> !image.status().isInProcess())
                .thenComparing(image -> image.status() != ImageStatus.ER));
        String reference = foreign.get(0).reference().value();
        Exchange exchange = delete(probe, Probe.path(reference));
        probe.requireStatus(404, "the image is another account's", exchange);
        Exchange still = probe.ask(Request.get(Probe.path(reference), TenantRelations.other(probe)));
        probe.requireStatus(200, "the other account's image is still there", still);
        for (Image own : probe.session().deleted()) {
            for (Image other : probe.session().others().images()) {
                if (other.id() == own.id() || other.reference().equals(own.reference())) {
                    Exchange stays =
                            probe.ask(Request.get(Probe.path(other.reference().value()), TenantRelations.other(probe)));
                    probe.requireStatus(
                            200,
                            own.reference() + " with id " + own.id() + " was deleted, of this account only",
                            stays);
                }
            }
        }
    }
}
