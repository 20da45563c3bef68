package io.damson.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a request before its body, judged strictly by RFC 9112: where two readers could differ on where a request ends or for
 * whom it is, it is refused. Text is bytes as ISO 8859-1.
 *
 * @param fields for the application: all but those that are about the connection and the body's framing
 * @param bodyBytes how many bytes of body follow; empty where the body says so itself, in chunks
 * @param expectsContinue whether the client waits with its body until it is told to go on
 * @param last whether no other request comes on the connection
 */
record RequestHead(
        RequestLine line, List<String> fields, OptionalInt bodyBytes, boolean expectsContinue, boolean last) {
    private static final int MAX_FIELDS = 100;
    private static final int MAX_PORT = 65_535;
    private static final Pattern HOST = Pattern.compile("(?:[A-Za-z0-9._~-]++|\\[[0-9A-Fa-f:.]++])(?::([0-9]{0,5}))?");
    private static final Pattern COMMA = Pattern.compile("[ \t]*,[ \t]*");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("0*([0-9]{1,9})");
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "expect", "keep-alive", "proxy-connection", "te", "trailer", "upgrade");

    /** Judges the header fields: their lines without the ends. */
    static RequestHead of(RequestLine line, List<String> lines, HttpLimits limits) {
        if (lines.size() > MAX_FIELDS) {
            throw Malformed.request(
                    ProblemType.HEADER_FIELDS_TOO_LARGE, "there are more than " + MAX_FIELDS + " header fields");
        }
        Map<String, String> special = new HashMap<>();
        List<String> fields = new ArrayList<>();
        for (String text : lines) {
            int colon = requireField(text);
            String name = text.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = text.substring(colon + 1).strip();
            if (name.equals("host") || FRAMING.contains(name)) {
                if (special.put(name, value) != null) {
                    throw Malformed.request("the header field " + name + " is given twice");
                }
            } else if (OF_THE_CONNECTION.contains(name)) {
                special.merge(name, value, (a, b) -> a + "," + b);
            } else {
                fields.add(text.substring(0, colon) + ": " + value);
            }
        }
        fields.add("Host: " + host(special.get("host"), line));
        return new RequestHead(
                line, fields, bodyBytes(special, line, limits), expectsContinue(special, line), last(special, line));
    }

    /** Where the colon of the field is (RFC 9112, section 5). */
    static int requireField(String line) {
        int colon = line.indexOf(':');
        if (colon < 1 || !Token.is(line.substring(0, colon))) {
            throw Malformed.request("a header field is a name, a colon and a value, on one line");
        }
        return colon;
    }

    private static String host(@Nullable String field, RequestLine line) {
        if (field == null && line.http11()) {
            throw Malformed.request("the header field Host is missing");
        }
        if (field != null) {
            requireHost(field);
        }
        line.authority().ifPresent(RequestHead::requireHost);
        return line.authority().orElse(field == null ? "localhost" : field);
    }

    private static void requireHost(String name) {
        Matcher matcher = HOST.matcher(name);
        if (!matcher.matches() || port(matcher.group(1)) > MAX_PORT) {
            throw Malformed.request("a host is a name or an address, with or without a colon and a port");
        }
    }

    private static int port(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static OptionalInt bodyBytes(Map<String, String> special, RequestLine line, HttpLimits limits) {
        String length = special.get("content-length");
        String coding = special.get("transfer-encoding");
        if (coding != null) {
            if (length != null) {
                throw Malformed.request("Content-Length and Transfer-Encoding exclude each other");
            }
            if (!line.http11() || !coding.equalsIgnoreCase("chunked")) {
                throw Malformed.request("the only transfer coding is chunked, from HTTP/1.1 on");
            }
            return OptionalInt.empty();
        }
        if (length == null) {
            return OptionalInt.of(0);
        }
        if (!DIGITS.matcher(length).matches()) {
            throw Malformed.request("Content-Length has to be a number");
        }
        Matcher number = NUMBER.matcher(length);
        if (!number.matches() || Integer.parseInt(number.group(1)) > limits.maxBodyBytes()) {
            throw BodyReader.tooLong(limits);
        }
        return OptionalInt.of(Integer.parseInt(number.group(1)));
    }

    private static boolean expectsContinue(Map<String, String> special, RequestLine line) {
        String expectation = special.get("expect");
        if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
            throw Malformed.request(
                    ProblemType.EXPECTATION_FAILED, "the only expectation that can be met is 100-continue");
        }
        return expectation != null && line.http11();
    }

    private static boolean last(Map<String, String> special, RequestLine line) {
        String field = special.getOrDefault("connection", "");
        List<String> options = field.isEmpty() ? List.of() : List.of(COMMA.split(field.toLowerCase(Locale.ROOT), -1));
        return options.contains("close") || !(line.http11() || options.contains("keep-alive"));
    }

    /** The head as one that nobody can read differently, with the length of the body that will follow it. */
    String canonical(int bodyLength) {
        StringBuilder text = new StringBuilder(512)
                .append(line.method())
                .append(' ')
                .append(line.target())
                .append(line.http11() ? " HTTP/1.1\r\n" : " HTTP/1.0\r\n");
        fields.forEach(field -> text.append(field).append("\r\n"));
        if (bodyLength > 0) {
            text.append("Content-Length: ").append(bodyLength).append("\r\n");
        }
        return text.append(last ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n")
                .toString();
    }
}
