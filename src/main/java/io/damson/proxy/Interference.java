package io.damson.proxy;

import io.damson.mock.fault.Outcome;

/** Decides what a request meets before it is passed on. Is called by several threads at once, and must not wait. */
@FunctionalInterface
public interface Interference {
    /** Every request is passed on as it came. */
    Interference NONE = request -> Outcome.NONE;

    /**
     * What the request meets; {@link Outcome#NONE} where it is passed on as it came.
     *
     * @param request without its body; its path begins where the server's URL ends
     * @throws io.damson.http.ProblemException if it cannot be met what the request wants
     */
    Outcome of(LocalHandler.Request request);

    /** What is passed on in place of the target of a request that is passed on: without what was for this. */
    default String passedOn(String target) {
        return target;
    }
}
