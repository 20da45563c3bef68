package io.damson.http;

import java.util.HexFormat;
import java.util.Optional;

/** What a request's target may be made of: the characters of RFC 3986 and well-formed escapes of well-formed UTF-8. */
final class RequestTarget {
    /** Unreserved and reserved characters (RFC 3986, sections 2.2 and 2.3) but {@code # [ ]}, which no path and query have. */
    private static final String ALLOWED_PUNCTUATION = "-._~:/?@!$&'()*+,;=%";

    private RequestTarget() {}

    /** What is wrong with a path or a query, for the caller to read; empty where nothing is. */
    static Optional<String> fault(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (!isAllowed(c)) {
                return Optional.of(
                        "the character U+%04X has to be percent-encoded in a request's target".formatted((int) c));
            }
            if (c == '%' && !isEscape(raw, i)) {
                return Optional.of(
                        "a percent sign begins an escape of two hexadecimal digits; as itself it is written %25");
            }
        }
        Optional<String> decoded = PercentEncoding.decode(raw);
        if (decoded.isEmpty()) {
            return Optional.of("the percent-encoded bytes are not well-formed UTF-8");
        }
        return decoded.get().chars().anyMatch(c -> c == 0x7F || c < ' ')
                ? Optional.of("control characters are not allowed in a request's target")
                : Optional.empty();
    }

    /** The path with whatever is not allowed in it escaped, so that it can be printed as a URI reference. */
    static String printable(String rawPath) {
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < rawPath.length(); i++) {
            char c = rawPath.charAt(i);
            boolean plain = c == '%' ? isEscape(rawPath, i) : isAllowed(c);
            printable.append(plain ? String.valueOf(c) : PercentEncoding.encode(String.valueOf(c)));
        }
        return printable.toString();
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || ALLOWED_PUNCTUATION.indexOf(c) >= 0;
    }

    private static boolean isEscape(String raw, int percent) {
        return percent + 2 < raw.length()
                && HexFormat.isHexDigit(raw.charAt(percent + 1))
                && HexFormat.isHexDigit(raw.charAt(percent + 2));
    }
}
