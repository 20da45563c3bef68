package io.damson.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.verify.exchange.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes, and what does not. */
@SuppressWarnings("StringConcatToTextBlock") // every line ends as HTTP wants it
class PassingTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String END = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    /** The head that the upstream got for a request. */
    private static String passed(String request) {
        try (RawUpstream upstream = RawUpstream.answering(OK);
                ProxyServer proxy = Proxies.before(upstream)) {
            assertThat(RawClient.exchange(proxy.uri(), request)).startsWith("HTTP/1.1 200 OK\r\n");
            return upstream.heads.get(0).replace(upstream.url().getRawAuthority(), "UPSTREAM");
        }
    }

    /** What the client got for a response, after which the upstream closes. */
    private static String returned(String response, String request) {
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
                    out.write(response.getBytes(StandardCharsets.ISO_8859_1));
                    return false;
                });
                ProxyServer proxy = Proxies.before(upstream)) {
            return RawClient.exchange(proxy.uri(), request);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/images",
                "//images",
                "/images(a|b[c]^`{}\\)",
                "/a?b=%zz&$filter=a'b#c",
                "/\u00c3\u00a4?\u00c3\u00a4\u0080\u00ff",
                "/a/../b/./c;d?e?f",
                "/%2F%00%",
                "*",
                "/a://b?c"
            })
    void targetsPassByteForByte(String target) {
        assertThat(passed("GET " + target + END)).startsWith("GET " + target + " HTTP/1.1\r\n");
    }

    @Test
    void theWholeUrlIsTakenAsThePathWithinIt() {
        assertThat(passed("GET http://elsewhere.example/a?b" + END)).startsWith("GET /a?b HTTP/1.1\r\n");
        assertThat(passed("GET http://elsewhere.example" + END)).startsWith("GET / HTTP/1.1\r\n");
    }

    @Test
    void fieldsPassInTheirOrderAndCaseButForThoseBetweenNeighbours() {
        assertThat(passed("GET / HTTP/1.1\r\nx-B: 1\r\nHOST: a\r\nx-a: \u00e4\u00ff\r\nX-b:  2 \r\nTE: trailers, x\r\n"
                        + "Connection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: 5\r\nProxy-Connection: x\r\n"
                        + "Upgrade: h2c\r\nProxy-Authorization: p\r\nVia: 1.1 other\r\nAccept-Encoding: br\r\n\r\n"))
                .isEqualTo("GET / HTTP/1.1\r\nx-B: 1\r\nHOST: UPSTREAM\r\nx-a: \u00e4\u00ff\r\nX-b: 2\r\n"
                        + "Proxy-Authorization: p\r\nVia: 1.1 other\r\nAccept-Encoding: br\r\n"
                        + "TE: trailers\r\nConnection: TE\r\nVia: 1.1 damson\r\n\r\n");
    }

    @Test
    void aConnectionFieldTakesNeitherHostNorLengthAway() {
        assertThat(
                        passed(
                                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nConnection: close, host, content-length\r\n\r\nab"))
                .isEqualTo("POST / HTTP/1.1\r\nHost: UPSTREAM\r\nContent-Length: 2\r\nVia: 1.1 damson\r\n\r\n");
    }

    @Test
    void fieldsOfTheResponsePassInTheirOrderAndCase() {
        assertThat(returned(
                        "HTTP/1.1 299 Quite so\r\nx-B: 1\r\nConnection: X-Hop\r\nX-Hop: 1\r\nSet-Cookie: a\r\n"
                                + "Keep-Alive: timeout=5\r\nset-cookie: b\r\nContent-Encoding: gzip\r\nX-Raw: \u00e4\r\n"
                                + "Proxy-Authenticate: p\r\nContent-Length: 3\r\n\r\n\u0000\u00ff\n",
                        "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .isEqualTo("HTTP/1.1 299 Quite so\r\nx-B: 1\r\nSet-Cookie: a\r\nset-cookie: b\r\n"
                        + "Content-Encoding: gzip\r\nX-Raw: \u00e4\r\nProxy-Authenticate: p\r\nContent-Length: 3\r\n"
                        + "Connection: close\r\n\r\n\u0000\u00ff\n");
    }

    @Test
    void theBasePathMakesWayForThatOfTheUpstream() {
        try (RawUpstream upstream = RawUpstream.answering(OK);
                ProxyServer proxy = Proxies.to(URI.create(upstream.url() + "/dam/"))
                        .basePath("/x/")
                        .start()) {
            assertThat(proxy.uri()).hasPath("/x");
            RawClient.get(proxy.uri(), "/x/images?a");
            RawClient.get(proxy.uri(), "/x?a");
            assertThat(RawClient.get(proxy.uri(), "/xy/images"))
                    .startsWith("HTTP/1.1 404 ")
                    .contains("--base-path");
            assertThat(upstream.heads)
                    .extracting(head -> head.replaceFirst("(?s)\r\n.*", ""))
                    .containsExactly("GET /dam/images?a HTTP/1.1", "GET /dam?a HTTP/1.1");
        }
    }

    @Test
    void theFieldsOfTheTargetReplaceThoseOfTheClient() {
        try (RawUpstream upstream = RawUpstream.answering(OK);
                ProxyServer proxy = Proxies.to(upstream.url())
                        .target(new Target(upstream.url()).withHeader("X-Gateway", "g"))
                        .start()) {
            RawClient.get(proxy.uri(), "/", "x-gateway: mine");
            assertThat(upstream.heads.get(0)).contains("X-Gateway: g\r\n").doesNotContain("mine");
        }
    }

    @Test
    void aRequestThatHasNoHopsLeftStays() {
        try (RawUpstream upstream = RawUpstream.answering(OK);
                ProxyServer proxy = Proxies.before(upstream)) {
            String options = "OPTIONS / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nMax-Forwards: ";
            assertThat(RawClient.exchange(proxy.uri(), options + "0\r\n\r\n")).startsWith("HTTP/1.1 204 ");
            assertThat(RawClient.exchange(proxy.uri(), options.replace("OPTIONS", "TRACE") + "0\r\n\r\n"))
                    .startsWith("HTTP/1.1 501 ");
            assertThat(upstream.heads).isEmpty();
            RawClient.exchange(proxy.uri(), options + "2\r\n\r\n");
            RawClient.get(proxy.uri(), "/", "Max-Forwards: 0");
            assertThat(upstream.heads.get(0)).contains("Max-Forwards: 1\r\n");
            assertThat(upstream.heads.get(1)).contains("Max-Forwards: 0\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HEAD | HTTP/1.1 200 OK\\r\\nContent-Length: 7\\r\\n\\r\\n",
                "HEAD | HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n",
                "GET | HTTP/1.1 204 No Content\\r\\nX: y\\r\\n\\r\\n",
                "GET | HTTP/1.1 304 Not Modified\\r\\nContent-Length: 7\\r\\n\\r\\n",
            })
    void aResponseWithoutBodyLeavesTheConnectionUsable(String method, String response) {
        String raw = response.strip().replace("\\r\\n", "\r\n");
        try (RawUpstream upstream = RawUpstream.answering(raw);
                ProxyServer proxy = Proxies.before(upstream);
                RawClient client = new RawClient(proxy.uri())) {
            for (int i = 0; i < 3; i++) {
                String head =
                        client.send(method + " / HTTP/1.1\r\nHost: a\r\n\r\n").head();
                assertThat(head).isEqualTo(raw.replace("Transfer-Encoding: chunked\r\n", ""));
            }
            assertThat(upstream.connections()).isEqualTo(1);
        }
    }

    @Test
    void aBodyThatEndsWithTheConnectionIsChunkedForThoseWhoKnowChunks() {
        String untilEnd = "HTTP/1.1 200 OK\r\n\r\nall of it";
        assertThat(returned(untilEnd, "GET /" + END))
                .isEqualTo("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                        + "9\r\nall of it\r\n0\r\n\r\n");
        assertThat(returned(untilEnd, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"))
                .isEqualTo("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nall of it");
    }

    @Test
    void chunksAndTrailersPass() {
        String chunked = "HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\n0\r\nX-Sum: 6\r\n\r\n";
        assertThat(returned(chunked, "GET /" + END))
                .contains("Trailer: X-Sum\r\n")
                .endsWith("\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 6\r\n\r\n");
        assertThat(returned(chunked, "GET / HTTP/1.0\r\n\r\n")).endsWith("\r\n\r\nabc");
    }

    @Test
    void aClientOfHttp10KeepsItsConnectionIfItWants() {
        try (RawUpstream upstream = RawUpstream.answering(OK);
                ProxyServer proxy = Proxies.before(upstream);
                RawClient client = new RawClient(proxy.uri())) {
            String old = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
            assertThat(client.send(old).response())
                    .contains("Connection: keep-alive\r\n")
                    .endsWith("ok");
            assertThat(client.send(old).response()).endsWith("ok");
            assertThat(upstream.heads.get(0)).contains("Host: ").contains("Via: 1.0 damson\r\n");
            assertThat(RawClient.exchange(proxy.uri(), "GET / HTTP/1.0\r\n\r\n"))
                    .endsWith("ok");
        }
    }

    @Test
    void bodiesOfRequestsPassInEitherFraming() {
        List<String> bodies = new ArrayList<>();
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
                    int length = head.contains("chunked") ? "3\r\nabc\r\n0\r\nX-T: 1\r\n\r\n".length() : 3;
                    bodies.add(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
                    out.write(OK.getBytes(StandardCharsets.US_ASCII));
                    return true;
                });
                ProxyServer proxy = Proxies.before(upstream);
                RawClient client = new RawClient(proxy.uri())) {
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
                    .response();
            client.send(
                            "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nX-T: 1\r\n\r\n")
                    .response();
            assertThat(bodies).containsExactly("abc", "3\r\nabc\r\n0\r\nX-T: 1\r\n\r\n");
        }
    }

    @Test
    void interimResponsesPassToThoseWhoKnowThem() {
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
                    out.write("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    in.readNBytes(3);
                    out.write(OK.getBytes(StandardCharsets.US_ASCII));
                    return true;
                });
                ProxyServer proxy = Proxies.before(upstream);
                RawClient client = new RawClient(proxy.uri())) {
            String put = "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";
            client.send(put);
            assertThat(client.head()).isEqualTo("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
            assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(client.send("abc").response()).isEqualTo(OK);
            assertThat(RawClient.exchange(proxy.uri(), "PUT / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc"))
                    .startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void pipelinedRequestsGetTheirResponsesInOrder() {
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
                    String path = head.split(" ", -1)[1];
                    out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + path.length() + "\r\n\r\n" + path)
                            .getBytes(StandardCharsets.US_ASCII));
                    return true;
                });
                ProxyServer proxy = Proxies.before(upstream);
                RawClient client = new RawClient(proxy.uri())) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 500; i++) {
                requests.append("GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n");
            }
            client.send(requests.toString());
            for (int i = 0; i < 500; i++) {
                assertThat(client.response()).endsWith("\r\n\r\n/" + i);
            }
        }
    }

    @Test
    void manyRefusalsInARowAreNoDeepStack() {
        try (RawUpstream upstream = RawUpstream.answering(OK);
                ProxyServer proxy = Proxies.to(upstream.url()).basePath("/x").start();
                RawClient client = new RawClient(proxy.uri())) {
            int count = 5_000;
            Thread sender = new Thread(() -> client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(count)));
            sender.start();
            for (int i = 0; i < count; i++) {
                assertThat(client.response()).startsWith("HTTP/1.1 404 ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | GET / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1, 2\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: +1\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: -1\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding : chunked\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: gzip\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked, gzip\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: xchunked\\r\\n\\r\\n",
                "400 | GET / HTTP/1.0\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: a\\r\\nHost: a\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: a\\r\\nX: a\\rb\\r\\n\\r\\n",
                "400 | GET /a b HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n",
                "400 | nonsense\\r\\n\\r\\n",
                "505 | GET / HTTP/2.0\\r\\nHost: a\\r\\n\\r\\n",
                "501 | CONNECT a:443 HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n",
            })
    void whatCouldBeReadInTwoWaysIsRefused(int status, String request) {
        try (RawUpstream upstream = RawUpstream.answering(OK);
                ProxyServer proxy = Proxies.before(upstream);
                RawClient client = new RawClient(proxy.uri())) {
            client.send(request.strip().replace("\\r", "\r").replace("\\n", "\n")
                    + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
            String first = client.head();
            assertThat(first).startsWith("HTTP/1.1 " + status + " ").contains("application/problem+json");
            assertThat(first).contains("Connection: close\r\n");
            assertThat(client.rest()).doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void whatIsTooLongIsRefused() {
        try (RawUpstream upstream = RawUpstream.answering(OK);
                ProxyServer proxy = Proxies.before(upstream)) {
            assertThat(RawClient.get(proxy.uri(), "/" + "a".repeat(1_000_000))).startsWith("HTTP/1.1 200 ");
            assertThat(RawClient.get(proxy.uri(), "/" + "a".repeat(1_100_000))).startsWith("HTTP/1.1 414 ");
            assertThat(RawClient.get(proxy.uri(), "/", "X: " + "a".repeat(200_000)))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(RawClient.get(proxy.uri(), "/", "X: " + "a".repeat(300_000)))
                    .startsWith("HTTP/1.1 431 ");
        }
    }
}
