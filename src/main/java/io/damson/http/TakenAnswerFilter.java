package io.damson.http;

import java.net.SocketAddress;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;

/**
 * Reads from no connection whose last answer is still to be taken: Grizzly gives an answer up when it reads that the client has ended its
 * side, which a client may do as soon as it has sent its last request (RFC 9112, section 9.6).
 */
final class TakenAnswerFilter extends BaseFilter {
    @Override
    public NextAction handleRead(FilterChainContext context) {
        return isTaken(context) ? context.getInvokeAction() : await(context);
    }

    /** Whether no byte of an answer waits for the client to take it. */
    static boolean isTaken(FilterChainContext context) {
        return ((NIOConnection) context.getConnection()).getAsyncWriteQueue().isEmpty();
    }

    /** So a client that asks on and takes no answers costs us one answer at most, and no thread; meanwhile its idle time counts. */
    static NextAction await(FilterChainContext context) {
        NextAction suspended = context.getSuspendAction();
        context.suspend();
        NIOConnection connection = (NIOConnection) context.getConnection();
        TCPNIOTransport transport = (TCPNIOTransport) connection.getTransport();
        // Nothing, but behind all that is to be sent; no filter in between has to do with it.
        transport
                .getWriter(false)
                .write(
                        connection,
                        Buffers.EMPTY_BUFFER,
                        new EmptyCompletionHandler<WriteResult<WritableMessage, SocketAddress>>() {
                            @Override
                            public void completed(WriteResult<WritableMessage, SocketAddress> result) {
                                transport.getWorkerThreadPool().execute(context::resume);
                            }

                            @Override
                            public void failed(Throwable thrown) {
                                context.completeAndRecycle();
                            }
                        });
        return suspended;
    }
}
