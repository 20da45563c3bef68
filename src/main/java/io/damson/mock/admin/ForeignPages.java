package io.damson.mock.admin;

import io.damson.http.CorsOrigins;
import io.damson.http.HandlerInFront;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.http.Problems;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * Keeps pages away that may not control the mock: a browser sends many requests without asking whether it may (Fetch Standard, "CORS
 * protocol"), and a page whose name suddenly stands for this machine is asked nothing at all (DNS rebinding). Both are a 403.
 */
public final class ForeignPages extends HandlerInFront {
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");
    private static final Pattern LOOPBACK_IPV4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");

    private final String host;
    private final Optional<URI> publicUrl;
    private final CorsOrigins origins;

    /**
     * Passes on requests that come from no page, or from an allowed origin.
     *
     * @param host the name or address that the mock listens on
     * @param publicUrl the URL that clients use, where it is configured
     * @param origins the allowed origins besides the mock's own
     */
    public ForeignPages(String host, Optional<URI> publicUrl, CorsOrigins origins, HttpHandler next) {
        super(next);
        this.host = host.toLowerCase(Locale.ROOT);
        this.publicUrl = publicUrl;
        this.origins = origins;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        try {
            String asked = request.getHeader("Host").toLowerCase(Locale.ROOT);
            requireOurs(name(asked), request.getLocalAddr());
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
        boolean ours = isLoopback(name)
                || name.equals(host)
                || publicUrl.filter(url -> name(authority(url)).equals(name)).isPresent()
                || isAddress(name, local);
        if (!ours) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "The mock is controlled as localhost, or by the host of --host or --public-url; if " + name
                            + " is a name of it, start it with --public-url http://" + name + ":PORT");
        }
    }

    private void requireAllowed(String origin, String asked) {
        boolean own = origin.equals("http://" + asked) || origin.equals("https://" + asked);
        boolean proxied = publicUrl
                .filter(url -> origin.equals(url.getScheme() + "://" + authority(url)))
                .isPresent();
        if (!own && !proxied && !origins.allows(origin)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "Pages of this origin may not control the mock; start it with --cors-origin to name those that may");
        }
    }

    private static String authority(URI url) {
        return url.getRawAuthority().toLowerCase(Locale.ROOT);
    }

    /** A host without its port, and without the brackets of IPv6. */
    private static String name(String authority) {
        String name = PORT.matcher(authority).replaceFirst("");
        return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    }

    private static boolean isLoopback(String name) {
        return name.equals("localhost") || LOOPBACK_IPV4.matcher(name).matches() || isAddress(name, "::1");
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
