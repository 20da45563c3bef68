package io.damson.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Requests by the grammar of RFC 9112, one after the other on a connection, in all the spellings it has; now and then with one that it
 * does not have. Text is ISO 8859-1. The same for the same random numbers.
 */
final class RequestWriter {
    private static final int MAX_REQUESTS = 3;
    private static final int MAX_BODY = 24;

    private static final List<String> METHODS =
            List.of("GET", "GET", "POST", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "PATCH", "get", "M!#");
    private static final List<String> TARGETS = List.of(
            "/",
            "/a",
            "/a?",
            "/a?b=c",
            "/%41",
            "/a//b",
            "/a;b=1",
            "/a/../b",
            "/?%20",
            "http://a/b",
            "http://a:1",
            "HTTP://[::1]/x?y",
            "*",
            "//a",
            "/\u00C3\u00A9",
            "/[]|^{}`",
            "/a#b",
            "a",
            "/%4",
            "/%00",
            "/%C3%28",
            "https://a@b/");
    private static final List<String> FIELDS = List.of(
            "X-A: b",
            "x-a:b",
            "X-A:",
            "X-A: \t b\tc \t",
            "X-A: \u00E9",
            "Accept: */*",
            "Content-Type: text/plain",
            "Keep-Alive: timeout=5",
            "TE: trailers",
            "Trailer: X",
            "Upgrade: h2c",
            "Content-Lengthy: 3",
            "Transfer: chunked",
            "X_A: b",
            "Cookie: a=b; c",
            "Proxy-Connection: close",
            "Expect: 100-continue",
            "X-A : b",
            " X-A: b",
            "X-A: b\0",
            "X\u00E9: b",
            ": b",
            "X-A",
            "Host: b");
    private static final int RIGHT_FIELDS = 17;
    private static final int RIGHT_TARGETS = 12;
    private static final List<String> CONNECTIONS = List.of(
            "close",
            "keep-alive",
            "Close",
            "CLOSE",
            "Keep-Alive",
            "a, close",
            "close,a",
            "a ,\tclose",
            "closed",
            "",
            "x-a");
    private static final List<String> EXTENSIONS =
            List.of("", "", "", ";a", ";a=b", " ;a", "\t;a=\"b;c\"", "; a ;b\t= c", ";a=\"\\\"\"", ";a=\"\u00E9\"");
    private static final List<String> NO_EXTENSIONS =
            List.of(" ", "; a\r", ";a\n", "x", " a", ",a", "\0", ";", ";;a", ";a=", ";=a", ";\u00E9", ";a=\"");
    private static final List<String> TRAILERS =
            List.of("", "", "", "X-T: a\r\n", "X-T: a\r\nX-U: b\r\n", "Content-Length: 3\r\n", "Host: b\r\n");

    private final Random random;
    private final boolean mistakes;

    /** @param mistakes whether some requests are none, or are cut off */
    RequestWriter(Random random, boolean mistakes) {
        this.random = random;
        this.mistakes = mistakes;
    }

    /** What comes on a connection: requests, one after the other. */
    List<String> requests() {
        List<String> requests = new ArrayList<>();
        for (int left = 1 + random.nextInt(MAX_REQUESTS); left > 0; left--) {
            requests.add((rarely(8) ? "\r\n".repeat(1 + random.nextInt(mistakes ? 5 : 4)) : "") + request());
        }
        if (wrongly(8)) {
            String last = requests.remove(requests.size() - 1);
            requests.add(last.substring(0, random.nextInt(last.length())));
        }
        return requests;
    }

