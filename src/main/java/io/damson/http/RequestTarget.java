package io.damson.http;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a request's target may be made of: the characters of RFC 3986 and well-formed escapes of well-formed UTF-8. */
final class RequestTarget {
    /** Unreserved and reserved characters (RFC 3986, sections 2.2 and 2.3) but {@code # [ ]}, which no path and query have. */
    private static final String ALLOWED_PUNCTUATION = "-._~:/?@!$&'()*+,;=%";

    private static final Pattern ORIGIN = Pattern.compile("^(?i:https?)://[^/?]*");

    private RequestTarget() {}

    /** The target with each raw byte beyond ASCII as an escape, as RFC 3987 (section 3.1) maps such names. */
    static String escaped(String raw) {
        if (isAscii(raw)) {
            return raw;
        }
        StringBuilder escaped = new StringBuilder(raw.length() + 32);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            escaped.append(c < 0x80 ? String.valueOf(c) : PercentEncoding.escape((byte) c));
        }
        return escaped.toString();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** What is wrong with path and query, for the caller to read; empty where nothing is. */
    static Optional<String> fault(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (!isAllowed(c)) {
                return Optional.of(
                        "the character U+%04X has to be percent-encoded in a request's target".formatted((int) c));
            }
            if (c == '%' && !isEscape(target, i)) {
                return Optional.of(
                        "a percent sign begins an escape of two hexadecimal digits; as itself it is written %25");
            }
        }
        if (target.indexOf('%') < 0) {
            return Optional.empty();
        }
        Optional<String> decoded = PercentEncoding.decode(target);
        if (decoded.isEmpty()) {
            return Optional.of("the bytes beyond ASCII are not well-formed UTF-8");
        }
        int query = target.indexOf('?');
        // A tab is a blank in the grammar of OData's expressions.
        String path = query < 0 ? target : target.substring(0, query);
        return hasControls(decoded.get().replace('\t', ' ')) || path.contains("%09")
                ? Optional.of("control characters are not allowed in a request's target")
                : Optional.empty();
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(c -> c < ' ' || c == 0x7F);
    }

    /** The path of a target, well-formed or not, with whatever is not allowed in it escaped. */
    static String printablePath(String target) {
        String path = ORIGIN.matcher(target).replaceFirst("").split("\\?", 2)[0];
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean plain = c == '%' ? isEscape(path, i) : isAllowed(c);
            printable.append(plain ? String.valueOf(c) : PercentEncoding.escape((byte) c));
        }
        return printable.isEmpty() ? "/" : printable.toString();
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
