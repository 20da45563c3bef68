package io.damson.mock.admin;

import io.damson.http.CorsOrigins;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Tells the requests that may control a server of this machine from those of foreign pages: a browser sends many requests without asking
 * whether it may (Fetch Standard, "CORS protocol"), and a page whose name suddenly stands for this machine is asked nothing at all (DNS
 * rebinding).
 *
 * @param host the name or address that the server listens on
 * @param publicUrl the URL that clients use, where it is configured
 * @param origins the allowed origins besides the server's own
 */
public record OwnNames(String host, Optional<URI> publicUrl, CorsOrigins origins) {
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");
    private static final Pattern LOOPBACK_IPV4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");

    /** The host in lower case, as names are compared. */
    public OwnNames {
        host = host.toLowerCase(Locale.ROOT);
    }

    /** The name in a field {@code Host}, in lower case, without the port and the brackets of IPv6. */
    public static String name(String hostField) {
        String name = PORT.matcher(hostField.toLowerCase(Locale.ROOT)).replaceFirst("");
        return name.startsWith("[") ? name.replaceAll("^\\[|]$", "") : name;
    }

    /**
     * Whether a name is the server's.
     *
     * @param isOwnAddress whether an address that is none of the others is
     */
    public boolean isOwn(String name, Predicate<String> isOwnAddress) {
        return name.equals("localhost")
                || LOOPBACK_IPV4.matcher(name).matches()
                || name.equals(host)
                || publicUrl.filter(url -> name(authority(url)).equals(name)).isPresent()
                || isOwnAddress.test(name);
    }

    /**
     * Whether pages of an origin may control the server.
     *
     * @param origin as the field {@code Origin} has it
     * @param hostField the field {@code Host} of the same request
     */
    public boolean isAllowed(String origin, String hostField) {
        String own = hostField.toLowerCase(Locale.ROOT);
        return origin.equals("http://" + own)
                || origin.equals("https://" + own)
                || publicUrl
                        .filter(url -> origin.equals(url.getScheme() + "://" + authority(url)))
                        .isPresent()
                || origins.allows(origin);
    }

    private static String authority(URI url) {
        return url.getRawAuthority().toLowerCase(Locale.ROOT);
    }
}
