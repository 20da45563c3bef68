package io.damson.rest;

import io.damson.tenant.Tenant;
import java.util.Optional;

/** The result of the look-up of a key, before the API needs it. */
@FunctionalInterface
interface KeyLookup {
    /**
     * The tenant that the key stands for; empty where it stands for none.
     *
     * @throws RuntimeException that the look-up ended with
     */
    Optional<Tenant> tenant();

    /** Looks up a key, now. */
    static KeyLookup of(KeyHolders holders, String secret) {
        try {
            Optional<Tenant> tenant = holders.ofSecret(secret);
            return () -> tenant;
        } catch (RuntimeException e) {
            return () -> {
                throw e;
            };
        }
    }

    /** Whether the key is known to be invalid. */
    default boolean isWrong() {
        try {
            return tenant().isEmpty();
        } catch (RuntimeException e) {
            return false;
        }
    }
}
