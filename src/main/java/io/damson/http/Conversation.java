package io.damson.http;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;
import org.slf4j.MDC;

/**
 * A connection's requests: how far the present one has come, until when it has to be whole, and whether there will be others. Between
 * requests the idle time counts, from a request's first byte its own time, and while it is answered none. Thread-safe.
 */
final class Conversation {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /**
     * How long a client that is refused may go on talking: before the answer, so that the rest of the head is known, and after it, so
     * that the client can read why before the connection is reset.
     */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private static final String RETRY_SECONDS = "1";

    private final NIOConnection connection;
    private final HttpLimits limits;
    private final Refusals refusals;
    private final Holdings holdings;
    private final Alarm alarm = new Alarm(this::ring);
    private RequestReader reader;
    private boolean over;
    private boolean counted;
    private boolean surplus;
    private long held;
    private boolean secured;

    Conversation(NIOConnection connection, HttpLimits limits, Refusals refusals, Holdings holdings) {
        this.connection = connection;
        this.limits = limits;
        this.refusals = refusals;
        this.holdings = holdings;
        this.reader = new RequestReader(limits);
    }

    /** Whether whatever else comes is no request. */
    synchronized boolean isOver() {
        return over;
    }

    /**
     * The connection is new; whether it may stay.
     *
     * @param behindTls whether a handshake comes before the first request; it has as much time as a request
     */
    synchronized boolean begin(boolean behindTls) {
        counted = true;
        Holdings.Place place = holdings.enter();
        surplus = place == Holdings.Place.SURPLUS;
        Duration first = behindTls ? limits.requestTimeout() : limits.keepAliveTimeout();
        alarm.set(surplus ? LINGER : first);
        return place != Holdings.Place.NONE;
    }

    /** The handshake is complete; only the first counts, since a client may change its keys as often as it likes. */
    synchronized void secured() {
        if (!secured) {
            secured = true;
            if (!surplus) {
                rest();
            }
        }
    }

    synchronized boolean isSecured() {
        return secured;
    }

    /** An answer is complete, and is still to be taken. */
    synchronized void rest() {
        if (!reader.hasBegun()) {
            alarm.set(limits.keepAliveTimeout());
        }
        if (!hold(connection.getAsyncWriteQueue().spaceInBytes())) {
            over = true;
            connection.terminateSilently();
        }
    }

    /** Holds so many bytes from now on; whether there is room for them. */
    private boolean hold(long bytes) {
        long before = held;
        held = over ? 0 : Math.max(0, bytes - Holdings.FREE_BYTES);
        return holdings.hold(held - before);
    }

    /** The connection is closed. */
    synchronized void close() {
        over = true;
        alarm.close();
        hold(0);
        if (counted) {
            counted = false;
            holdings.leave();
        }
    }

    /** Reads on, no further than the request's end; the request, when it is whole. */
    synchronized Optional<byte[]> read(Buffer bytes) {
        boolean begun = reader.hasBegun();
        boolean refused = reader.fault().isPresent();
        Optional<byte[]> request = reader.read(bytes);
        if (!hold(reader.bytes()) || surplus && request.isPresent()) {
            throw new ProblemException(
                            ProblemType.SERVICE_UNAVAILABLE,
                            "The server has more connections than it can serve; send the request again in a moment")
                    .withHeader("Retry-After", RETRY_SECONDS);
        }
        if (request.isEmpty()) {
            if (reader.fault().isPresent() != refused) {
                alarm.set(LINGER);
            } else if (reader.hasBegun() != begun && !surplus) {
                alarm.set(limits.requestTimeout());
            }
            if (reader.goOn()) {
                connection.write(Buffers.wrap(connection.getMemoryManager(), CONTINUE), new EmptyCompletionHandler<>());
            }
            return request;
        }
        alarm.stop();
        over = reader.isLast();
        reader = new RequestReader(limits);
        return request;
    }

    private synchronized void ring() {
        if (!alarm.isDue()) {
            return;
        }
        if (over || !reader.hasBegun()) {
            over = true;
            TlsFilter.endOutput(connection, () -> {});
            connection.terminateSilently();
        } else {
            RequestReader late = reader;
            connection.getTransport().getWorkerThreadPool().execute(() -> refuseLate(late));
        }
    }

    private synchronized void refuseLate(RequestReader late) {
        if (reader == late && !over) {
            refuse(late.fault()
                    .orElseGet(() -> new ProblemException(
                            ProblemType.REQUEST_TIMEOUT,
                            "The request was not whole within "
                                    + limits.requestTimeout().toMillis() + " ms")));
        }
    }

    /** Says why, and ends the connection: where the next request would begin is in doubt. */
    synchronized void refuse(ProblemException problem) {
        over = true;
        // Whoever is told of it may take its time, which the clock's thread is not to wait for.
        alarm.close();
        RefusedRequest request = reader.refused(problem);
        RawAnswer answer = RawAnswer.of(request, refusals.corsOrigins());
        MDC.put(AnswerHeaders.IN_LOG, request.id());
        try {
            if (!answer.isPreflight()) {
                Problems.logRefusal(problem, request.loggedPath());
                refusals.listener().accept(request);
            }
        } finally {
            MDC.remove(AnswerHeaders.IN_LOG);
            connection.write(
                    Buffers.wrap(connection.getMemoryManager(), answer.bytes()),
                    new EmptyCompletionHandler<WriteResult<Buffer, SocketAddress>>() {
                        @Override
                        public void completed(WriteResult<Buffer, SocketAddress> result) {
                            TlsFilter.endOutput(connection, Conversation.this::endOutput);
                        }
                    });
            alarm.set(LINGER);
        }
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
