package io.damson.proxy;

import java.net.URI;

/**
 * Where connections lead to.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param tls whether they are encrypted
 * @param authority what the {@code Host} field has
 */
record Origin(String host, int port, boolean tls, String authority) {
    static Origin of(URI url) {
        boolean tls = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        return new Origin(url.getHost().replaceAll("[\\[\\]]", ""), port, tls, url.getRawAuthority());
    }
}
