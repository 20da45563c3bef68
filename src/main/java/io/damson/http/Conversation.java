package io.damson.http;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** A connection's requests: how far the present one has come, until when it has to be whole, and whether there will be others. */
final class Conversation {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** How long a refused client may go on talking, so that it can read why before the connection is reset. */
    private static final int LINGER_MILLIS = 1000;

    private static final ScheduledThreadPoolExecutor CLOCK = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "damson-clock");
        thread.setDaemon(true);
        return thread;
    });

    static {
        CLOCK.setRemoveOnCancelPolicy(true);
    }

    private final NIOConnection connection;
    private final HttpLimits limits;
    private RequestReader reader;
    private boolean over;
    private @Nullable ScheduledFuture<?> deadline;

    Conversation(NIOConnection connection, HttpLimits limits) {
        this.connection = connection;
        this.limits = limits;
        this.reader = new RequestReader(limits);
    }

    /** Whether whatever else comes is no request. */
    synchronized boolean isOver() {
        return over;
    }

    /** The next request has to be whole within its time; the time runs on if it runs already. */
    synchronized void startClock() {
        if (deadline == null && !over) {
            deadline = CLOCK.schedule(this::timeOut, limits.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    synchronized void stopClock() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** Reads on, no further than the request's end; the request, when it is whole. */
    synchronized Optional<byte[]> read(Buffer bytes) {
        Optional<byte[]> request = reader.read(bytes);
        if (request.isEmpty()) {
            startClock();
            if (reader.goOn()) {
                connection.write(Buffers.wrap(connection.getMemoryManager(), CONTINUE), new EmptyCompletionHandler<>());
            }
            return request;
        }
        stopClock();
        over = reader.isLast();
        reader = new RequestReader(limits);
        return request;
    }

    private synchronized void timeOut() {
        if (deadline == null) {
            return;
        }
        deadline = null;
        if (reader.hasBegun()) {
            refuse(new ProblemException(
                    ProblemType.REQUEST_TIMEOUT,
                    "The request was not whole within "
                            + limits.requestTimeout().toMillis() + " ms"));
        } else {
            over = true;
            connection.terminateSilently();
        }
    }

    /** Says why, and ends the connection: where the next request would begin is in doubt. */
    synchronized void refuse(ProblemException problem) {
        stopClock();
        over = true;
        String requestId = AnswerHeaders.requestId(null);
        RawAnswer answer = RawAnswer.of(problem, reader.requestLine(), requestId);
        MDC.put(AnswerHeaders.IN_LOG, requestId);
        Problems.logRefusal(problem, answer.instance());
        MDC.remove(AnswerHeaders.IN_LOG);
        connection.write(
                Buffers.wrap(connection.getMemoryManager(), answer.bytes()),
                new EmptyCompletionHandler<WriteResult<Buffer, SocketAddress>>() {
                    @Override
                    public void completed(WriteResult<Buffer, SocketAddress> result) {
                        endOutput();
                    }
                });
        deadline = CLOCK.schedule(connection::closeSilently, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Tells the client that all is said; a connection closed with bytes unread would be reset, and the answer lost. */
    private void endOutput() {
        try {
            if (connection.getChannel() instanceof SocketChannel channel) {
                channel.shutdownOutput();
            }
        } catch (IOException e) {
            connection.closeSilently();
        }
    }
}
