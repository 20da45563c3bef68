package io.damson.verify;

import io.damson.verify.shape.Percent;
import io.damson.verify.traffic.Field;
import io.damson.verify.traffic.Passage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The ordinary traffic of a client of the API: what an application, its tests and its developers send in some minutes. */
final class TrafficSession {
    static final String KEY = "acme-demo-key";
    private static final String NONE = "";

    private final URI server;
    private final Consumer<Passage> observer;

    /** @param observer learns of each response */
    TrafficSession(URI server, Consumer<Passage> observer) {
        this.server = server;
        this.observer = observer;
    }

    /** All of it. */
    void run() {
        start();
        filters();
        orders();
        pages();
        images();
        mistakes();
        keys();
        deletes();
        start();
    }

    private void start() {
        list("");
        list("?$top=100&$skip=100");
        list("?$orderby=createdOn desc&$top=20");
    }

    private void filters() {
        for (String filter : List.of(
                "fileType eq 'jpg'",
                "status eq 'Ok'",
                "fileType eq 'png' and status eq 'Ok'",
                "status in ('Ok', 'Re')",
                "contains(reference, 'front')",
                "fileType ne 'gif'",
                "numLinks gt 2",
                "numLinks lt 3",
                "numLinks ge 2",
                "numLinks le 2",
                "width gt 900",
                "width eq 1200.5",
                "width gt 1199.5",
                "3 lt numLinks",
                "createdOn eq null",
                "createdOn ne null",
                "fileType in ('png', null)",
                "id in ()",
                "modifiedOn gt 2024-06-01T00:00:00Z",
                "createdOn lt 2024-01-01T12:30:00%2B02:00",
                "modifiedOn ge 2024-06-01T10:00:00.5Z",
                "createdOn ge 2024-01-01",
                "startswith(reference, 'city')",
                "startswith(reference, 'front')",
                "endswith(reference, '.png')",
                "endswith(reference, 'front.jpg')",
                "contains(reference, 'FRONT')",
                "reference gt 'm'",
                "reference eq 'TRAIL-RUNNER-GREEN-FRONT.JPG'",
                "contains(reference, '%25')",
                "contains(reference, '_')",
                "contains(reference, '''')",
                "contains(fileType, '')",
                "not contains(fileType, 'p')",
                "not (numLinks gt 2)",
                "not startswith(reference, 'city')",
                "fileType eq 'gif' or numLinks gt 4",
                "fileType eq 'gif' or fileType eq 'png' and numLinks gt 3",
                "not (fileType eq 'gif') and numLinks gt 3",
                "true",
                "true eq false",
                "(((numLinks gt 1))) and (status ne 'Er')",
                "width gt height",
                "fileType ne 'jpg'",
                "createdOn gt 2024-04-05T08:44:33Z and createdOn lt 2024-04-06T00:00:00Z",
                "modifiedOn gt 2024-04-05T08:44:33Z and modifiedOn lt 2024-04-06T00:00:00Z",
                "modifiedOn ge 2024-04-05T08:44:33.5Z and modifiedOn le 2024-04-05T08:44:34Z",
                "modifiedOn le 2024-04-05T10:44:33%2B02:00 and modifiedOn gt 2024-04-05T00:00:00Z",
                "endswith(reference, 'front')",
                "not (fileType eq 'jpg' and numLinks gt 2)",
                "contains(reference, '\u00e9')",
                "not(numLinks gt 2)",
                "sizeInBytes gt 500000 and sizeInBytes lt 90000000")) {
            list("?$filter=" + filter);
        }
        list("?filter=status eq 'Ok'&top=7");
        list("?$FILTER=status eq 'Ok'&$TOP=7");
        list("?$filter=status%20EQ%20'Ok'");
        get("/images?$filter=status+eq+'Ok'&$top=5", KEY);
        list("?$filter=status eq 'Ok'&utm_source=mail");
        list("?$filter=status eq 'Ok'&$orderby=numLinks desc&$top=10&$skip=5");
    }

    private void orders() {
        for (String order : List.of(
                "createdOn desc",
                "createdOn asc",
                "createdOn DESC",
                "numLinks desc",
                "numLinks",
                "reference",
                "reference desc",
                "fileType asc",
                "fileType desc",
                "fileType,numLinks desc",
                "width desc",
                "modifiedOn asc")) {
            list("?$orderby=" + order);
        }
        list("?$filter=fileType ne 'gif'&$orderby=numLinks desc&$skip=0&$top=50");
        list("?$orderby=numLinks");
    }

    private void pages() {
        for (String rest : List.of("", "&$orderby=numLinks desc", "&$filter=status eq 'Ok'")) {
            for (int skip = 0; skip < 28; skip += 7) {
                list("?$top=7&$skip=" + skip + rest);
            }
            list("?$top=10" + rest);
            list("?$top=10&$skip=10" + rest);
            list("?$top=11" + rest);
            list("?$top=12" + rest);
        }
        list("?$top=0");
        list("?$skip=5000");
        list("?$skip=99999999999999999999");
        list("?$top=100");
    }

