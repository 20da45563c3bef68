package io.damson.dataset;

import java.net.URI;
import java.util.Locale;

/**
 * What stands before {@code /images} of a service; equal where it is the same, however it is written (RFC 3986, 6.2).
 *
 * @param value without a slash at the end and a port that goes without saying, scheme and host in lower case
 */
public record ServiceUrl(URI value) {
    /** @throws IllegalArgumentException with what would be right, if the URL is none of an API */
    public ServiceUrl {
        String scheme = value.getScheme() == null ? "" : value.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (!web
                || value.getHost() == null
                || value.getRawUserInfo() != null
                || value.getRawQuery() != null
                || value.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "a URL like https://api2.saleslayer.com/dam is needed, what stands before /images");
        }
        boolean isUsual = value.getPort() == (scheme.equals("http") ? 80 : 443) || value.getPort() < 0;
        value = URI.create(scheme + "://" + value.getHost().toLowerCase(Locale.ROOT)
                + (isUsual ? "" : ":" + value.getPort())
                + value.getRawPath().replaceFirst("/+$", ""));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
