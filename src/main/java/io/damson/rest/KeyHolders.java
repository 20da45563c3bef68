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
}
