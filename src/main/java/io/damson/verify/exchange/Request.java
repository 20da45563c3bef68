package io.damson.verify.exchange;

import java.util.Map;

/**
 * A request to the server under test.
 *
 * @param target what follows the server's URL, as it is sent: path and query, percent-encoded
 * @param headers besides the key
 */
public record Request(String method, String target, Credential credential, Map<String, String> headers) {
    /** Without further headers. */
    public Request(String method, String target, Credential credential) {
        this(method, target, credential, Map.of());
    }

    /** {@code GET} with a key. */
    public static Request get(String target, Credential credential) {
        return new Request("GET", target, credential);
    }

    /** {@code DELETE} with a key. */
    public static Request delete(String target, Credential credential) {
        return new Request("DELETE", target, credential);
    }
}
