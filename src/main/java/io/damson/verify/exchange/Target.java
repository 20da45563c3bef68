package io.damson.verify.exchange;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the server under test is, and how it is reached.
 *
 * @param url what stands before {@code /images}, without a slash at the end
 * @param headers that every request carries, such as a gateway's; their values appear in no report
 * @param certificates a PEM file of certificates that are trusted instead of Java's own
 * @param insecure whether any certificate is trusted
 */
public record Target(URI url, Map<String, String> headers, Optional<Path> certificates, boolean insecure) {
    /**
     * Without the slash at the end.
     *
     * @throws IllegalArgumentException if the URL is none of an API
     */
    public Target {
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null || url.getRawUserInfo() != null || url.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "--url: '" + url
                            + "' is no URL like http://127.0.0.1:8080 or https://api2.saleslayer.com/dam, what stands before /images");
        }
        url = URI.create(url.toString().replaceFirst("[/#]+$", ""));
        headers = Map.copyOf(headers);
    }

    /** The path that all requests begin with; empty where there is none. */
    public String basePath() {
        return url.getRawPath();
    }
}
