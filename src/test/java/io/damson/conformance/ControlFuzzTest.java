package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.fuzz.FuzzTarget;
import io.damson.mock.DamsonMock;
import io.damson.verify.shape.Answer;
import io.damson.verify.shape.Contract;
import io.damson.verify.shape.Percent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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
            new Kind("GET", "/__admin/requests?method=*"),
            new Kind("GET", "/__admin/requests?limit=*"),
            new Kind("GET", "/__admin/requests/*"),
            new Kind("DELETE", "/__admin/sandboxes/*"),
            new Kind("POST", "/__admin/reset"),
            new Kind("GET", "/images?$filter=*"),
            new Kind("GET", "/images?$orderby=*"),
            new Kind("GET", "/images(*)"),
            new Kind("DELETE", "/images(*)"));

    private final DamsonMock mock = DamsonMock.start();
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
        for (String control : List.of("/__admin/faults", "/__admin/clock", "/__admin/requests")) {
            Answer state = ask(OWN, "GET", control, "");
            assertThat(state.status()).as(control).isEqualTo(200);
            requireOfContract("GET", control, state);
        }
        assertThat(list(OTHER)).isEqualTo(ofOther);
        assertThat(ask(OWN, "POST", "/__admin/reset", "").status()).isEqualTo(204);
        assertThat(list(OWN)).isEqualTo(ofOwn);
    }

    private static void requireOfContract(String method, String path, Answer answer) {
        assertThat(CONTROL.operation(method, path.split("\\?", 2)[0]))
                .hasValueSatisfying(
                        operation -> assertThat(operation.faults(answer)).isEmpty());
    }

    private String list(String key) {
        return new String(ask(key, "GET", LIST, "").body(), StandardCharsets.UTF_8);
    }

    private Answer ask(String key, String method, String target, String body) {
        Wire wire = Wire.open(mock.url().toString());
        try {
            wire.send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nX-API-KEY: " + key
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            return wire.read(method);
        } finally {
            wire.abort();
        }
    }

    @Override
    public void close() {
        mock.close();
    }
}
