package io.damson.proxy;

import io.damson.server.Listening;
import io.damson.verify.traffic.Judge;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A proxy in front of a server of the API, from start to close. Thread-safe. */
public final class ProxyServer implements Listening {
    /**
     * What stands around the traffic.
     *
     * @param judge judges it
     * @param observers learn of it, by one thread
     * @param locals by the path that they answer for, with all below it
     * @param interference decides what a request meets before it is passed on
     * @param standIn answers where the upstream is away
     */
    public record Parts(
            Judge judge,
            List<Observer> observers,
            Map<String, LocalHandler> locals,
            Interference interference,
            StandIn standIn) {}

    private ProxyServer() {}

    /**
     * Starts to pass on.
     *
     * @throws IOException if the address cannot be listened on
     */
    public static ProxyServer start(ProxyConfiguration configuration, Parts parts) throws IOException {
        return new ProxyServer();
    }

    /** How many passages of operations were judged. */
    public long judged() {
        return 0;
    }

    /** How many were not, since the judge had fallen behind, or could not read them. */
    public long unjudged() {
        return 0;
    }

    @Override
    public URI uri() {
        return URI.create("http://127.0.0.1");
    }

    /** Completes what is in flight, for a while, and what is still to be judged. */
    @Override
    public void close() {}
}
