package io.damson.mock.admin;

import io.damson.http.ProblemException;
import io.damson.image.Durations;
import io.damson.mock.tenant.MockTenant;
import io.damson.mock.tenant.MockTenants;
import io.damson.rest.ApiKeyFilter;
import io.damson.tenant.ApiKey;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Of whom a control request speaks, and what else all of them have in common. */
final class Scope {
    private Scope() {}

    /**
     * The key's tenant; empty where there is no key, so that all are spoken of.
     *
     * @throws ProblemException if no tenant has the key
     */
    static Optional<MockTenant> of(MockTenants tenants, @Nullable String key) {
        return key(key).map(k -> tenants.of(k).orElseThrow(Scope::notValid));
    }

    /**
     * The key; empty where there is none, so that all are spoken of.
     *
     * @throws ProblemException if it cannot be anybody's
     */
    static Optional<ApiKey> key(@Nullable String key) {
        return key == null || key.isBlank()
                ? Optional.empty()
                : Optional.of(ApiKey.parse(key.strip()).orElseThrow(Scope::notValid));
    }

    /** No tenant has the key. */
    static ProblemException notValid() {
        return ProblemException.invalid(ApiKeyFilter.HEADER, "the API key is not valid");
    }

    /** The body, which has to be there. */
    static <T> T body(@Nullable T body) {
        if (body == null) {
            throw ProblemException.invalid("body", "one JSON object is needed");
        }
        return body;
    }

    /**
     * A duration that is not longer than the longest.
     *
     * @param given a text, or a number of milliseconds
     */
    static Optional<Duration> duration(String member, @Nullable Object given, Duration longest) {
        if (given == null) {
            return Optional.empty();
        }
        try {
            Duration duration = Durations.of(given);
            if (duration.compareTo(longest) <= 0) {
                return Optional.of(duration);
            }
        } catch (IllegalArgumentException e) {
            // refused below, with the bounds
        }
        throw ProblemException.invalid(
                member,
                "a duration from 0s to " + Durations.print(longest)
                        + " is needed, such as 800ms, 2s, or 800, which are milliseconds");
    }
}
