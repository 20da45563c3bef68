package io.damson.rest;

import io.damson.store.DatabaseUnavailableException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Locale;
import java.util.Optional;
import org.glassfish.grizzly.http.server.Request;

/** Why a request was refused, where operators count it: a mistake in its query options or an image that is not there is the client's. */
public enum Refusal {
    /** It is no well-formed request. */
    MALFORMED,
    /** It was not whole in time. */
    REQUEST_TIMEOUT,
    CONTENT_TOO_LARGE,
    URI_TOO_LONG,
    EXPECTATION_FAILED,
    HEADER_FIELDS_TOO_LARGE,
    /** It has no API key. */
    KEY_MISSING,
    /** Its API key is unknown or revoked, or sent twice. */
    KEY_INVALID,
    /** Its key has made its requests of this window of time. */
    RATE_LIMITED,
    /** There are more requests or connections than can be served soon. */
    OVERLOADED,
    /** The database cannot be reached. */
    DATABASE_AWAY,
    /** Somebody else writes to the database. */
    DATABASE_BUSY,
    /** Its statement was ended, since it lasted too long. */
    STATEMENT_TIMEOUT,
    /** The database takes no changes. */
    DATABASE_READ_ONLY,
    /** The disk of the database is full. */
    DATABASE_FULL,
    /** A table, a schema or a right is not there. */
    DATABASE_UNUSABLE,
    /** What the database has stored cannot be read. */
    DATABASE_DAMAGED;

    /** The property of a request of Jersey's, which is an attribute of Grizzly's. */
    private static final String PROPERTY = Refusal.class.getName();

    /** As metrics and logs have it. */
    private final String label = name().toLowerCase(Locale.ROOT);

    /** As metrics and logs have it: letters and underscores. */
    public String label() {
        return label;
    }

    /** Why a request was refused; empty where it was not, or for a reason that is not counted. */
    public static Optional<Refusal> of(Request request) {
        return request.getAttribute(PROPERTY) instanceof Refusal refusal ? Optional.of(refusal) : Optional.empty();
    }

    /**
     * Why a request was refused before the API.
     *
     * @param status its answer's
     */
    public static Refusal beforeTheApi(int status) {
        return switch (status) {
            case 408 -> REQUEST_TIMEOUT;
            case 413 -> CONTENT_TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 417 -> EXPECTATION_FAILED;
            case 431 -> HEADER_FIELDS_TOO_LARGE;
            case 503 -> OVERLOADED;
            default -> MALFORMED;
        };
    }

    static Refusal of(DatabaseUnavailableException.Reason reason) {
        return switch (reason) {
            case AWAY -> DATABASE_AWAY;
            case BUSY -> DATABASE_BUSY;
            case TOO_SLOW -> STATEMENT_TIMEOUT;
            case READ_ONLY -> DATABASE_READ_ONLY;
            case FULL -> DATABASE_FULL;
            case UNUSABLE -> DATABASE_UNUSABLE;
            case DAMAGED -> DATABASE_DAMAGED;
        };
    }

    /** Remembers it with the request. */
    public void note(Request request) {
        request.setAttribute(PROPERTY, this);
    }

    /** Remembers it with the request. */
    void note(ContainerRequestContext request) {
        request.setProperty(PROPERTY, this);
    }
}
