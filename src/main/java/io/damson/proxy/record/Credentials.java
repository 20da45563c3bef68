package io.damson.proxy.record;

import io.damson.http.PercentEncoding;
import io.damson.image.Image;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes credentials out of the URLs of images: a recording is a file that people commit. Where a URL has one, its value becomes {@code
 * redacted}; every other character stays as it came.
 */
final class Credentials {
    private static final String REDACTED = "redacted";

    /** The parameters that sign a URL for Amazon S3 and CloudFront, Google Cloud Storage and Azure, and the common names of keys and tokens. */
    private static final Set<String> PARAMETERS = Set.of(
            "x-amz-signature",
            "x-amz-credential",
            "x-amz-security-token",
            "x-goog-signature",
            "x-goog-credential",
            "awsaccesskeyid",
            "googleaccessid",
            "signature",
            "policy",
            "key-pair-id",
            "sig",
            "token",
            "access_token",
            "auth",
            "authorization",
            "hdnea",
            "hdnts",
            "jwt",
            "key",
            "api_key",
            "api-key",
            "apikey",
            "x-api-key",
            "secret",
            "password");

    /** A shorter key is a word that URLs have anyway. */
    private static final int MIN_KEY = 8;

    private static final Pattern USER = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#@]*@");

    private Credentials() {}

    /**
     * The image without credentials in its URLs.
     *
     * @param key the API key that it was requested with
     */
    static Image without(Image image, String key) {
        return image.withUrls(
                without(image.originalUrl(), key),
                without(image.thumbnailUrl(), key),
                without(image.thumbnailMediumUrl(), key),
                without(image.thumbnailPreviewUrl(), key));
    }

    private static @Nullable String without(@Nullable String url, String key) {
        if (url == null) {
            return null;
        }
        String kept = USER.matcher(url).replaceFirst("$1");
        if (key.length() >= MIN_KEY) {
            kept = kept.replace(key, REDACTED).replace(PercentEncoding.encode(key), REDACTED);
        }
        int start = kept.indexOf('?') + 1;
        if (start == 0) {
            return kept;
        }
        int end = kept.indexOf('#', start) < 0 ? kept.length() : kept.indexOf('#', start);
        return kept.substring(0, start)
                + Arrays.stream(kept.substring(start, end).split("&", -1))
                        .map(Credentials::redacted)
                        .collect(Collectors.joining("&"))
                + kept.substring(end);
    }

    private static String redacted(String parameter) {
        int equals = parameter.indexOf('=');
        String name = parameter.substring(0, Math.max(equals, 0));
        return PARAMETERS.contains(
                        PercentEncoding.decodeQuery(name).orElse(name).toLowerCase(Locale.ROOT))
                ? parameter.substring(0, equals + 1) + REDACTED
                : parameter;
    }
}
