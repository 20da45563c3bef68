package io.damson.http;

import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.ssl.SSLBaseFilter;
import org.glassfish.grizzly.utils.IdleTimeoutFilter;

/** The one place that decides what is a well-formed request, and how long it may take. */
public final class RequestGuard implements AddOn {
    /** What a canonical head may have more than the one that was judged, raw UTF-8 escaped included. */
    private static final int GROWTH = 3;

    private static final int UNLIMITED = -1;

    private final HttpLimits limits;
    private final Refusals refusals;

    /** With the limits given. */
    public RequestGuard(HttpLimits limits, Refusals refusals) {
        this.limits = limits;
        this.refusals = refusals;
    }

    /** Registers this with a listener that has not started; the listener's own bounds then never are the narrower ones. */
    public void protect(NetworkListener listener) {
        listener.setMaxHttpHeaderSize(GROWTH * limits.maxHeadBytes());
        listener.setMaxRequestHeaders(UNLIMITED);
        listener.setMaxPendingBytes(UNLIMITED);
        listener.getKeepAlive().setMaxRequestsCount(UNLIMITED);
        listener.registerAddOn(this);
    }

    @Override
    public void setup(NetworkListener listener, FilterChainBuilder chain) {
        chain.set(
                chain.indexOfType(HttpServerFilter.class),
                new PersistentHttpFilter(listener, limits.keepAliveTimeout()));
        // It would cut a request that begins late in its connection's idle time.
        chain.remove(chain.indexOfType(IdleTimeoutFilter.class));
        int before = chain.indexOfType(TransportFilter.class);
        if (listener.isSecure()) {
            before = chain.indexOfType(SSLBaseFilter.class);
            chain.set(before, new TlsFilter(listener.getSslEngineConfig()));
        }
        chain.add(before + 1, new RequestFilter(limits, refusals, listener.isSecure()));
        chain.add(chain.indexOfType(TransportFilter.class), new TakenAnswerFilter());
    }
}
