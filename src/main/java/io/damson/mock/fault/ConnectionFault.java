package io.damson.mock.fault;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;

/** What a connection meets instead of an answer; the names are WireMock's. */
public enum ConnectionFault {
    /** A TCP reset. */
    CONNECTION_RESET_BY_PEER("") {
        @Override
        public boolean isReset() {
            return true;
        }
    },
    /** An end without a byte. */
    EMPTY_RESPONSE(""),
    /** The head of a good answer, then a chunk that is none. */
    MALFORMED_RESPONSE_CHUNK("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "lskdu018973t09sylgasjkfg1][]'./.sdlv"),
    /** Bytes that are no answer at all. */
    RANDOM_DATA_THEN_CLOSE("") {
        @Override
        public byte[] bytes() {
            byte[] bytes = new byte[RANDOM_BYTES];
            new Random(RANDOM_BYTES).nextBytes(bytes);
            return bytes;
        }
    };

    private static final int RANDOM_BYTES = 256;
    private static final int PATIENCE_SECONDS = 2;

    private final String sent;

    ConnectionFault(String sent) {
        this.sent = sent;
    }

    /** What the client gets before its connection ends. */
    public byte[] bytes() {
        return sent.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the connection ends with a TCP reset. */
    public boolean isReset() {
        return false;
    }

    /** Lets the request's connection meet it; what is still written to it goes nowhere. */
    public void inflictOn(Request request) {
        NIOConnection connection = (NIOConnection) request.getContext().getConnection();
        try {
            if (isReset() && connection.getChannel() instanceof SocketChannel channel) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            byte[] bytes = bytes();
            if (bytes.length > 0) {
                send(connection, bytes);
            }
        } catch (IOException e) {
            // The client has hung up before: it has met worse already.
        } finally {
            connection.terminateSilently();
        }
    }

    private static void send(NIOConnection connection, byte[] bytes) {
        try {
            connection
                    .write(Buffers.wrap(connection.getMemoryManager(), bytes))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The client takes no bytes: the connection ends all the same.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
