package io.damson.proxy;

import io.damson.http.Cors;
import io.damson.http.CorsOrigins;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What lets pages of other origins read the proxy's own responses in the upstream's place (Fetch Standard, "HTTP extensions"): a problem
 * that a page may not read is a network error to it, without a reason.
 */
final class CrossOrigin {
    /** What can be repeated in a response. */
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]+");

    private CrossOrigin() {}

    /** The response with what lets a page of the request's origin read it; as it is where the request has no origin. */
    static OwnResponse readable(OwnResponse response, HttpRequest request) {
        if (field(request, "Origin").isEmpty()) {
            return response;
        }
        HttpHeaders headers = response.headers().copy();
        answer(request, headers);
        return new OwnResponse(response.status(), headers, response.body());
    }

    /**
     * The grant of a preflight, without which the page would not send the request whose response tells what is wrong. It holds for one
     * request, since the upstream grants those that reach it. Empty where the request is no preflight of what is granted.
     *
     * @param isGranted whether requests of a method are granted
     */
    static Optional<OwnResponse> grant(HttpRequest request, Predicate<String> isGranted) {
        HttpHeaders headers = new DefaultHttpHeaders();
        if (field(request, "Access-Control-Request-Method").filter(isGranted).isEmpty() || !answer(request, headers)) {
            return Optional.empty();
        }
        headers.set("Access-Control-Max-Age", "0");
        return Optional.of(new OwnResponse(HttpResponseStatus.NO_CONTENT, headers, ByteBuffer.allocate(0)));
    }

    private static boolean answer(HttpRequest request, HttpHeaders headers) {
        return Cors.answer(
                CorsOrigins.anyWithCredentials(), request.method().name(), name -> field(request, name), headers::set);
    }

    private static Optional<String> field(HttpRequest request, String name) {
        return Optional.ofNullable(request.headers().get(name))
                .filter(value -> PRINTABLE.matcher(value).matches());
    }
}
