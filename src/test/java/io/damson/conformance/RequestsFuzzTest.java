package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.fuzz.FuzzTarget;
import io.damson.http.ApplicationHandler;
import io.damson.http.HttpLimits;
import io.damson.http.ProblemPages;
import io.damson.http.Reading;
import io.damson.http.Refusals;
import io.damson.http.RequestGuard;
import io.damson.verify.shape.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * Any bytes on a connection: read in any pieces they are the same requests; a reader by the letter of RFC 9112 sees each of them end
 * where ours does; Grizzly hands the application these requests and no others; and what is none is a 4xx and the connection's end.
 */
class RequestsFuzzTest extends FuzzTarget {
    /** So narrow that inputs of a few hundred bytes are beyond. */
    private static final HttpLimits LIMITS =
            new HttpLimits(256, 512, 64, Duration.ofSeconds(20), Duration.ofSeconds(20));

    private static final int MAX_REQUESTS = 20;
    private static final String SEEN = "X-Seen";

    private final HttpServer http = new HttpServer();
    private final NetworkListener listener = new NetworkListener("fuzz", "127.0.0.1", 0);
    private final String url;

    RequestsFuzzTest() throws IOException {
        super(400);
        new RequestGuard(LIMITS, Refusals.PLAIN).protect(listener);
        http.addListener(listener);
        http.getServerConfiguration().setPassTraceRequest(true);
        http.getServerConfiguration().setDefaultErrorPageGenerator(new ProblemPages());
        http.getServerConfiguration().addHttpHandler(new ApplicationHandler(new Echo()));
        http.start();
        url = "http://127.0.0.1:" + listener.getPort();
    }

    /** Answers with what it has been handed. */
    private static final class Echo extends HttpHandler {
        @Override
        public void service(Request request, Response response) throws IOException {
            String query = request.getQueryString();
            String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            response.setHeader(
                    SEEN,
                    seen(
                            request.getMethod().getMethodString(),
                            request.getRequestURI() + (query == null ? "" : "?" + query),
                            body,
                            request.getHeaders("X-A")));
            response.setContentLength(0);
        }
    }

    /** Grizzly does not tell a question mark with nothing behind it from none. */
    private static String seen(String method, String target, String body, Iterable<String> marks) {
        String text = method + " " + (target.endsWith("?") ? target.substring(0, target.length() - 1) : target) + "\n"
                + String.join("\n", marks) + "\n" + body;
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public List<byte[]> seedInputs() {
        return RawRequests.rows()
                .map(row -> row.bytes().getBytes(StandardCharsets.ISO_8859_1))
                .filter(bytes -> bytes.length < 1_000)
                .toList();
    }

    @Override
    public List<String> words() {
        return List.of(
                "\r\n",
                "\n",
                "\r",
                "\r\n\r\n",
                "\n\n",
                " ",
                "\t",
                "\0",
                ":",
                ",",
                ";",
                "%",
                "%0d%0a",
                "HTTP/1.1",
                "HTTP/1.0",
                "Content-Length: 3\r\n",
                "Content-Length: ",
                "Content-Length : 1\r\n",
                "Transfer-Encoding: chunked\r\n",
                "Transfer-Encoding: ",
                "chunked",
                "identity",
                "\r\n ",
                "0\r\n\r\n",
                "3\r\nabc\r\n",
                "00000003",
                "ffffffff",
                "-1",
                "+1",
                "0x1",
                "GET /a HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\n",
                "Connection: close\r\n",
                "Expect: 100-continue\r\n",
                "Host: b\r\n",
                "http://a/",
                "HEAD ",
                "TRACE ",
                "OPTIONS * ",
                "é",
                "\u0085");
    }

    @Override
    protected byte[] derived(Random random) {
        return bytes(new RequestWriter(random, true).requests());
    }

    private static byte[] bytes(List<String> requests) {
        return String.join("", requests).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What is right is not refused; that it is read as what it is, follows from all that holds for any bytes. */
    @Override
    protected void checkMeaning(Random random) {
        List<String> requests = new RequestWriter(random, false).requests();
        byte[] input = bytes(requests);
        Reading reading = Reading.of(input, input.length, LIMITS);
        assertThat(reading.refusal()).as("%s", requests).isEmpty();
        if (!reading.over()) {
            assertThat(reading.requests()).as("%s", requests).hasSameSizeAs(requests);
        }
        check(input);
    }

    @Override
    public void check(byte[] input) {
        Reading reading = Reading.of(input, input.length, LIMITS);
        for (int piece : new int[] {1, 2, 7}) {
            assertThat(Reading.of(input, piece, LIMITS))
                    .as("in pieces of %d", piece)
                    .isEqualTo(reading);
        }
        reading.refusal().ifPresent(refusal -> assertThat(refusal.status()).isBetween(400, 499));
        List<LetterReader> requests = reading.requests().stream()
                .map(request -> LetterReader.of(text(input).substring(request.from(), request.to())))
                .toList();
        for (int i = 0; i < requests.size(); i++) {
            requireOneRequest(reading.requests().get(i).canonical());
            boolean last = i == requests.size() - 1
                    && reading.over()
                    && reading.refusal().isEmpty();
            assertThat(requests.get(i).last())
                    .as("the connection's last, of request %d", i)
                    .isEqualTo(last);
        }
        if (requests.size() <= MAX_REQUESTS) {
            ask(input, reading, requests);
        }
    }

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.ISO_8859_1);
    }

    /** What is passed on is one request, which is passed on as it is. */
    private static void requireOneRequest(String canonical) {
        byte[] bytes = canonical.getBytes(StandardCharsets.ISO_8859_1);
        HttpLimits wide = new HttpLimits(4096, 4096, 4096, LIMITS.requestTimeout(), LIMITS.keepAliveTimeout());
        assertThat(Reading.of(bytes, bytes.length, wide).requests())
                .singleElement()
                .satisfies(again -> assertThat(again.to()).isEqualTo(bytes.length));
    }

    private void ask(byte[] input, Reading reading, List<LetterReader> requests) {
        Wire wire = Wire.open(url);
        try {
            wire.send(text(input));
            for (int i = 0; i < requests.size(); i++) {
                LetterReader request = requests.get(i);
                Answer answer = wire.read(request.method());
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header(SEEN))
                        .hasValue(seen(
                                request.method(),
                                target(reading.requests().get(i).canonical()),
                                request.method().equals("TRACE") ? "" : request.body(),
                                request.marks()));
            }
            if (reading.refusal().isPresent() && reading.over()) {
                Reading.Refusal refusal = reading.refusal().get();
                String method = refusal.isHead() ? "HEAD" : "GET";
                Answer answer = wire.read(method);
                assertThat(answer.status()).isEqualTo(refusal.status());
                Orderly.check(answer, method);
            }
            if (reading.over()) {
                assertThat(wire.rest()).isEmpty();
            }
        } finally {
            wire.abort();
        }
    }

    private static String target(String canonical) {
        return canonical.split(" ", 3)[1];
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
