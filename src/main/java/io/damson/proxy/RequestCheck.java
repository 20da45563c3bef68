package io.damson.proxy;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Iterator;
import java.util.Map;

/** Refuses what is no HTTP/1, and what two servers could read in two ways. */
final class RequestCheck {
    private RequestCheck() {}

    /** @throws ProblemException if it is refused */
    static void check(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            throw malformed(request.decoderResult().cause());
        }
        if (request.protocolVersion().majorVersion() != 1) {
            throw new ProblemException(
                    ProblemType.ofAnyStatus(505),
                    "The proxy speaks HTTP/1.1 and HTTP/1.0; not "
                            + request.protocolVersion().text());
        }
        if (request.method().name().equals("CONNECT")) {
            throw new ProblemException(
                    ProblemType.ofAnyStatus(501), "The proxy stands before one server; it makes no tunnels by CONNECT");
        }
        checkHost(request);
        checkTransferEncoding(request);
        checkValues(request.headers());
    }

    private static ProblemException malformed(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new ProblemException(
                    ProblemType.URI_TOO_LONG, "The request line has at most " + ClientDecoder.MAX_LINE + " bytes");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new ProblemException(
                    ProblemType.HEADER_FIELDS_TOO_LARGE,
                    "The header fields have at most " + ClientDecoder.MAX_HEADERS + " bytes");
        }
        return bad("The request is no well-formed HTTP/1.1 (RFC 9112)");
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(ProblemType.BAD_REQUEST, detail);
    }

    /** RFC 9112, section 3.2. */
    private static void checkHost(HttpRequest request) {
        int hosts = request.headers().getAll("Host").size();
        if (hosts > 1 || hosts == 0 && request.protocolVersion().minorVersion() > 0) {
            throw bad("The request has " + (hosts == 0 ? "no Host field" : hosts + " Host fields")
                    + "; HTTP/1.1 has exactly one");
        }
    }

    /** RFC 9112, section 6.1; the decoder has refused what else is wrong with it. */
    private static void checkTransferEncoding(HttpRequest request) {
        if (request.headers().contains("Transfer-Encoding")
                && request.protocolVersion().minorVersion() == 0) {
            throw bad("The request has Transfer-Encoding, which HTTP/1.0 does not have");
        }
    }

    /** RFC 9110, section 5.5. */
    private static void checkValues(HttpHeaders headers) {
        Iterator<Map.Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            CharSequence value = field.getValue();
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == '\r' || c == '\n' || c == 0) {
                    throw bad("The header field " + field.getKey() + " has a CR, LF or NUL in its value");
                }
            }
        }
    }
}
