package io.damson.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import io.damson.dataset.ImageWriter;
import io.damson.image.Image;
import io.damson.image.ImageStatus;
import io.damson.query.InvalidQueryOptionException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The API a second time, in memory and as small as can be: right without mutants, wrong with them. It shares the parser of queries
 * with Damson, and nothing of what they mean.
 */
class SmallServer implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int BACKLOG = 50;
    private static final String ERRORS = "https://api2.saleslayer.com/errors/";

    static {
        // Otherwise head and body, written one after the other, wait 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Set<Mutant> mutants = EnumSet.noneOf(Mutant.class);
    private final Map<String, Map<String, Image>> accounts = new LinkedHashMap<>();
    private final Set<Image> deleted = ConcurrentHashMap.newKeySet();
    private final Set<Image> unlisted = ConcurrentHashMap.newKeySet();
    private final Map<String, CountDownLatch> checked = new ConcurrentHashMap<>();
    private final Map<Image, ObjectNode> printed = new ConcurrentHashMap<>();
    private final Map<String, Integer> reads = new ConcurrentHashMap<>();
    private volatile @Nullable String kept;
    private volatile @Nullable Reply refusal;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    SmallServer(Map<String, List<Image>> accounts, Mutant... mutants) {
        this(0, accounts, mutants);
    }

    SmallServer(int port, Map<String, List<Image>> accounts, Mutant... mutants) {
        this(server(port), accounts, mutants);
    }

    /** @param server not yet started */
    SmallServer(HttpServer server, Map<String, List<Image>> accounts, Mutant... mutants) {
        this.server = server;
        this.mutants.addAll(Arrays.asList(mutants));
        accounts.forEach((key, images) -> {
            Map<String, Image> byReference = new LinkedHashMap<>();
            images.forEach(image -> byReference.put(image.reference().value(), image));
            this.accounts.put(key, byReference);
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static HttpServer server(int port) {
        try {
            return HttpServer.create(address(port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    URI url() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The images of an account, to be changed. */
    Map<String, Image> images(String key) {
        return accounts.getOrDefault(key, Map.of());
    }

    /** The references of what was deleted. */
    List<String> deleted() {
        return deleted.stream().map(image -> image.reference().value()).toList();
    }

    boolean is(Mutant mutant) {
        return mutants.contains(mutant);
    }

    /** An answer; the body is null where there is none. */
    record Reply(int status, @Nullable JsonNode body) {}

    /** What ends a request early. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Reply reply;

        Stop(Reply reply) {
            this.reply = reply;
        }
    }

    /** Something to be done before anything else. @return whether the request was answered */
    boolean intercept(HttpExchange exchange) throws IOException {
        return false;
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (intercept(exchange)) {
            return;
        }
        Reply reply;
        try {
            reply = answer(exchange);
        } catch (Stop stop) {
            reply = stop.reply;
        } catch (RuntimeException e) {
            reply = problem(exchange, 500, "server-error", "Internal Server Error", "broken", null);
        }
        if (is(Mutant.ERROR_COMES_AGAIN)) {
            Reply before = refusal;
            refusal = reply.status() == 400 ? reply : null;
            reply = before == null ? reply : before;
        }
        send(exchange, reply);
    }

    static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean none = status == 204 || exchange.getRequestMethod().equals("HEAD") || body.length == 0;
        exchange.sendResponseHeaders(status, none ? -1 : body.length);
        if (!none) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.status() == 401 && !is(Mutant.NO_CHALLENGE)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "ApiKey realm=\"images\"");
        }
        if (reply.status() == 204 && is(Mutant.LENGTH_AFTER_204)) {
            exchange.getResponseHeaders().set("Content-Length", "12");
        }
        String type = reply.status() < 400 || is(Mutant.PROBLEM_AS_PLAIN_JSON)
                ? "application/json"
                : "application/problem+json";
        if (is(Mutant.WRONG_MEDIA_TYPE) && reply.status() == 200) {
            type = "text/plain";
        }
        JsonNode body = reply.body();
        send(exchange, reply.status(), type, body == null ? new byte[0] : MAPPER.writeValueAsBytes(body));
    }

    private Reply answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getRawPath();
        String raw = path.replace("%28", "(").replace("%29", ")");
        boolean list = path.equals("/images") || path.equals("/images/") && is(Mutant.SLASH_TAKEN);
        boolean one = raw.startsWith("/images(")
                && raw.endsWith(")")
                && raw.length() > 9
                && !(path.startsWith("/images%28") && is(Mutant.ENCODED_PARENTHESES_UNKNOWN))
                && !path.substring(1).contains("/");
        if (!isText(exchange) && !is(Mutant.BROKEN_UTF8_TAKEN)) {
            throw new Stop(problem(exchange, 400, "validation", "Bad Request", "is no text", "request"));
        }
        if (!list && !one) {
            throw new Stop(problem(exchange, 404, "not-found", "Not Found", "there is nothing here", null));
        }
        SmallQuery query = new SmallQuery(mutants, query(exchange));
        if (list && is(Mutant.OPTIONS_BEFORE_KEY)) {
            read(exchange, query);
        }
        String method = exchange.getRequestMethod();
        boolean isKnown = method.matches("GET|HEAD|OPTIONS|DELETE");
        Map<String, Image> account = isKnown || !is(Mutant.METHOD_BEFORE_KEY) ? account(exchange, one) : Map.of();
        if (is(Mutant.METHOD_OVERRIDDEN)) {
            String other = exchange.getRequestHeaders().getFirst("X-HTTP-Method-Override");
            method = other == null ? method : other;
        }
        if (method.equals("OPTIONS")) {
            exchange.getResponseHeaders().set("Allow", list ? "GET, HEAD, OPTIONS" : "GET, HEAD, DELETE, OPTIONS");
            return new Reply(204, null);
        }
        boolean reads = method.equals("GET") || method.equals("HEAD") && !is(Mutant.HEAD_REFUSED);
        if (!reads && !(one && method.equals("DELETE"))) {
            exchange.getResponseHeaders().set("Allow", list ? "GET, HEAD, OPTIONS" : "GET, HEAD, DELETE, OPTIONS");
            return problem(exchange, 405, "method", "Method Not Allowed", "not allowed", null);
        }
        if (list) {
            read(exchange, query);
            return list(exchange, account, query);
        }
        String name = path.substring(
                raw.indexOf('(') + (path.startsWith("/images%28") ? 3 : 1),
                path.length() - (path.endsWith(")") ? 1 : 3));
        if (is(Mutant.NAME_ENDS_AT_A_SEMICOLON)) {
            name = name.replaceFirst(";.*", "");
        }
        String reference = URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        if (is(Mutant.DECODED_TWICE)) {
            reference = decodedAgain(reference);
        }
        return reads ? image(exchange, account, reference) : delete(exchange, account, reference);
    }

    /** Whether the target is UTF-8 without control characters. */
    private static boolean isText(HttpExchange exchange) {
        String target = exchange.getRequestURI().toString();
        byte[] bytes = URLDecoder.decode(target.replace("+", "%2B"), StandardCharsets.ISO_8859_1)
                .getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .chars()
                    .noneMatch(c -> c != '\t' && Character.isISOControl(c));
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private @Nullable String query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        if (is(Mutant.ORDER_IS_KEPT)) {
            if (query != null && query.contains("orderby=createdOn")) {
                kept = "$orderby=createdOn%20desc";
            } else if (query == null) {
                return kept;
            }
        }
        return query;
    }

    private static String decodedAgain(String reference) {
        try {
            return URLDecoder.decode(reference, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return reference;
        }
    }

    private void read(HttpExchange exchange, SmallQuery query) {
        try {
            query.read();
        } catch (InvalidQueryOptionException e) {
            if (is(Mutant.BROKEN_FILTER_IS_500)
                    && e.option().equals("$filter")
                    && !e.getMessage().contains("property")) {
                throw new IllegalStateException(e);
            }
            throw new Stop(problem(exchange, 400, "validation", "Bad Request", e.getMessage(), e.option()));
        }
    }

    private Map<String, Image> account(HttpExchange exchange, boolean one) {
        String key = exchange.getRequestHeaders().getFirst("X-API-KEY");
        String method = exchange.getRequestMethod();
        boolean free = one
                && (method.equals("DELETE")
                        ? is(Mutant.KEY_NOT_NEEDED_TO_DELETE)
                        : is(Mutant.KEY_NOT_NEEDED_FOR_ONE_IMAGE));
        if (key == null && free) {
            return accounts.values().iterator().next();
        }
        String bearer = exchange.getRequestHeaders().getFirst("Authorization");
        if (key == null && bearer != null && is(Mutant.KEY_AS_BEARER)) {
            key = bearer.replace("Bearer ", "");
        }
        String raw = String.valueOf(exchange.getRequestURI().getRawQuery());
        if (key == null && is(Mutant.KEY_IN_THE_QUERY) && raw.startsWith("api_key=")) {
            key = raw.replace("api_key=", "");
        }
        String sent = key;
        boolean missing = key == null || key.isBlank() && !is(Mutant.EMPTY_KEY_IS_UNKNOWN);
        Optional<Map<String, Image>> account = accounts.entrySet().stream()
                .filter(known -> sent != null && isKey(known.getKey(), sent))
                .findFirst()
                .map(Map.Entry::getValue);
        if (account.isPresent()) {
            return account.get();
        }
        boolean swapped = is(Mutant.MISSING_AND_UNKNOWN_KEYS_SWAPPED);
        if (missing != swapped || is(Mutant.UNKNOWN_KEY_IS_401)) {
            throw new Stop(problem(exchange, 401, "unauthorized", "Unauthorized", "the key is missing", null));
        }
        throw new Stop(problem(
                exchange,
                is(Mutant.UNKNOWN_KEY_IS_403) ? 403 : 400,
                "validation",
                "Bad Request",
                is(Mutant.KEY_REPEATED) ? "not valid: " + sent : "not valid",
                "X-API-KEY"));
    }

    private boolean isKey(String known, String key) {
        return known.equals(key)
                || is(Mutant.KEY_BY_PREFIX) && !key.isEmpty() && (known.startsWith(key) || key.startsWith(known))
                || is(Mutant.KEY_IN_ANY_CASE) && known.equalsIgnoreCase(key);
    }

    private Reply list(HttpExchange exchange, Map<String, Image> account, SmallQuery query) {
        List<Image> images = query.page(account.values().stream()
                .filter(image -> !deleted.contains(image) || is(Mutant.DELETED_STAYS_LISTED))
                .filter(image -> !unlisted.contains(image))
                .toList());
        ObjectNode page = MAPPER.createObjectNode();
        ArrayNode items = page.putArray("items");
        images.forEach(image -> items.add(printed(image)));
        String raw = String.valueOf(exchange.getRequestURI().getRawQuery());
        if (is(Mutant.TENANT_LEAKS_BY_OR) && raw.contains("or%20")) {
            query.matching(others(account)).forEach(image -> items.add(printed(image)));
        }
        return new Reply(200, page);
    }

    private List<Image> others(Map<String, Image> account) {
        return accounts.values().stream()
                .filter(other -> other != account)
                .flatMap(other -> other.values().stream())
                .toList();
    }

    private Reply image(HttpExchange exchange, Map<String, Image> account, String reference) {
        Optional<Image> found = found(account, reference)
                .or(() -> others(account).stream()
                        .filter(image -> is(Mutant.TENANT_LEAKS_ONE)
                                && image.reference().value().equals(reference))
                        .findFirst());
        if (is(Mutant.TENANTS_SHARE_NAMES)) {
            found = accounts.values().stream()
                    .flatMap(any -> Optional.ofNullable(any.get(reference)).stream())
                    .filter(image -> account.containsKey(reference))
                    .findFirst();
        }
        if (found.isEmpty()) {
            return is(Mutant.UNKNOWN_IS_EMPTY)
                    ? new Reply(200, MAPPER.createObjectNode())
                    : unknown(exchange, reference);
        }
        ObjectNode image = printed(found.get());
        if (is(Mutant.READS_ARE_COUNTED)) {
            image.put(
                    "numLinks",
                    reads.merge(reference, 1, Integer::sum)
                            - 1
                            + image.path("numLinks").asInt());
        }
        if (is(Mutant.ONE_IMAGE_DIFFERS)) {
            image.put("numLinks", image.path("numLinks").asInt() + 1);
        }
        return new Reply(200, image);
    }

    private Reply unknown(HttpExchange exchange, String reference) {
        if (is(Mutant.UNKNOWN_IS_410)) {
            return problem(exchange, 410, "gone", "Gone", "There is no image " + reference, null);
        }
        if (is(Mutant.FOREIGN_IN_OTHER_WORDS)
                && accounts.values().stream().anyMatch(account -> account.containsKey(reference))) {
            return problem(exchange, 404, "not-found", "Not Found", "It is not yours", null);
        }
        return is(Mutant.UNKNOWN_IS_400)
                ? problem(exchange, 400, "validation", "Bad Request", "no such image", "reference")
                : problem(exchange, 404, "not-found", "Not Found", "There is no image " + reference, null);
    }

    private Optional<Image> found(Map<String, Image> account, String reference) {
        return account.values().stream()
                .filter(image -> !deleted.contains(image))
                .filter(image -> isName(image.reference().value(), reference)
                        || is(Mutant.ID_IS_A_NAME) && Long.toString(image.id()).equals(reference))
                .findFirst();
    }

    private boolean isName(String name, String asked) {
        return name.equals(asked)
                || is(Mutant.NAME_IN_ANY_CASE) && name.equalsIgnoreCase(asked)
                || is(Mutant.NAME_NORMALISED) && nfc(name).equals(nfc(asked))
                || is(Mutant.NAME_TRIMMED) && name.strip().equals(asked.strip())
                || is(Mutant.NAME_BY_PREFIX) && name.startsWith(asked);
    }

    private static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private Reply delete(HttpExchange exchange, Map<String, Image> account, String reference) {
        Optional<Image> found = Optional.ofNullable(account.get(reference))
                .or(() -> account.values().stream()
                        .filter(image -> is(Mutant.DELETE_IN_ANY_CASE)
                                && image.reference().value().equalsIgnoreCase(reference))
                        .findFirst())
                .or(() -> others(account).stream()
                        .filter(image -> is(Mutant.TENANT_DELETES_OTHERS)
                                && image.reference().value().equals(reference))
                        .findFirst())
                .filter(image -> !deleted.contains(image));
        if (found.isEmpty()) {
            boolean again = account.containsKey(reference);
            return is(again ? Mutant.DELETE_AGAIN_IS_204 : Mutant.DELETE_UNKNOWN_IS_204)
                    ? new Reply(204, null)
                    : unknown(exchange, reference);
        }
        boolean isFree = is(Mutant.PROCESSED_DELETED)
                || is(Mutant.REPROCESSED_DELETED) && found.get().status() == ImageStatus.RE;
        if (found.get().status().isInProcess() && !isFree) {
            if (is(Mutant.PROCESSED_IS_409_AND_UNLISTED)) {
                unlisted.add(found.get());
            }
            if (is(Mutant.PROCESSED_IS_409_AND_GONE)) {
                deleted.add(found.get());
            }
            return problem(exchange, 409, "conflict", "Conflict", "being processed", null);
        }
        ImageStatus status = found.get().status();
        if (is(Mutant.BROKEN_NOT_DELETED) && (status == ImageStatus.VD || status == ImageStatus.ER)) {
            return problem(exchange, 409, "conflict", "Conflict", "broken", null);
        }
        if (is(Mutant.DELETES_RACE)) {
            awaitAnother(reference);
        }
        if (!is(Mutant.DELETE_DOES_NOTHING)) {
            boolean first = deleted.add(found.get());
            if (!first && !is(Mutant.DELETES_RACE)) {
                return unknown(exchange, reference);
            }
        }
        sideEffects(account, reference);
        return is(Mutant.DELETE_IS_200) ? new Reply(200, printed(found.get())) : new Reply(204, null);
    }

    private void sideEffects(Map<String, Image> account, String reference) {
        if (is(Mutant.DELETE_BY_PATTERN)) {
            account.values().stream()
                    .filter(image -> image.reference().value().length() == reference.length()
                            && IntStream.range(0, reference.length())
                                    .allMatch(i -> reference.charAt(i) == '_'
                                            || reference.charAt(i)
                                                    == image.reference().value().charAt(i)))
                    .forEach(deleted::add);
        }
        if (is(Mutant.DELETE_TAKES_ITS_TWIN)) {
            account.values().stream()
                    .filter(image -> image.reference().value().equalsIgnoreCase(reference))
                    .forEach(deleted::add);
        }
        if (!is(Mutant.DELETE_TAKES_ANOTHER) && !is(Mutant.DELETE_CHANGES_ANOTHER)) {
            return;
        }
        Image other = account.values().stream()
                .filter(image -> image.status() == ImageStatus.OK
                        && !image.reference().value().equals(reference)
                        && !deleted.contains(image))
                .findFirst()
                .orElseThrow();
        if (is(Mutant.DELETE_TAKES_ANOTHER)) {
            deleted.add(other);
        }
        if (is(Mutant.DELETE_CHANGES_ANOTHER)) {
            account.put(other.reference().value(), other.withId(other.id() + 1_000_000));
        }
    }

    /** Check and delete fall apart, as those of a careless server may: the first waits until a second one has checked too. */
    private void awaitAnother(String reference) {
        CountDownLatch both = checked.computeIfAbsent(reference, r -> new CountDownLatch(2));
        both.countDown();
        try {
            // Where no second one comes, it is not a race.
            both.await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ObjectNode printed(Image image) {
        return printed.computeIfAbsent(image, this::print).deepCopy();
    }

    private ObjectNode print(Image image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            try (ImageWriter writer = new ImageWriter(bytes)) {
                writer.write(image);
            }
            ObjectNode json = (ObjectNode) MAPPER.readTree(bytes.toByteArray());
            spoil(json);
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prints an image wrongly. */
    void spoil(ObjectNode json) {
        if (is(Mutant.IDS_IN_PAIRS)) {
            json.put("id", json.path("id").asLong() / 2 * 2);
        }
        if (is(Mutant.MEMBER_MISSING)) {
            json.remove("sizeInBytes");
        }
        if (is(Mutant.NULLS_LEFT_OUT)) {
            json.properties().removeIf(member -> member.getValue().isNull());
        }
        if (is(Mutant.NUMBER_AS_STRING)) {
            json.put("width", json.path("width").asText());
        }
        if (is(Mutant.DATES_WITH_Z)) {
            json.put("modifiedOn", json.path("modifiedOn").asText() + "Z");
        }
        if (is(Mutant.UNDECLARED_MEMBER)) {
            json.put("folder", "all");
        }
    }

    private Reply problem(
            HttpExchange exchange, int status, String type, String title, String detail, @Nullable String option) {
        ObjectNode problem = MAPPER.createObjectNode();
        problem.put("type", (is(Mutant.PROBLEM_OF_OWN_TYPE) ? "about:blank#" : ERRORS) + type);
        problem.put("title", title);
        problem.put("status", is(Mutant.PROBLEM_WITH_OTHER_STATUS) ? 500 : status);
        problem.put("detail", is(Mutant.NO_POSITION) ? detail.replaceAll("[0-9]", "") : detail);
        if (!is(Mutant.PROBLEM_WITHOUT_INSTANCE)) {
            String path = exchange.getRequestURI().getRawPath();
            boolean isWhole = is(Mutant.INSTANCE_HAS_THE_QUERY);
            problem.put("instance", isWhole ? exchange.getRequestURI().toString() : path);
        }
        if (option != null && !is(Mutant.NO_VALIDATION_FAILURES)) {
            problem.putObject("validationFailures").putArray(option).add(detail.toLowerCase(Locale.ROOT));
        }
        return new Reply(status, problem);
    }

    /** Answers nothing any more. */
    void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }
}
