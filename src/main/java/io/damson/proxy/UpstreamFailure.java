package io.damson.proxy;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.image.Durations;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why the upstream's response is missing.
 *
 * @param status 502, or 504 where it was too slow (RFC 9110, 15.6.3 and 15.6.5)
 * @param reason in words, without the upstream's URL
 */
record UpstreamFailure(int status, String reason) {
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    static final UpstreamFailure CLOSED = bad("closed the connection without a response");

    static UpstreamFailure bad(String reason) {
        return new UpstreamFailure(BAD_GATEWAY, reason);
    }

    static UpstreamFailure silent(Duration timeout) {
        return new UpstreamFailure(
                GATEWAY_TIMEOUT,
                "has sent nothing for " + Durations.print(timeout) + "; a longer time is set with --response-timeout");
    }

    static UpstreamFailure malformed(Throwable cause) {
        return bad("sent a response that is not well-formed HTTP/1.1: " + cause.getMessage());
    }

    /** What kept a connection from being made. */
    static UpstreamFailure ofConnecting(Throwable cause, Origin origin, Duration timeout) {
        if (cause instanceof ConnectTimeoutException) {
            return new UpstreamFailure(
                    GATEWAY_TIMEOUT,
                    "takes no connection within " + Durations.print(timeout)
                            + "; check its address, and whether a firewall is on the way");
        }
        if (cause instanceof UnknownHostException) {
            return bad("has a name that is unknown here: check the spelling of " + origin.host());
        }
        if (has(cause, CertPathValidatorException.class) || has(cause, "unable to find valid certification path")) {
            return bad("has a certificate that is not trusted: --cacert FILE trusts one of your own, --insecure any");
        }
        if (has(cause, CertificateException.class)) {
            return bad("has a certificate that is not for " + origin.host() + ", or not valid now: " + last(cause)
                    + "; --insecure trusts any");
        }
        if (has(cause, NotSslRecordException.class)) {
            return bad("does not speak TLS on port " + origin.port() + ": its URL may have to begin with http:");
        }
        if (has(cause, SSLException.class)) {
            return bad("cannot be spoken to by TLS: " + last(cause));
        }
        if (cause instanceof NoRouteToHostException) {
            return bad("has an address to which no route leads");
        }
        if (cause instanceof ConnectException) {
            return bad("refuses connections: check that it runs, and its port " + origin.port());
        }
        return bad("cannot be connected to: " + last(cause));
    }

    /** What broke a connection that was made. */
    static UpstreamFailure ofConnection(Throwable cause) {
        return bad("broke the connection off: " + last(cause));
    }

    /** @param url of the upstream */
    ProblemException problem(String url) {
        return new ProblemException(ProblemType.ofAnyStatus(status), "The upstream " + url + " " + reason);
    }

    private static boolean has(Throwable cause, Class<? extends Throwable> type) {
        for (@Nullable Throwable link = cause; link != null; link = link.getCause()) {
            if (type.isInstance(link)) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(Throwable cause, String words) {
        for (@Nullable Throwable link = cause; link != null; link = link.getCause()) {
            if (String.valueOf(link.getMessage()).contains(words)) {
                return true;
            }
        }
        return false;
    }

    private static String last(Throwable cause) {
        Throwable link = cause;
        for (@Nullable Throwable next = link.getCause(); next != null; next = next.getCause()) {
            link = next;
        }
        return link.getMessage() == null ? link.getClass().getSimpleName() : String.valueOf(link.getMessage());
    }
}
