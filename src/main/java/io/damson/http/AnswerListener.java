package io.damson.http;

import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Learns of each request when its answer is complete. Is called by several threads at once, and must not wait. */
@FunctionalInterface
public interface AnswerListener {
    /** Learns nothing. */
    AnswerListener NONE = (request, response, nanos) -> {};

    /**
     * The answer is complete, or its client has hung up; both objects are another request's afterwards.
     *
     * @param nanos how long it took since the request was whole
     */
    void answered(Request request, Response response, long nanos);
}
