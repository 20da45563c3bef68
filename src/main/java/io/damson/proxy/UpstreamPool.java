package io.damson.proxy;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The idle connections of one event loop, which alone uses them: the one that was used last is used first. */
final class UpstreamPool {
    private static final int MAX_IDLE = 128;

    private final EventLoop loop;
    private final Dialing dialing;
    private final Map<Origin, Deque<UpstreamConnection>> idle = new HashMap<>();

    UpstreamPool(EventLoop loop, Dialing dialing) {
        this.loop = loop;
        this.dialing = dialing;
    }

    /** Who wants a connection. */
    interface Taker {
        void connected(UpstreamConnection connection);

        /** None can be made. */
        void failed(Throwable cause);
    }

    /**
     * Lends a connection.
     *
     * @param isNew whether it has to be one that was not used before
     */
    void take(Origin origin, boolean isNew, Taker taker) {
        Deque<UpstreamConnection> waiting = of(origin);
        if (!isNew && !waiting.isEmpty()) {
            taker.connected(waiting.removeLast());
        } else {
            dialing.dial(origin, this, loop, taker);
        }
    }

    /** Gets a connection back, with nothing on its way. */
    void give(UpstreamConnection connection) {
        Deque<UpstreamConnection> waiting = of(connection.origin());
        waiting.addLast(connection);
        if (waiting.size() > MAX_IDLE) {
            waiting.removeFirst().close();
        }
    }

    /** The connection is of no use any more. */
    void drop(UpstreamConnection connection) {
        of(connection.origin()).remove(connection);
    }

    private Deque<UpstreamConnection> of(Origin origin) {
        return idle.computeIfAbsent(origin, any -> new ArrayDeque<>());
    }
}
