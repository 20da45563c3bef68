package io.damson.server;

import java.net.URI;

/** A server that is there until it is closed. */
public interface Listening extends AutoCloseable {
    /** Where clients on this machine find the API, without a slash at the end. */
    URI uri();

    /** Stops to take requests, and waits a little for those in flight. */
    @Override
    void close();
}
