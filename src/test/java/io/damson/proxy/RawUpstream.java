package io.damson.proxy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server that reads the heads of requests and does as it is told, byte for byte. Text is ISO 8859-1. */
final class RawUpstream implements AutoCloseable {
    private final ServerSocket listening;
    private final Script script;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final String scheme;

    /** Heads of the requests that came. */
    final List<String> heads = new CopyOnWriteArrayList<>();

    /** What a connection does with a request; it is closed after {@code false}. */
    @FunctionalInterface
    interface Script {
        boolean meet(String head, InputStream in, OutputStream out) throws IOException;
    }

    RawUpstream(Script script) {
        this("http", ServerSocketFactory.getDefault(), script);
    }

    RawUpstream(String scheme, ServerSocketFactory factory, Script script) {
        this.scheme = scheme;
        this.script = script;
        try {
            listening = factory.createServerSocket(0, 1100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Gives every request the same response. */
    static RawUpstream answering(String response) {
        return new RawUpstream((head, in, out) -> {
            out.write(response.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return true;
        });
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "raw-upstream");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                heads.add(head);
                if (!script.meet(head, in, socket.getOutputStream())) {
                    return;
                }
            }
        } catch (IOException e) {
            // the proxy hung up
        }
    }

    /** Up to the empty line; empty at the end of the connection. */
    static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    int connections() {
        return connections.get();
    }

    URI url() {
        return URI.create(scheme + "://127.0.0.1:" + listening.getLocalPort());
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
