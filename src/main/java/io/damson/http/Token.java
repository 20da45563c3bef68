package io.damson.http;

/** A token of HTTP (RFC 9110, section 5.6.2): what methods and names of header fields are. */
final class Token {
    private static final String PUNCTUATION = "!#$%&'*+-.^_`|~";

    private Token() {}

    static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPart(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isPart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || PUNCTUATION.indexOf(c) >= 0;
    }
}
