package io.damson.http;

import java.util.function.IntConsumer;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.ProcessingState;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.util.Header;

/**
 * Grizzly's reading and writing of HTTP, but a refusal by the application does not end the connection: Grizzly closes it after every
 * 400, 500 and 503, since it cannot know that the request was read to its end.
 */
public final class PersistentHttpFilter extends HttpServerFilter {
    private static final String LISTENER = PersistentHttpFilter.class.getName();

    @SuppressWarnings("deprecation") // as Grizzly's own server makes it; there is no other way
    PersistentHttpFilter(NetworkListener listener) {
        super(
                listener.isChunkingEnabled(),
                listener.getMaxHttpHeaderSize(),
                null,
                listener.getKeepAlive(),
                null,
                listener.getMaxRequestHeaders(),
                listener.getMaxResponseHeaders());
        setAllowPayloadForUndefinedHttpMethods(true);
    }

    /** Tells a listener the status of the request's answer before the first byte of it is sent. */
    public static void beforeAnswer(Request request, IntConsumer listener) {
        request.setAttribute(LISTENER, listener);
    }

    @Override
    protected void onInitialLineEncoded(HttpHeader header, FilterChainContext context) {
        super.onInitialLineEncoded(header, context);
        HttpResponsePacket response = (HttpResponsePacket) header;
        if (response.getRequest().getAttribute(LISTENER) instanceof IntConsumer listener) {
            listener.accept(response.getStatus());
        }
        ProcessingState state = response.getProcessingState();
        if (statusDropsConnection(response.getStatus())
                && !state.isError()
                && "keep-alive".equals(response.getRequest().getHeader(Header.Connection))) {
            state.setKeepAlive(true);
            response.getHeaders().removeHeader(Header.Connection);
        }
    }
}