    private void images() {
        for (String reference : List.of(
                "trail-runner-green-front.jpg",
                "trail-runner-green-side.jpg",
                "city-sneaker-white-front.jpg",
                "100%.jpg",
                "%20.jpg",
                "it's-a-mug.jpg",
                "chair (1).jpg",
                "a+b.jpg",
                "lamp;v=2.jpg",
                "cafe\u0301.jpg",
                "caf\u00e9.jpg")) {
            image(reference);
            image(reference);
        }
        for (String unknown : List.of(
                "no-such-image.jpg",
                "trail-runner-green-front",
                "TRAIL-RUNNER-GREEN-FRONT.JPG",
                "trail-runner-green-front.jpg ",
                "1")) {
            image(unknown);
        }
        send("HEAD", "/images", KEY);
        send("HEAD", path("trail-runner-green-front.jpg"), KEY);
        list("?$top=100");
        list("?$top=100&$skip=100");
    }

    private void mistakes() {
        for (String query : List.of(
                "?$top=101",
                "?$top=-1",
                "?$top=abc",
                "?$filter=",
                "?$top=1&$top=2",
                "?$select=id",
                "?$count=true",
                "?$filter=nosuch eq 1",
                "?$filter=status eq",
                "?$filter=status eq 'Ok",
                "?$filter=(status eq 'Ok'",
                "?$filter=numLinks eq 'three'",
                "?$filter=createdOn gt 2024-02-31T00:00:00Z",
                "?$filter=tolower(status) eq 'ok'",
                "?$filter=numLinks gt1",
                "?$orderby=nosuch",
                "?$orderby=tags",
                "?$orderby=originalUrl",
                "?$orderby=numLinks sideways")) {
            list(query);
        }
        list("?$top=5");
    }

    private void keys() {
        for (String key : List.of(NONE, " ", "no-such-key", "acme-demo", "ACME-DEMO-KEY")) {
            send("GET", "/images", key);
            send("GET", path("trail-runner-green-front.jpg"), key);
            send("GET", path("no-such-image.jpg"), key);
            send("DELETE", path("no-such-image.jpg"), key);
        }
        send("GET", "/images", NONE, Map.of("Authorization", "Bearer " + KEY));
        send("GET", "/images?api_key=" + KEY, NONE);
    }

    private void deletes() {
        list("");
        for (String reference : List.of("kids-boot-yellow-front.jpg", "kids-boot-yellow-side.jpg")) {
            image(reference);
            delete(reference);
            image(reference);
            delete(reference);
            list("?$filter=reference eq '" + reference + "'");
            list("");
        }
        for (String status : List.of("Up", "Re", "Vd", "Er")) {
            List<String> references = references(list("?$filter=status eq '" + status + "'&$top=2"));
            for (String reference : references) {
                image(reference);
                delete(reference);
                image(reference);
            }
            list("?$filter=status eq '" + status + "'");
        }
        for (String unknown :
                List.of("no-such-image.jpg", "nor-this-one.jpg", "CHAIR (1).jpg", "CITY-SNEAKER-WHITE-SIDE.jpg")) {
            image(unknown);
            delete(unknown);
        }
        list("");
    }

    private static List<String> references(byte[] page) {
        List<String> references = new ArrayList<>();
        try {
            new com.fasterxml.jackson.databind.json.JsonMapper()
                    .readTree(page)
                    .path("items")
                    .forEach(item -> references.add(item.path("reference").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return references;
    }

    private byte[] list(String query) {
        return get("/images" + query, KEY);
    }

    private void image(String reference) {
        get(path(reference), KEY);
    }

    private static String path(String reference) {
        return "/images(" + Percent.encode(reference) + ")";
    }

    private void delete(String reference) {
        send("DELETE", path(reference), KEY);
    }

    private byte[] get(String target, String key) {
        return send("GET", target, key);
    }

    private byte[] send(String method, String target, String key) {
        return send(method, target, key, Map.of());
    }

    private byte[] send(String method, String target, String key, Map<String, String> fields) {
        String sent = encoded(target);
        long begun = System.nanoTime();
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(server + sent).toURL().openConnection();
            connection.setRequestMethod(method);
            fields.forEach(connection::setRequestProperty);
            if (!key.equals(NONE)) {
                connection.setRequestProperty("X-API-KEY", key);
            }
            List<Field> requestFields = fields(connection.getRequestProperties());
            int status = connection.getResponseCode();
            InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
            byte[] body = stream == null ? new byte[0] : stream.readAllBytes();
            // It does not name the key among those that it has sent.
            List<Field> sentFields = new ArrayList<>(requestFields);
            sentFields.removeIf(field -> field.name().equalsIgnoreCase("X-API-KEY"));
            if (!key.equals(NONE)) {
                sentFields.add(new Field("X-API-KEY", key));
            }
            observer.accept(new Passage(
                    method,
                    sent,
                    sentFields,
                    status,
                    fields(connection.getHeaderFields()),
                    ByteBuffer.wrap(body),
                    true,
                    Instant.now(),
                    begun,
                    System.nanoTime()));
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target, e);
        }
    }

    private static List<Field> fields(Map<String, List<String>> headers) {
        List<Field> fields = new ArrayList<>();
        headers.forEach((name, values) -> {
            if (name != null) { // the status line
                values.forEach(value -> fields.add(new Field(name, value)));
            }
        });
        return fields;
    }

    /** What a URI cannot have raw is percent-encoded, as clients do. */
    private static String encoded(String target) {
        StringBuilder encoded = new StringBuilder();
        target.codePoints().forEach(c -> {
            String text = Character.toString(c);
            encoded.append(c > ' ' && c < 127 && "\"<>\\^`{|}".indexOf(c) < 0 ? text : Percent.encode(text));
        });
        return encoded.toString();
    }
}
