package io.damson.http;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request's first line (RFC 9112, section 3).
 *
 * @param method case-sensitive
 * @param target the path and the query, well-formed (RFC 3986), with raw UTF-8 percent-encoded
 * @param authority the host and port of a target in absolute form, which counts more than {@code Host}
 * @param http11 whether it is HTTP/1.1; otherwise it is 1.0
 */
record RequestLine(String method, String target, Optional<String> authority, boolean http11) {
    /** More than method, blanks and version need. */
    static final int MAX_BYTES_BESIDE_TARGET = 64;

    private static final int MAX_METHOD = 32;
    private static final Set<String> VERSIONS = Set.of("HTTP/1.0", "HTTP/1.1");
    private static final Pattern ABSOLUTE = Pattern.compile("(?i:https?)://([^/?]++)(.*)");

    static RequestLine of(String line, HttpLimits limits) {
        int first = line.indexOf(' ');
        int second = line.indexOf(' ', first + 1);
        if (first >= 0 && (second < 0 ? line.length() : second) - first - 1 > limits.maxTargetBytes()) {
            throw tooLong(limits);
        }
        if (second >= 0 && line.indexOf(' ', second + 1) >= 0) {
            throw Malformed.request("a blank in the target is written %20");
        }
        if (first > MAX_METHOD
                || second <= first + 1
                || !Token.is(line.substring(0, first))
                || !VERSIONS.contains(line.substring(second + 1))) {
            throw none();
        }
        String method = line.substring(0, first);
        if (method.equals("CONNECT") || method.equals("PRI")) {
            throw Malformed.request("this is neither a proxy nor HTTP/2, so it has no method " + method);
        }
        String target = line.substring(first + 1, second);
        Matcher absolute = ABSOLUTE.matcher(target);
        boolean isAbsolute = !target.startsWith("/") && absolute.matches();
        String origin = RequestTarget.escaped(isAbsolute ? absolute.group(2) : target);
        RequestTarget.fault(origin).ifPresent(fault -> {
            throw Malformed.request(fault);
        });
        if (isAbsolute && !origin.startsWith("/")) {
            origin = "/" + origin;
        }
        if (!origin.startsWith("/")) {
            throw notAPath(method, origin);
        }
        return new RequestLine(
                method, origin, isAbsolute ? Optional.of(absolute.group(1)) : Optional.empty(), line.endsWith("1"));
    }

    /**
     * Whether a line that has a fault is one of HTTP/1 all the same, so that header fields may follow.
     *
     * @param whole whether the line has ended
     */
    static boolean looksLikeOne(String line, boolean whole) {
        int blank = line.indexOf(' ');
        return blank >= 0
                && blank <= MAX_METHOD
                && Token.is(line.substring(0, blank))
                && (!whole || line.contains(" HTTP/1."));
    }

    /** What is said of bytes that are none. */
    static ProblemException none() {
        return Malformed.request("a request begins with a line like GET /images HTTP/1.1");
    }

    private static ProblemException notAPath(String method, String target) {
        return method.equals("OPTIONS") && target.equals("*")
                ? new ProblemException(ProblemType.NOT_FOUND, "There is nothing here; send OPTIONS to a path")
                : Malformed.request("the target has to begin with a slash");
    }

    static ProblemException tooLong(HttpLimits limits) {
        return Malformed.request(
                ProblemType.URI_TOO_LONG, "the target is longer than " + limits.maxTargetBytes() + " bytes");
    }
}
