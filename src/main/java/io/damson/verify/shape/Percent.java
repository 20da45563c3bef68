package io.damson.verify.shape;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986, 2.1), for requests that a client must send as they are written. */
public final class Percent {
    private Percent() {}

    /**
     * The text as UTF-8 in which every byte but the unreserved characters is written {@code %XX}.
     *
     * @throws IllegalArgumentException if it has a lone surrogate
     */
    public static String encode(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("A lone surrogate cannot be written in UTF-8");
        }
        // Forms write blanks, asterisks and tildes in another way.
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
