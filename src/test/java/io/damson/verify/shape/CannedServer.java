package io.damson.verify.shape;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Answers every request with the same bytes, whatever they are: a socket, since an HTTP server would not send an answer that breaks
 * HTTP. One request a connection.
 */
final class CannedServer implements AutoCloseable {
    private final ServerSocket socket;
    private volatile byte[] answer = new byte[0];

    CannedServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "canned-server");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** @param head status line and headers, without {@code Connection}; lines separated by a line feed */
    void answersWith(String head, byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((head.strip().replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        answer = bytes.toByteArray();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                skipHead(connection.getInputStream());
                connection.getOutputStream().write(answer);
                connection.getOutputStream().flush();
            } catch (IOException e) {
                // The client went away, or the server was closed: the test says what it misses.
            }
        }
    }

    private static void skipHead(InputStream in) throws IOException {
        int lastFour = 0;
        while (lastFour != 0x0D0A0D0A) {
            int octet = in.read();
            if (octet < 0) {
                return;
            }
            lastFour = (lastFour << 8) | octet;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
