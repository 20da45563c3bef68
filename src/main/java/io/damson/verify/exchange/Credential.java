package io.damson.verify.exchange;

import java.util.Optional;

/**
 * What a request carries as {@code X-API-KEY}.
 *
 * @param shell how a shell writes it, so that no report holds a key
 * @param value the key itself; empty where the header is left out
 */
public record Credential(String shell, Optional<String> value) {
    /** No header at all. */
    public static final Credential NONE = new Credential("", Optional.empty());

    /** A key that stands in an environment variable. */
    public static Credential ofVariable(String name, String value) {
        return new Credential("$" + name, Optional.of(value));
    }

    /** A key that is no secret. */
    public static Credential open(String value) {
        return new Credential(value, Optional.of(value));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return shell;
    }
}
