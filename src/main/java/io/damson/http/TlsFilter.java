package io.damson.http;

import java.net.SocketAddress;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.ssl.SSLBaseFilter;
import org.glassfish.grizzly.ssl.SSLConnectionContext;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.glassfish.grizzly.ssl.SSLUtils;

/**
 * Grizzly's TLS, but a connection ends with the alert {@code close_notify} (RFC 8446, section 6.1), without which a client cannot tell the end
 * from an attack, and no client negotiates anew: while it does, Grizzly would keep a worker waiting.
 */
final class TlsFilter extends SSLBaseFilter {
    private static final String NEWEST = "TLSv1.3";

    TlsFilter(SSLEngineConfigurator engines) {
        super(engines);
        addHandshakeListener(new HandshakeListener() {
            @Override
            public void onStart(Connection<?> connection) {
                if (RequestFilter.isSecured(connection) && !isNewest(connection)) {
                    connection.terminateSilently();
                }
            }

            @Override
            public void onComplete(Connection<?> connection) {
                RequestFilter.secured(connection);
            }

            @Override
            public void onFailure(Connection<?> connection, Throwable thrown) {
                // Grizzly closes the connection.
            }
        });
    }

    /** Where nothing is negotiated anew: what looks like it is a change of keys (RFC 8446, section 4.6.3), and takes no time. */
    private static boolean isNewest(Connection<?> connection) {
        return SSLUtils.getSSLEngine(connection).getSession().getProtocol().equals(NEWEST);
    }

    /** Tells the client that nothing more comes, where the connection is one of TLS; then does something, if that could be sent. */
    static void endOutput(NIOConnection connection, Runnable then) {
        SSLEngine engine = SSLUtils.getSSLEngine(connection);
        if (engine == null || engine.isOutboundDone()) {
            then.run();
            return;
        }
        engine.closeOutbound();
        connection.write(Buffers.EMPTY_BUFFER, new EmptyCompletionHandler<WriteResult<Buffer, SocketAddress>>() {
            @Override
            public void completed(WriteResult<Buffer, SocketAddress> result) {
                then.run();
            }
        });
    }

    /** What is written without content is the alert that {@link #endOutput} has left to be sent. */
    @Override
    protected Buffer wrapAll(FilterChainContext context, SSLConnectionContext tls) throws SSLException {
        Buffer content = context.getMessage();
        return content.hasRemaining()
                ? super.wrapAll(context, tls)
                : SSLUtils.handshakeWrap(context.getConnection(), tls, null);
    }
}
