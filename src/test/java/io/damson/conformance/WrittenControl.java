package io.damson.conformance;

import java.util.Map;

/**
 * A control request, and what it means.
 *
 * @param method of it
 * @param path with the query, percent-encoded
 * @param body JSON
 * @param right whether it has to be taken; otherwise it is a 400
 * @param shownAt the path at which what it did is seen
 * @param shown pointers (RFC 6901) and what stands there once it is taken, as JSON; {@code null} for what is not there either
 */
record WrittenControl(
        String method, String path, String body, boolean right, String shownAt, Map<String, String> shown) {}
