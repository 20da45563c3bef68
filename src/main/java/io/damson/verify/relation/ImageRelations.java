package io.damson.verify.relation;

import static io.damson.verify.relation.Level.DAMSON;
import static io.damson.verify.relation.Level.DOCUMENTED;
import static io.damson.verify.relation.Level.ODATA;

import io.damson.image.Image;
import io.damson.image.ImageStatus;
import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import io.damson.verify.shape.Percent;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One image by its reference, and what HTTP asks of every resource. */
final class ImageRelations {
    private static final String IDENTIFIED =
            "Documentation, Get Image: \"images are identified by their filename (reference), which is unique per tenant\"";
    private static final String UNKNOWN =
            "Documentation, Get Image: \"404 Not Found: No image with the given reference exists for this tenant\"";
    private static final String CASE = "Vendor's guide: image names, extension included, are case-sensitive";

    private ImageRelations() {}

    static List<Relation> all() {
        return List.of(
                new Relation(
                        "GET-1",
                        DOCUMENTED,
                        "An image by its reference is the image that the list has",
                        IDENTIFIED,
                        ImageRelations::asInTheList),
                new Relation(
                                "GET-2",
                                DOCUMENTED,
                                "An image with an odd name is found by it",
                                IDENTIFIED,
                                ImageRelations::oddNames)
                        .after("GET-1"),
                new Relation("GET-3", DOCUMENTED, "An unknown reference is a 404", UNKNOWN, probe -> {
                    for (String reference : List.of(
                            probe.unknownReference(), probe.unknownReference() + "'", "%", "a b", "é", "..%2F")) {
                        // What is a part of a name, another relation asks.
                        if (probe.sample().all().stream()
                                .noneMatch(row -> row.reference().contains(reference))) {
                            probe.requireStatus(404, probe.image(reference));
                        }
                    }
                }),
                new Relation(
                                "GET-4",
                                DOCUMENTED,
                                "A name that is nearly an image's is unknown: part of it, more than it, in another case",
                                CASE,
                                ImageRelations::neighbours)
                        .after("GET-2", "GET-3"),
                new Relation(
                        "GET-5",
                        ODATA,
                        "A GET changes nothing: the same again is the same image",
                        "RFC 9110, 9.2.1: GET is safe",
                        probe -> oneOfEachStatus(probe).forEach(image -> {
                            Exchange first = probe.image(image.reference().value());
                            probe.requireStatus(200, first);
                            Exchange again = probe.image(image.reference().value());
                            requireRow(probe, Row.of(first.json()), again);
                        })),
                new Relation(
                        "GET-6",
                        DOCUMENTED,
                        "References are unique, and so are ids",
                        IDENTIFIED,
                        ImageRelations::unique),
                new Relation(
                                "GET-7",
                                DAMSON,
                                "Parentheses may be raw or percent-encoded, in a name and around it",
                                "Damson's reading: parentheses may be sent raw or as %28, %29",
                                ImageRelations::parentheses)
                        .after("GET-1", "GET-2"),
                new Relation(
                                "GET-8",
                                DAMSON,
                                "Quotes and semicolons are part of a name, which is not normalised; one of none or more than 255 characters is unknown",
                                "Damson's reading: no quotes are stripped, no normalisation; empty or longer than 255 code points: 404",
                                probe -> {
                                    probe.some(2, probe.images())
                                            .forEach(image -> probe.requireStatus(
                                                    404, probe.image("'" + image.reference() + "'")));
                                    probe.requireStatus(404, probe.image("a".repeat(256)));
                                    probe.requireStatus(404, probe.get("/images()"));
                                    otherNames(probe);
                                })
                        .after("GET-3"),
                new Relation(
                        "HTTP-1",
                        DAMSON,
                        "HEAD answers as GET, without a body",
                        "RFC 9110, 8.6 and 9.3.2",
                        ImageRelations::headIsGet),
                new Relation(
                        "HTTP-2",
                        DAMSON,
                        "Other methods are a 405 that says which are allowed; OPTIONS says so too",
                        "RFC 9110, 9.1 and 15.5.6",
                        ImageRelations::otherMethods),
                new Relation(
                        "HTTP-3",
                        DAMSON,
                        "Other paths are a 404",
                        "Damson's reading: /images/ and /images(x)/ are not the API's; every error is a problem",
                        probe -> {
                            for (String path :
                                    List.of("/images/", "/images(a)/", "/images(a/b)", "/image", "/IMAGES")) {
                                Exchange exchange = probe.get(path);
                                probe.requireStatus(404, exchange);
                                probe.requireStatus(404, probe.ask(Request.get(path, Credential.NONE)));
                                String type = exchange.answer().mediaType().orElse("none");
                                probe.require(
                                        type.equals("application/problem+json"),
                                        "application/problem+json",
                                        type,
                                        exchange);
                            }
                        }),
                new Relation(
                        "HTTP-4",
                        DAMSON,
                        "What is no UTF-8, or a control character, is a 400, before a key is looked for",
                        "Damson's reading: bytes that are no well-formed request",
                        probe -> {
                            for (String target : List.of(
                                    "/images(%FF)",
                                    "/images(%C0%AF)",
                                    "/images(a%00b)",
                                    "/images?$filter=reference%20eq%20'%FF'",
                                    "/images?$filter=reference%20eq%20'%ED%A0%80'",
                                    "/images?$filter=reference%20eq%20'%00'")) {
                                probe.requireStatus(400, probe.get(target));
                                probe.requireStatus(400, probe.ask(Request.get(target, Credential.NONE)));
                            }
                        }));
    }

    private static void asInTheList(Probe probe) {
        probe.images();
        List<Row> plain = probe.sample().all().stream()
                .filter(row -> row.reference().matches("[A-Za-z0-9._-]+") && !hasTwin(probe, row))
                .toList();
        probe.some(12, plain).forEach(row -> requireRow(probe, row, probe.image(row.reference())));
    }

