package io.damson.rest;

import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import java.util.Optional;

/** Knows whose a key is. Thread-safe. */
@FunctionalInterface
public interface KeyHolders {
    /**
     * The tenant that the key stands for; empty where it stands for none.
     *
     * @throws io.damson.http.ProblemException if it cannot be served now
     */
    Optional<Tenant> ofKey(ApiKey key);

    /**
     * The tenant that the key was last found to stand for, without asking the database; empty where that is not known. It may be revoked
     * by now.
     */
    default Optional<Tenant> remembered(ApiKey key) {
        return Optional.empty();
    }

    /** The same for what a client sends as a key, which may be none. */
    default Optional<Tenant> ofSecret(String text) {
        return ApiKey.parse(text).flatMap(this::ofKey);
    }
}
