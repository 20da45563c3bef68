package io.damson.proxy.page;

import io.damson.http.CorsOrigins;
import io.damson.http.IpAddress;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.mock.admin.OwnNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps the pages of other servers away, also those whose name suddenly stands for this machine (DNS rebinding). Nobody can let an address
 * or a name without a dot, such as that of a container, stand for another machine; other names have to be that of {@code --host}. The
 * page itself is the only origin.
 */
final class OwnHosts {
    private static final Pattern WITHOUT_A_DOT = Pattern.compile("[a-z0-9_-]+");

    private final OwnNames names;

    /** @param host what the proxy listens on */
    OwnHosts(String host) {
        this.names = new OwnNames(host, Optional.empty(), CorsOrigins.none());
    }

    /** @throws ProblemException if the request is for another host, or comes from another page */
    void require(Map<String, List<String>> headers) {
        String asked = String.join(",", headers.getOrDefault("host", List.of()));
        String name = OwnNames.name(asked);
        if (!names.isOwn(name, OwnHosts::isSafe)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "The proxy's page is there for localhost, an address, or the host of --host; if " + name
                            + " is a name of this machine, start the proxy with --host " + name);
        }
        if (!headers.getOrDefault("origin", List.of()).stream().allMatch(origin -> names.isAllowed(origin, asked))) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "The proxy's page is not there for pages of other origins");
        }
    }

    private static boolean isSafe(String name) {
        return WITHOUT_A_DOT.matcher(name).matches() || IpAddress.parse(name).isPresent();
    }
}
