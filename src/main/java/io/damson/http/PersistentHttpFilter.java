package io.damson.http;

import java.io.IOException;
import java.time.Duration;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpContext;
import org.glassfish.grizzly.http.HttpEvents;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.ProcessingState;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.nio.NIOConnection;
import org.jspecify.annotations.Nullable;

/**
 * Grizzly's reading and writing of HTTP, but a refusal by the application does not end the connection: Grizzly closes it after every
 * 400, 500 and 503, since it cannot know that the request was read to its end. Where the connection stays open, the answer says for how
 * long. After a {@link WorkerError} it ends.
 */
public final class PersistentHttpFilter extends HttpServerFilter {
    private static final String LISTENER = PersistentHttpFilter.class.getName();

    private final String keepAlive;

    /** @param idle how long the connection stays open between two requests */
    @SuppressWarnings("deprecation") // as Grizzly's own server makes it; there is no other way
    PersistentHttpFilter(NetworkListener listener, Duration idle) {
        super(
                listener.isChunkingEnabled(),
                listener.getMaxHttpHeaderSize(),
                null,
                listener.getKeepAlive(),
                null,
                listener.getMaxRequestHeaders(),
                listener.getMaxResponseHeaders());
        setAllowPayloadForUndefinedHttpMethods(true);
        // A second less: a client that sends its next request in the last moment shall not meet the end of the
        // connection.
        keepAlive = "timeout=" + Math.max(1, idle.toSeconds() - 1);
    }

    /** Tells a listener the request's answer, each part of it before it is sent. */
    public static void beforeAnswer(Request request, SentAnswer listener) {
        request.setAttribute(LISTENER, listener);
    }

    /** Of a body the listener sees what is sent, without the frames of chunks. */
    @Override
    protected @Nullable Buffer encodeHttpPacket(FilterChainContext context, HttpPacket packet) {
        if (packet instanceof HttpContent content
                && content.getContent().hasRemaining()
                && content.getHttpHeader() instanceof HttpResponsePacket response
                && response.getRequest().getAttribute(LISTENER) instanceof SentAnswer listener) {
            listener.body(content.getContent().toByteBuffer().asReadOnlyBuffer());
        }
        return super.encodeHttpPacket(context, packet);
    }

    @Override
    protected void onInitialLineEncoded(HttpHeader header, FilterChainContext context) {
        super.onInitialLineEncoded(header, context);
        HttpResponsePacket response = (HttpResponsePacket) header;
        if (response.getRequest().getAttribute(LISTENER) instanceof SentAnswer listener) {
            listener.head(response.getStatus());
        }
        ProcessingState state = response.getProcessingState();
        if (statusDropsConnection(response.getStatus())
                && !state.isError()
                && response.getRequest().getAttribute(WorkerError.ENDS_CONNECTION) == null
                && "keep-alive".equals(response.getRequest().getHeader(Header.Connection))) {
            state.setKeepAlive(true);
        }
        if (state.isKeepAlive()) {
            // RFC 2068, section 19.7.1; what HTTP/1.1 has of it is that clients go by it.
            response.setHeader(Header.Connection, "keep-alive");
            response.setHeader(Header.KeepAlive, keepAlive);
        }
    }

    @Override
    public NextAction handleEvent(FilterChainContext context, FilterChainEvent event) throws IOException {
        if (event.type() == HttpEvents.ResponseCompleteEvent.TYPE
                && !HttpContext.get(context).getRequest().getProcessingState().isKeepAlive()) {
            TlsFilter.endOutput((NIOConnection) context.getConnection(), () -> {});
        }
        NextAction next = super.handleEvent(context, event);
        if (event.type() == HttpEvents.ResponseCompleteEvent.TYPE) {
            RequestFilter.answered(context.getConnection());
        }
        return next;
    }
}
