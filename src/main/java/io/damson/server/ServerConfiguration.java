package io.damson.server;

import io.damson.http.ClientAddresses;
import io.damson.http.HttpLimits;
import io.damson.rest.RateLimit;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the API is offered.
 *
 * @param host the name or address to listen on; one of IPv6 without brackets, or with them
 * @param port 1 to 65535, or 0 for any that is free
 * @param basePath what stands before {@code /images}: begins with a slash
 * @param limits how much of a request is read, and how long
 * @param rateLimit what each key may do; empty where there is no limit
 * @param gzip whether lists are compressed for clients that accept it
 * @param tls what it makes connections secure with; empty where it does not
 * @param wrongKeys how many wrong keys each source may send before it is slowed down; empty for no limit
 * @param clients whom requests come from
 */
public record ServerConfiguration(
        String host,
        int port,
        String basePath,
        HttpLimits limits,
        Optional<RateLimit> rateLimit,
        boolean gzip,
        Optional<Tls> tls,
        Optional<RateLimit> wrongKeys,
        ClientAddresses clients) {
    private static final int MAX_PORT = 65_535;
    private static final Pattern BASE_PATH = Pattern.compile("/|(/[A-Za-z0-9._~-]+)+/?");
    private static final Pattern DOTS = Pattern.compile(".*/\\.{1,2}(/.*)?");

    /** The addresses that stand for all of the machine, however many zeros they are written with. */
    private static final Pattern ANY_IPV4 = Pattern.compile("0(\\.0){0,3}");

    private static final Pattern ANY_IPV6 = Pattern.compile("[0:]*:[0:]*(0\\.0\\.0\\.0)?");

    /** The server's and the mock's own, so that clients of one are clients of the other. */
    private static final Pattern OWN = Pattern.compile("/(docs|console|media|health|__admin|openapi(\\.[^/]*)?)(/.*)?");

    /** What people mean the API's own path by. */
    private static final Pattern BEFORE_ITSELF = Pattern.compile("(.*/)?images/?");

    /** @throws IllegalArgumentException with what would be right */
    public ServerConfiguration {
        if (host.isBlank()) {
            throw new IllegalArgumentException("--host has to be a name or an address, such as 127.0.0.1; it is empty");
        }
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("--port has to be 1 to " + MAX_PORT + ", or 0 for any: " + port);
        }
        if (!BASE_PATH.matcher(basePath).matches() || DOTS.matcher(basePath).matches()) {
            throw new IllegalArgumentException("--base-path has to be like / or /dam: " + basePath);
        }
        if (BEFORE_ITSELF.matcher(basePath).matches()) {
            throw new IllegalArgumentException("--base-path is what stands before /images, and the API would be at "
                    + basePath.replaceFirst("/$", "") + "/images: " + basePath);
        }
        if (OWN.matcher(basePath).matches()) {
            throw new IllegalArgumentException("--base-path cannot be one of the server's own paths"
                    + " (/docs, /console, /media, /health, /__admin, /openapi.yaml) nor below one: " + basePath);
        }
        host = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Without TLS, behind no proxy, and with no bound for wrong keys. */
    public ServerConfiguration(
            String host, int port, String basePath, HttpLimits limits, Optional<RateLimit> rateLimit, boolean gzip) {
        this(
                host,
                port,
                basePath,
                limits,
                rateLimit,
                gzip,
                Optional.empty(),
                Optional.empty(),
                ClientAddresses.OF_PEERS);
    }

    /** Likewise, with lists compressed for clients that accept it. */
    public ServerConfiguration(
            String host, int port, String basePath, HttpLimits limits, Optional<RateLimit> rateLimit) {
        this(host, port, basePath, limits, rateLimit, true);
    }

    /** The same with TLS, which stays the caller's to close. */
    public ServerConfiguration withTls(Optional<Tls> newTls) {
        return new ServerConfiguration(host, port, basePath, limits, rateLimit, gzip, newTls, wrongKeys, clients);
    }

    /** The same with a bound for wrong keys. */
    public ServerConfiguration withWrongKeys(Optional<RateLimit> newLimit, ClientAddresses newClients) {
        return new ServerConfiguration(host, port, basePath, limits, rateLimit, gzip, tls, newLimit, newClients);
    }

    /** The host as it stands in a URL: an address of IPv6 in brackets (RFC 3986, section 3.2.2). */
    public String urlHost() {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    /**
     * Where clients on this machine reach it, without a base path.
     *
     * @param boundPort the port that it listens on
     */
    URI origin(int boundPort) {
        return URI.create((tls.isPresent() ? "https://" : "http://") + clientHost() + ":" + boundPort);
    }

    /** The host by which clients on this machine reach it: none can connect to the address that stands for all of them. */
    public String clientHost() {
        return ANY_IPV4.matcher(host).matches()
                ? "127.0.0.1"
                : ANY_IPV6.matcher(host).matches() ? "[::1]" : urlHost();
    }
}