    private String request() {
        boolean http11 = !rarely(6);
        List<String> fields = new ArrayList<>();
        if (http11 || random.nextBoolean()) {
            fields.add(name("Host") + ":" + blanks()
                    + pick(List.of("a", "a", "a:80", "[::1]:8080", "A.b", "a:65535", "a:")) + blanks()
                    + (wrongly(20) ? pick(List.of("b", ":65536", "/", "\u00E9")) : ""));
        }
        for (int more = random.nextInt(3); more > 0; more--) {
            String field = FIELDS.get(random.nextInt(wrongly(6) ? FIELDS.size() : RIGHT_FIELDS));
            if (!fields.contains(field)) {
                fields.add(field);
            }
        }
        if (rarely(3)) {
            fields.add(name("Connection") + ":" + blanks() + pick(CONNECTIONS) + blanks());
        }
        String body = body(fields, http11);
        Collections.shuffle(fields, random);
        if (!fields.isEmpty() && wrongly(25)) {
            fields.add(pick(fields));
        }
        return pick(wrongly(10) ? List.of("CONNECT", "", "G\u00E9T") : METHODS) + " "
                + pick(wrongly(3) ? TARGETS : TARGETS.subList(0, RIGHT_TARGETS)) + " "
                + (http11
                        ? "HTTP/1.1"
                        : wrongly(6) ? pick(List.of("HTTP/1.2", "http/1.1", "HTTP/2.0", "HTTP/1")) : "HTTP/1.0")
                + "\r\n" + String.join("\r\n", fields) + (fields.isEmpty() ? "" : "\r\n") + "\r\n" + body;
    }

    /** With the fields that say where it ends. */
    private String body(List<String> fields, boolean http11) {
        int length = random.nextInt(MAX_BODY);
        String body = octets(length);
        int kind = random.nextInt(http11 ? 3 : 2);
        if (kind == 0) {
            return "";
        }
        if (kind == 1 || wrongly(20)) {
            String digits = wrongly(15)
                    ? pick(List.of("-1", "+1", "0x1", "1,1", "", "1 1", "99999999999", "\u00B2"))
                    : "0".repeat(rarely(5) ? 1 + random.nextInt(9) : 0) + length;
            fields.add(name("Content-Length") + ":" + blanks() + digits + blanks());
        }
        if (kind == 1) {
            return body;
        }
        String coding = wrongly(15)
                ? pick(List.of("gzip, chunked", "chunked, chunked", "identity", "xchunked", "chunked;a", ""))
                : name("chunked");
        fields.add(name("Transfer-Encoding") + ":" + blanks() + coding + blanks());
        return chunks(body);
    }

    private String chunks(String body) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (from < body.length()) {
            int to = from + 1 + random.nextInt(body.length() - from);
            text.append(size(to - from))
                    .append(body, from, to)
                    .append(wrongly(60) ? pick(List.of("", "\n", "x\r\n")) : "\r\n");
            from = to;
        }
        return text.append(size(0)).append(pick(TRAILERS)).append("\r\n").toString();
    }

    private String size(int bytes) {
        String digits = Integer.toHexString(bytes);
        String zeros = "0".repeat(rarely(5) ? random.nextInt(7) : 0);
        return zeros + (random.nextBoolean() ? digits : digits.toUpperCase(Locale.ROOT)) + extension() + "\r\n";
    }

    private String extension() {
        return wrongly(20) ? pick(NO_EXTENSIONS) : rarely(3) ? pick(EXTENSIONS) : "";
    }

    /** Some of them look like the end of something. */
    private String octets(int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(pick(List.of("a", "b", "\r\n", "0\r\n\r\n", "GET / HTTP/1.1\r\n", "\0", "\u00FF", ": ")));
        }
        return text.substring(0, length);
    }

    private String name(String name) {
        return switch (random.nextInt(4)) {
            case 0 -> name.toLowerCase(Locale.ROOT);
            case 1 -> name.toUpperCase(Locale.ROOT);
            default -> name;
        };
    }

    private String blanks() {
        return pick(List.of(" ", " ", "", "\t", "  "));
    }

    private boolean wrongly(int oneIn) {
        return mistakes && rarely(oneIn);
    }

    private boolean rarely(int oneIn) {
        return random.nextInt(oneIn) == oneIn - 1;
    }

    private String pick(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
