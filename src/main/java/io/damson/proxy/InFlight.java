package io.damson.proxy;

import io.netty.handler.codec.http.HttpContent;

/** What is done about a request whose response is not complete. Is called by the event loop of its client alone. */
interface InFlight {
    /** Whether it takes a part of the request's body now. */
    boolean takesBody();

    /** A part of the request's body, which is this one's to release. */
    void body(HttpContent content);

    /** The client's connection has ended. */
    void clientGone();

    /** The client takes bytes again, or takes none for now. */
    void clientWritable(boolean isWritable);
}
