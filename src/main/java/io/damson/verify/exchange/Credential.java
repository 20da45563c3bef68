package io.damson.verify.exchange;

import io.damson.verify.shape.Percent;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a request carries as a key.
 *
 * @param carrier what it stands in
 * @param name of the header or the query option: {@code X-API-KEY}, or one that no key belongs in
 * @param shell how a shell writes it, so that no report holds a key
 * @param value the key itself; empty where none is sent
 */
public record Credential(Carrier carrier, String name, String shell, Optional<String> value) {
    /** No header at all. */
    public static final Credential NONE = ofHeader("", Optional.empty());

    /** What a key stands in. */
    public enum Carrier {
        /** A header of the request. */
        HEADER,
        /** The query of its URL, which servers write to their logs. */
        QUERY
    }

    private static Credential ofHeader(String shell, Optional<String> value) {
        return new Credential(Carrier.HEADER, "X-API-KEY", shell, value);
    }

    /**
     * A key that stands in an environment variable.
     *
     * @throws IllegalArgumentException if it has characters that no header can carry as they are (RFC 9110, 5.5)
     */
    public static Credential ofVariable(String name, String value) {
        if (!value.matches("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?")) {
            throw new IllegalArgumentException(
                    "the key is empty, or has characters that no header can carry: line ends, blanks at an end, or others than ASCII");
        }
        return ofHeader("$" + name, Optional.of(value));
    }

    /** A key that is no secret. */
    public static Credential open(String value) {
        return ofHeader(value, Optional.of(value));
    }

    /** Another key, which follows from this one; both ways of writing it do the same. */
    public Credential changed(UnaryOperator<String> change, UnaryOperator<String> inShell) {
        return new Credential(carrier, name, inShell.apply(shell), value.map(change));
    }

    /** The same where no key belongs. */
    public Credential in(Carrier other, String otherName) {
        return new Credential(other, otherName, shell, value);
    }

    /** A target with this in its query, where it belongs there. */
    String addedTo(String target) {
        return carrier == Carrier.QUERY ? inQuery(target) + Percent.encode(value.orElse("")) : target;
    }

    /** A target up to this. */
    String inQuery(String target) {
        return target + (target.contains("?") ? "&" : "?") + name + "=";
    }

    /** Without the key. */
    @Override
    public String toString() {
        return shell;
    }
}
