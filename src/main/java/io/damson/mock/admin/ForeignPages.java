package io.damson.mock.admin;

import io.damson.http.CorsOrigins;
import io.damson.http.HandlerInFront;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.http.Problems;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Keeps pages away that may not control the mock, as {@link OwnNames} tells: a 403. */
public final class ForeignPages extends HandlerInFront {
    private static final String LOOPBACK_IPV6 = "::1";

    private final OwnNames names;

    /**
     * Passes on requests that come from no page, or from an allowed origin.
     *
     * @param host the name or address that the mock listens on
     * @param publicUrl the URL that clients use, where it is configured
     * @param origins the allowed origins besides the mock's own
     */
    public ForeignPages(String host, Optional<URI> publicUrl, CorsOrigins origins, HttpHandler next) {
        super(next);
        this.names = new OwnNames(host, publicUrl, origins);
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        try {
            String asked = request.getHeader("Host");
            requireOurs(OwnNames.name(asked), request.getLocalAddr());
            for (String origin : request.getHeaders("Origin")) {
                requireAllowed(origin, asked);
            }
        } catch (ProblemException e) {
            Problems.write(e, request, response);
            return;
        }
        next.service(request, response);
    }

    /** An address that is not loopback is ours where the connection has come to it: no name can be made to stand for it in secret. */
    private void requireOurs(String name, String local) {
        if (!names.isOwn(name, address -> isAddress(address, LOOPBACK_IPV6) || isAddress(address, local))) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "The mock is controlled as localhost, or by the host of --host or --public-url; if " + name
                            + " is a name of it, start it with --public-url http://" + name + ":PORT");
        }
    }

    private void requireAllowed(String origin, String asked) {
        if (!names.isAllowed(origin, asked)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "Pages of this origin may not control the mock; start it with --cors-origin to name those that may");
        }
    }

    /** Whether a text is an address, in whatever form it is written. Names are not looked up. */
    private static boolean isAddress(String text, String address) {
        if (text.equals(address)) {
            return true;
        }
        try {
            return text.indexOf(':') >= 0
                    && InetAddress.getByName("[" + text + "]").equals(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
