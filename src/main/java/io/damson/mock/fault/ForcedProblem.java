package io.damson.mock.fault;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.rest.ApiKeyFilter;

/** Problems that no mistake of a client has caused. */
public final class ForcedProblem {
    /** The {@code Retry-After} of a forced 429 or 503, in seconds: short, so that no test waits for long. */
    private static final String RETRY_SECONDS = "1";

    private ForcedProblem() {}

    /** The problem of that status, with the header fields that the status calls for (RFC 9110, section 15). */
    public static ProblemException of(int status, String detail) {
        ProblemException problem = new ProblemException(ProblemType.ofAnyStatus(status), detail);
        return switch (status) {
            case 401 -> problem.withHeader("WWW-Authenticate", ApiKeyFilter.CHALLENGE);
            case 405 -> problem.withHeader("Allow", "");
            case 429, 503 -> problem.withHeader("Retry-After", RETRY_SECONDS);
            default -> problem;
        };
    }
}
