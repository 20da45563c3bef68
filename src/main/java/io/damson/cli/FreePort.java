package io.damson.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Whether ports can be listened on, which another program may change at any moment. */
final class FreePort {
    private static final int MAX_PORT = 65_535;
    private static final int MOST_TRIED = 100;

    private FreePort() {}

    /** The next above a port, which is not another one either; empty where there is none near. */
    static OptionalInt above(String host, int port, int other) {
        return IntStream.rangeClosed(port + 1, Math.min(port + MOST_TRIED, MAX_PORT))
                .filter(next -> next != other && refusal(host, next).isEmpty())
                .findFirst();
    }

    /** Why it cannot be listened on at all addresses of a host; empty where it can. */
    static Optional<String> refusal(String host, int port) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                new ServerSocket(port, 1, address).close();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
