package io.damson.conformance;

import java.nio.charset.StandardCharsets;

/**
 * Bytes that a client can send, and what they are answered.
 *
 * @param name what is special about them
 * @param bytes as ISO 8859-1
 * @param kept whether the connection is good for another request
 * @param says what the answer has in it: of the body or, as {@code Name: value}, of the header
 */
record RawRequest(String name, String bytes, int status, boolean kept, String says) {
    static final String KEYED = "Host: localhost\r\nX-API-KEY: acme-demo-key\r\n";

    /** A well-formed request with a key, but for the target. */
    static String get(String target) {
        return request("GET", target, "");
    }

    /** @param fields each with its line's end */
    static String request(String method, String target, String fields) {
        return method + " " + target + " HTTP/1.1\r\n" + KEYED + fields + "\r\n";
    }

    /** A request of which only the header fields are in question. */
    static String fields(String fields) {
        return "GET /images?$top=1 HTTP/1.1\r\n" + fields + "\r\n";
    }

    static RawRequest kept(String name, String bytes, int status, String says) {
        return new RawRequest(name, bytes, status, true, says);
    }

    static RawRequest closed(String name, String bytes, int status, String says) {
        return new RawRequest(name, bytes, status, false, says);
    }

    /** The text's UTF-8, a character a byte. */
    static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    String method() {
        return bytes.strip().split("[ \r\n]", 2)[0];
    }

    @Override
    public String toString() {
        return name;
    }
}
