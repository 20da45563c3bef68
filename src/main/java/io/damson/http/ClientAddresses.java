package io.damson.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glassfish.grizzly.http.server.Request;

/**
 * Whom a request comes from: the peer of its connection, unless that is a proxy that is trusted. Then it is whom the proxy names, and so on;
 * whatever stands before the first that is not trusted may be anybody's words.
 *
 * @param trusted where proxies are whose words are taken; none by default
 * @param field the header field in which they name others; the other one is never read, since a proxy passes on what it does not know
 */
public record ClientAddresses(List<AddressRange> trusted, ForwardedFor field) {
    /** Those of the peers, whatever they say. */
    public static final ClientAddresses OF_PEERS = new ClientAddresses(List.of(), ForwardedFor.X_FORWARDED_FOR);

    /** The address of the client, as far as it can be believed; a proxy's where that names none, or none that can be read. */
    public InetAddress of(Request request) {
        List<String> lines = new ArrayList<>();
        request.getHeaders(field.header()).forEach(lines::add);
        return of(((InetSocketAddress) request.getContext().getConnection().getPeerAddress()).getAddress(), lines);
    }

    /** @param lines of the header field, in their order */
    InetAddress of(InetAddress peer, List<String> lines) {
        InetAddress nearest = peer;
        if (!isTrusted(nearest)) {
            return nearest;
        }
        for (Optional<InetAddress> node : field.nearestFirst(lines)) {
            if (node.isEmpty()) {
                return nearest;
            }
            nearest = node.get();
            if (!isTrusted(nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }
}
