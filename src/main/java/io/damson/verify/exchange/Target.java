package io.damson.verify.exchange;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where the server under test is, and how it is reached.
 *
 * @param url what stands before {@code /images}, without a slash at the end
 * @param headers that every request carries, such as a gateway's; their values appear in no report
 * @param certificates a PEM file of certificates that are trusted instead of Java's own
 * @param insecure whether any certificate is trusted
 * @param proxy the HTTP proxy on the way; empty where there is none
 */
public record Target(
        URI url, Map<String, String> headers, Optional<Path> certificates, boolean insecure, Optional<URI> proxy) {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");
    private static final Set<String> OWN =
            Set.of("x-api-key", "accept", "connection", "content-length", "transfer-encoding");

    /** Without headers, on the straight way. */
    public Target(URI url) {
        this(url, Map.of(), Optional.empty(), false, Optional.empty());
    }

    /**
     * Without the slash at the end.
     *
     * @throws IllegalArgumentException if the URL is none of an API
     */
    public Target {
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "--url: there is a user or a password in it, which get into logs; --header 'Authorization: …' is for them");
        }
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "--url: '" + url
                            + "' is no URL like http://127.0.0.1:8080 or https://api2.saleslayer.com/dam, what stands before /images");
        }
        proxy.ifPresent(Target::requireProxy);
        url = URI.create(url.toString().replaceFirst("/+$", ""));
        headers = Map.copyOf(headers);
    }

    /**
     * The same with a further header.
     *
     * @throws IllegalArgumentException if it cannot be one, or is one that the kit itself sends
     */
    public Target withHeader(String name, String value) {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "--header: '" + name + ":" + value + "' is no header like X-Tenant:shop (RFC 9110, 5.1 and 5.5)");
        }
        if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("--header: " + name + " is sent as the relations need it"
                    + (name.equalsIgnoreCase("X-API-KEY") ? "; the key is given with --api-key" : ""));
        }
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new Target(url, more, certificates, insecure, proxy);
    }

    private static void requireProxy(URI proxy) {
        boolean hasPath = proxy.getRawPath() != null && !proxy.getRawPath().matches("/?");
        if (!"http".equals(proxy.getScheme())
                || proxy.getHost() == null
                || proxy.getPort() < 1
                || proxy.getRawUserInfo() != null
                || hasPath
                || proxy.getRawQuery() != null) {
            throw new IllegalArgumentException("--proxy: '" + proxy.toString().replaceFirst("//[^/]*@", "//…@")
                    + "' is no HTTP proxy such as http://127.0.0.1:3128, without a user");
        }
    }

    /** The same through a proxy. @throws IllegalArgumentException if the URL is none of a proxy */
    public Target withProxy(URI other) {
        return new Target(url, headers, certificates, insecure, Optional.of(other));
    }

    /** The same with certificates that are trusted instead of Java's own. */
    public Target withCertificates(Path file) {
        return new Target(url, headers, Optional.of(file), insecure, proxy);
    }

    /** The same, where any certificate is trusted. */
    public Target withAnyCertificate() {
        return new Target(url, headers, certificates, true, proxy);
    }

    /** Whether it is on this machine, as far as its name tells. */
    public boolean isLoopback() {
        return url.getHost().matches("localhost|127\\.[0-9.]+|\\[::1]");
    }

    /** The path that all requests begin with; empty where there is none. */
    public String basePath() {
        return url.getRawPath();
    }
}
