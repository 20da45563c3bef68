package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.damson.fuzz.FuzzTarget;
import io.damson.image.Image;
import io.damson.mock.DamsonMock;
import io.damson.query.FilterWriter;
import io.damson.query.Images;
import io.damson.verify.shape.Answer;
import io.damson.verify.shape.Contract;
import io.damson.verify.shape.Percent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whatever the mock is told on one key, its answer is one of its contract and no failure, the next control request is understood, and
 * another key sees nothing of it. An input's first byte chooses the request; up to the first line's end there is what stands in its path
 * or query, and behind it there is its body.
 */
class ControlFuzzTest extends FuzzTarget {
    private static final Contract CONTROL =
            Contract.ofResource("/io/damson/openapi/mock-admin.yaml").strict();
    private static final String OWN = "sandbox-fuzz";
    private static final String OTHER = "sandbox-other";
    private static final String LIST = "/images?$top=10&$orderby=modifiedOn%20desc";

    /** A request; {@code *} in the path stands for the input's first line. */
    private record Kind(String method, String path) {
        boolean isControl() {
            return path.startsWith("/__admin/");
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("POST", "/__admin/faults"),
            new Kind("PUT", "/__admin/clock"),
            new Kind("PUT", "/__admin/images/*"),
            new Kind("POST", "/__admin/requests/find"),
            new Kind("POST", "/__admin/requests/count"),
            new Kind("DELETE", "/__admin/images/*"),
            new Kind("DELETE", "/__admin/faults/*"),
            new Kind("GET", "/__admin/requests?limit=5&method=*"),
            new Kind("GET", "/__admin/requests?limit=*"),
            new Kind("GET", "/__admin/requests/*"),
            new Kind("DELETE", "/__admin/sandboxes/*"),
            new Kind("POST", "/__admin/reset"),
            new Kind("GET", "/images?$filter=*"),
            new Kind("GET", "/images?$orderby=*"),
            new Kind("GET", "/images(*)"),
            new Kind("DELETE", "/images(*)"));

    private static final int FILTER = KINDS.indexOf(new Kind("GET", "/images?$filter=*"));
    private static final List<String> CONTROLS =
            List.of("/__admin/faults", "/__admin/clock", "/__admin/requests?limit=2");
    private static final List<Image> IMAGES = Images.random(20, 1);
    private static final int MAX_JUDGED = 1_000;

    /** The journal grows with each request. */
    private static final int MAX_SINCE_RESET = 10;

    private final Set<List<Object>> judged = new HashSet<>();
    private final DamsonMock mock = DamsonMock.start();
    private @Nullable Wire wire;
    private int sinceReset;
    private final String ofOther = list(OTHER);
    private final String ofOwn = list(OWN);

    ControlFuzzTest() {
        super(100);
    }

