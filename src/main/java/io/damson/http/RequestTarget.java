package io.damson.http;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request's target may be made of: the characters of RFC 3986, well-formed escapes of well-formed UTF-8, and the raw characters
 * that browsers send though RFC 3986 does not have them (URL Standard, "percent-encoded bytes"), where nobody can read them in two ways.
 */
final class RequestTarget {
    /** Unreserved and reserved characters (RFC 3986, sections 2.2 and 2.3) but {@code # [ ]}, which no path and query have. */
    private static final String ALLOWED_PUNCTUATION = "-._~:/?@!$&'()*+,;=%";

    /** What clients send raw, and what is as good as its escape. */
    private static final String TAKEN_RAW = "[]|^{}`";

    /** Taken raw in a query alone: browsers make a slash of it in a path. */
    private static final char BACKSLASH = '\\';

    private static final Pattern ORIGIN = Pattern.compile("^(?i:https?)://[^/?]*");

    private RequestTarget() {}

    /** The target with each raw byte beyond ASCII (RFC 3987, section 3.1), and each raw character that is taken as its escape, escaped. */
    static String escaped(String raw) {
        int query = raw.indexOf('?');
        int first = 0;
        while (first < raw.length() && !isTakenRaw(raw, first, query)) {
            first++;
        }
        if (first == raw.length()) {
            return raw;
        }
        StringBuilder escaped = new StringBuilder(raw.length() + 32).append(raw, 0, first);
        for (int i = first; i < raw.length(); i++) {
            if (isTakenRaw(raw, i, query)) {
                escaped.append(PercentEncoding.escape((byte) raw.charAt(i)));
            } else {
                escaped.append(raw.charAt(i));
            }
        }
        return escaped.toString();
    }

    /** @param query where the query begins, negative where there is none */
    private static boolean isTakenRaw(String raw, int index, int query) {
        char c = raw.charAt(index);
        return c >= 0x80 || TAKEN_RAW.indexOf(c) >= 0 || c == BACKSLASH && query >= 0 && index > query;
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

    /** The target as it came, but with escapes in place of what is not visible ASCII. */
    static String visible(String target) {
        StringBuilder visible = new StringBuilder(target.length());
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            visible.append(c > ' ' && c < 0x7F ? String.valueOf(c) : PercentEncoding.escape((byte) c));
        }
        return visible.toString();
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
