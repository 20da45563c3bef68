package io.damson.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection that sends bytes as they are. Text is ISO 8859-1. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    RawClient(URI url) {
        try {
            socket = new Socket(url.getHost(), url.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes for one request on a connection of its own, to its end. */
    static String exchange(URI url, String request) {
        try (RawClient client = new RawClient(url)) {
            return client.send(request).rest();
        }
    }

    /** A GET on a connection of its own. */
    static String get(URI url, String target, String... fields) {
        String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        return exchange(url, "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + more + "\r\n");
    }

    RawClient send(String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The head of a response, with its empty line; empty where the connection has ended. */
    String head() {
        try {
            return RawUpstream.head(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many bytes. */
    String body(int length) {
        try {
            return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Head and body of a response with Content-Length. */
    String response() {
        String head = head();
        String length = head.toLowerCase(Locale.ROOT).replaceFirst("(?s).*content-length: ([0-9]+).*", "$1");
        return head + (length.equals(head) ? "" : body(Integer.parseInt(length.strip())));
    }

    /** All until the connection ends. */
    String rest() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Socket socket() {
        return socket;
    }

    InputStream in() {
        return in;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
