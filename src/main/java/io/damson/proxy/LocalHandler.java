package io.damson.proxy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Answers requests that are for the proxy itself. Is called by several threads at once, and may wait. */
@FunctionalInterface
public interface LocalHandler {
    /**
     * A request as it came.
     *
     * @param path without the query, as it was sent
     * @param query what follows the question mark, as it was sent; empty where there is none
     * @param headers by name in lower case
     */
    record Request(String method, String path, String query, Map<String, List<String>> headers, ByteBuffer body) {}

    /** A response. */
    record Response(int status, Map<String, String> headers, ByteBuffer body) {}

    /**
     * Answers.
     *
     * @throws io.damson.http.ProblemException if it is refused
     */
    Response answer(Request request);
}
