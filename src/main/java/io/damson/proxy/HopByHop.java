package io.damson.proxy;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The header fields that are for one connection alone (RFC 9110, 7.6.1). Those of proxies' credentials pass (11.7). */
final class HopByHop {
    private static final Set<String> ALWAYS =
            Set.of("connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade");

    /** What a message cannot be without, whatever its {@code Connection} names. */
    private static final Set<String> NEVER = Set.of("host", "content-length");

    private HopByHop() {}

    /** Names in lower case of those that the message has. */
    static Set<String> of(HttpHeaders headers) {
        if (!headers.contains("Connection")) {
            return ALWAYS;
        }
        Set<String> all = new HashSet<>(ALWAYS);
        for (String value : headers.getAll("Connection")) {
            for (String name : value.split(",", -1)) {
                all.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        all.removeAll(NEVER);
        return all;
    }
}
