package io.damson.http;

import java.util.Optional;
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

    private static final Pattern LINE = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}+) ([^ ]++) HTTP/1\\.([01])");
    private static final Pattern ABSOLUTE = Pattern.compile("(?i:https?)://([^/?]++)(.*)");

    static RequestLine of(String line, HttpLimits limits) {
        String[] words = line.split(" ", -1);
        if (words.length > 1 && words[1].length() > limits.maxTargetBytes()) {
            throw tooLong(limits);
        }
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw Malformed.request(
                    words.length > 3
                            ? "a blank in the target is written %20"
                            : "a request begins with a line like GET /images HTTP/1.1");
        }
        String method = matcher.group(1);
        if (method.equals("CONNECT") || method.equals("PRI")) {
            throw Malformed.request("this is neither a proxy nor HTTP/2, so it has no method " + method);
        }
        String target = matcher.group(2);
        Matcher absolute = ABSOLUTE.matcher(target);
        boolean isAbsolute = absolute.matches();
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
                method,
                origin,
                isAbsolute ? Optional.of(absolute.group(1)) : Optional.empty(),
                matcher.group(3).equals("1"));
    }

    private static ProblemException notAPath(String method, String target) {
        return method.equals("OPTIONS") && target.equals("*")
                ? new ProblemException(ProblemType.NOT_FOUND, "There is nothing here; ask a path for its options")
                : Malformed.request("the target has to begin with a slash");
    }

    static ProblemException tooLong(HttpLimits limits) {
        return Malformed.request(
                ProblemType.URI_TOO_LONG, "the target is longer than " + limits.maxTargetBytes() + " bytes");
    }
}