    private static void requireRow(Probe probe, Row row, Exchange exchange) {
        probe.requireStatus(200, exchange);
        probe.requireSame(
                Difference.between(row, Row.of(exchange.json())),
                "the image as it came before: " + row.json(),
                exchange);
    }

    private static void oddNames(Probe probe) {
        List<Row> odd = probe.sample().all().stream()
                .filter(row -> !row.reference().matches("[A-Za-z0-9._-]*") && !hasTwin(probe, row))
                .toList();
        if (odd.isEmpty()) {
            throw new NotCheckable("an image with blanks, signs or letters beyond ASCII in its name is needed");
        }
        probe.some(15, odd).forEach(row -> requireRow(probe, row, probe.image(row.reference())));
        // In a path a plus is a plus (RFC 3986, 3.3).
        odd.stream().filter(row -> row.reference().contains("+")).limit(2).forEach(row -> {
            requireRow(probe, row, probe.image(row.reference()));
            requireRow(probe, row, probe.get(Probe.path(row.reference()).replace("%2B", "+")));
        });
        odd.stream()
                .filter(row -> row.reference().contains(" "))
                .filter(row -> !probe.sample().contains(row.reference().replace(' ', '+')))
                .limit(2)
                .forEach(row -> probe.requireStatus(
                        404,
                        "there is " + row.reference() + ", with blanks",
                        probe.get(Probe.path(row.reference()).replace("%20", "+"))));
    }

    /** Whether another name is the same but for its letters' case. */
    private static boolean hasTwin(Probe probe, Row row) {
        return probe.sample().all().stream()
                .anyMatch(other -> other.reference().equalsIgnoreCase(row.reference())
                        && !other.reference().equals(row.reference()));
    }

    private static void neighbours(Probe probe) {
        probe.sample().all().stream()
                .filter(row -> hasTwin(probe, row))
                .limit(6)
                .forEach(row -> requireRow(probe, row, probe.image(row.reference())));
        for (var image : probe.some(4, probe.images())) {
            String name = image.reference().value();
            Set<String> near = new LinkedHashSet<>(List.of(
                    name.substring(0, name.offsetByCodePoints(name.length(), -1)),
                    name.substring(name.offsetByCodePoints(0, 1)),
                    name.replaceFirst("\\.[^.]*$", ""),
                    name + "x",
                    name + " ",
                    " " + name,
                    name.toUpperCase(Locale.ROOT),
                    name.toLowerCase(Locale.ROOT),
                    Percent.encode(name),
                    Long.toString(image.id()),
                    name.replaceFirst("[a-z0-9]", "_"),
                    "%"));
            for (String reference : near) {
                if (!reference.isEmpty() && isUnknown(probe, reference)) {
                    probe.requireStatus(
                            404,
                            "there is " + name + ", which is another name" + Difference.lookAlike(name, reference),
                            probe.image(reference));
                }
            }
        }
    }

    /** Names that some servers take for an image's: with a parameter (RFC 3986, 3.3), composed or decomposed. */
    private static void otherNames(Probe probe) {
        Image plain = probe.some(1, probe.images()).get(0);
        String parameter = Probe.path(plain.reference().value()).replaceFirst("\\)$", ";v=1)");
        probe.requireStatus(404, "there is " + plain.reference(), probe.get(parameter));
        for (Image image : probe.images()) {
            for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
                String other = Normalizer.normalize(image.reference().value(), form);
                if (!probe.sample().contains(other) && isUnknown(probe, other)) {
                    probe.requireStatus(
                            404,
                            "there is " + image.reference() + ", another name"
                                    + Difference.lookAlike(image.reference().value(), other),
                            probe.image(other));
                }
            }
        }
    }

    /** In a large account an image may be there though it is not known. */
    private static boolean isUnknown(Probe probe, String reference) {
        return !probe.sample().contains(reference)
                && (probe.sample().isWhole()
                        || probe.list("?$filter=reference%20eq%20"
                                        + Percent.encode("'" + reference.replace("'", "''") + "'"))
                                .rows()
                                .isEmpty());
    }

    private static void unique(Probe probe) {
        if (probe.images().size() < 2) {
            throw new NotCheckable("at least two images are needed");
        }
        Listing page = probe.list("");
        probe.require(
                new LinkedHashSet<>(page.references()).size() == page.rows().size(),
                "each reference once",
                PageRelations.firstRepeated(page.references()) + " twice",
                page.exchange());
        List<String> ids =
                page.images().stream().map(image -> Long.toString(image.id())).toList();
        probe.require(
                new LinkedHashSet<>(ids).size() == ids.size(),
                "each id once",
                "id " + PageRelations.firstRepeated(ids) + " twice",
                page.exchange());
    }

    private static void parentheses(Probe probe) {
        List<Row> rows =
                new ArrayList<>(probe.some(1, List.copyOf(probe.sample().all())));
        probe.sample().all().stream()
                .filter(row -> row.reference().contains("(") || row.reference().contains(")"))
                .forEach(rows::add);
        for (Row row : rows) {
            String encoded = Percent.encode(row.reference());
            String raw = encoded.replace("%28", "(").replace("%29", ")");
            for (String target : Arrays.asList("/images(" + raw + ")", "/images%28" + encoded + "%29")) {
                requireRow(probe, row, probe.get(target));
            }
        }
    }

    private static Collection<Image> oneOfEachStatus(Probe probe) {
        return probe.some(probe.images().size(), probe.images()).stream()
                .collect(Collectors.toMap(
                        Image::status, image -> image, (one, other) -> one, () -> new EnumMap<>(ImageStatus.class)))
                .values();
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