    @Override
    public List<byte[]> seedInputs() {
        List<String> inputs = new ArrayList<>(List.of(
                "\0\n{\"status\":503,\"times\":2,\"method\":\"DELETE\",\"after\":1,\"detail\":\"x\"}",
                "\0\n{\"fault\":\"EMPTY_RESPONSE\",\"on\":\"media\",\"reference\":\"a\",\"timeToLive\":\"1m\"}",
                "\0\n{\"delay\":\"800ms\",\"probability\":0.5,\"query\":\"$skip=100\"}",
                "\1\n{\"mode\":\"frozen\",\"now\":\"2024-04-05T08:44:33\",\"advance\":\"PT5S\"}",
                "\1\n{\"advance\":\"5s\"}",
                "\2new.jpg\n{\"status\":\"Re\",\"processingFor\":\"5s\",\"tags\":[\"a\"],\"width\":5,\"createdOn\":null}",
                "\2product-main-front.jpg\n{\"numLinks\":7,\"modifiedOn\":\"2024-04-05T08:44:33\",\"fileType\":\"jpg\"}",
                "\3\n{\"method\":\"GET\",\"url\":\"/images\"}",
                "\3\n{\"urlPath\":\"/images\",\"queryParameters\":{\"$top\":{\"equalTo\":\"1\"}}}",
                "\4\n{\"method\":\"ANY\",\"urlPattern\":\"/images.*\"}",
                "\5product-main-front.jpg\n",
                "\7GET\n",
                "\u00083\n",
                "\u0009x\n",
                "\ninvented\n",
                "\u000b\n{}",
                "\u000cstatus eq 'Ok'\n",
                "\rid desc\n",
                "\u000eproduct-main-front.jpg\n",
                "\u000fproduct-main-front.jpg\n"));
        return inputs.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public List<String> words() {
        return List.of(
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                "\"",
                "null",
                "true",
                "-1",
                "0",
                "1e999",
                "0.1",
                "99999999999999999999",
                "400",
                "599",
                "\"status\":",
                "\"fault\":",
                "\"delay\":",
                "\"on\":",
                "\"method\":",
                "\"reference\":",
                "\"detail\":",
                "\"query\":",
                "\"after\":",
                "\"times\":",
                "\"probability\":",
                "\"timeToLive\":",
                "\"mode\":",
                "\"now\":",
                "\"advance\":",
                "\"processingFor\":",
                "\"tags\":",
                "\"id\":",
                "\"url\":",
                "\"urlPath\":",
                "\"urlPattern\":",
                "\"urlPathPattern\":",
                "\"queryParameters\":",
                "\"headers\":",
                "\"equalTo\":",
                "\"matches\":",
                "\"contains\":",
                "\"PT5S\"",
                "\"PT9999999999H\"",
                "\"9999-12-31T23:59:59\"",
                "\"-5s\"",
                "\"1m\"",
                "\"running\"",
                "\"frozen\"",
                "\"Up\"",
                "\\u0000",
                "\\ud800",
                "\\r\\n",
                "(a+)+$",
                "😀",
                "%",
                "/",
                "..",
                "\n",
                "\u0085",
                "eq",
                "'");
    }

    /** Most are right as far as JSON goes, some are for another path than they are made for. */
    @Override
    protected byte[] derived(Random random) {
        if (random.nextInt(4) == 0) {
            String filter = new FilterWriter(IMAGES, random).filter().brief();
            return ((char) FILTER + filter + "\n").getBytes(StandardCharsets.UTF_8);
        }
        WrittenControl request = new ControlWriter(random).request();
        int kind = random.nextInt(6) == 0
                ? random.nextInt(KINDS.size())
                : request.path().endsWith("/faults") ? 0 : request.path().endsWith("/clock") ? 1 : 2;
        String reference = pick(List.of("new.jpg", "product-main-front.jpg", "a (1)", "\uD83D\uDE00"), random);
        return ((char) kind + reference + "\n" + request.body()).getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T pick(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    @Override
    protected void checkMeaning(Random random) {
        WrittenControl request = new ControlWriter(random).request();
        String shown = request.method() + " " + request.path() + "\n" + request.body();
        Answer answer = ask(OWN, request.method(), request.path(), utf8(request.body()));
        Orderly.check(answer, request.method());
        requireOfContract(request.method(), request.path(), answer);
        if (request.right()) {
            assertThat(answer.status()).as(shown).isBetween(200, 204);
            JsonNode state = Orderly.json(ask(OWN, "GET", request.shownAt(), ""));
            request.shown()
                    .forEach((pointer, json) -> assertThat(orNull(state.at(pointer)))
                            .as("%s%n%s of %s", shown, pointer, state)
                            .isEqualTo(parsed(json)));
        } else {
            assertThat(answer.status()).as(shown).isEqualTo(400);
        }
        requireOrder(request.right());
    }

    private static JsonNode orNull(JsonNode value) {
        return value.isMissingNode() ? NullNode.getInstance() : value;
    }

    private static JsonNode parsed(String json) {
        try {
            return Orderly.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void check(byte[] input) {
        int first = input.length == 0 ? 0 : input[0] & 0xFF;
        Kind kind = KINDS.get(first % KINDS.size());
        String rest = new String(input, StandardCharsets.ISO_8859_1).substring(Math.min(1, input.length));
        int end = rest.indexOf('\n') < 0 ? rest.length() : rest.indexOf('\n');
        String argument =
                new String(rest.substring(0, end).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        String path = kind.path().replace("*", Percent.encode(argument));
        Answer answer = ask(OWN, kind.method(), path, rest.substring(Math.min(rest.length(), end + 1)));
        Orderly.check(answer, kind.method());
        if (kind.isControl() && answer.status() != 404 && answer.status() != 405) {
            requireOfContract(kind.method(), path, answer);
        }
        if (!kind.path().endsWith("/faults")) {
            assertThat(ask(OWN, "GET", LIST, "").status()).isEqualTo(200);
        }
        requireOrder(answer.status() < 300 && !kind.method().equals("GET"));
    }

    /**
     * The next control requests are understood. What was not taken has changed nothing; otherwise another key has seen nothing, and reset
     * restores all.
     */
    private void requireOrder(boolean changed) {
        List<Answer> states = askAll(
                CONTROLS.stream().map(path -> request(OWN, "GET", path, "")).toList());
        for (int i = 0; i < CONTROLS.size(); i++) {
            assertThat(states.get(i).status()).as(CONTROLS.get(i)).isEqualTo(200);
            requireOfContract("GET", CONTROLS.get(i), states.get(i));
        }
        if (!changed) {
            assertThat(list(OWN)).isEqualTo(ofOwn);
        }
        if (!changed && ++sinceReset < MAX_SINCE_RESET) {
            return;
        }
        sinceReset = 0;
        List<Answer> after = askAll(List.of(
                request(OTHER, "GET", LIST, ""),
                request(OWN, "POST", "/__admin/reset", ""),
                request(OWN, "GET", LIST, "")));
        assertThat(text(after.get(0))).isEqualTo(ofOther);
        assertThat(after.get(1).status()).isEqualTo(204);
        assertThat(text(after.get(2))).isEqualTo(ofOwn);
    }

    private void requireOfContract(String method, String path, Answer answer) {
        // Most answers are one that was judged before.
        if (judged.add(List.of(method, path, answer.status(), answer.header("Content-Type"), text(answer)))) {
            assertThat(CONTROL.operation(method, path.split("\\?", 2)[0]))
                    .hasValueSatisfying(
                            operation -> assertThat(operation.faults(answer)).isEmpty());
        }
        if (judged.size() > MAX_JUDGED) {
            judged.clear();
        }
    }

    private String list(String key) {
        return text(ask(key, "GET", LIST, ""));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private Answer ask(String key, String method, String target, String body) {
        return askAll(List.of(request(key, method, target, body))).get(0);
    }

    private static String request(String key, String method, String target, String body) {
        return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nX-API-KEY: " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** Sends them at once, on a connection that is kept as long as the mock keeps it. */
    private List<Answer> askAll(List<String> requests) {
        Wire current = wire == null ? Wire.open(mock.url().toString()).takingChunks() : wire;
        wire = null;
        current.send(String.join("", requests));
        List<Answer> answers = requests.stream()
                .map(request -> current.read(request.substring(0, request.indexOf(' '))))
                .toList();
        if (answers.stream()
                .anyMatch(answer ->
                        answer.header("Connection").filter("close"::equals).isPresent())) {
            current.abort();
        } else {
            wire = current;
        }
        return answers;
    }

    @Override
    public void close() {
        if (wire != null) {
            wire.abort();
        }
        mock.close();
    }
}
