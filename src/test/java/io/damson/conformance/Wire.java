package io.damson.conformance;

import io.damson.verify.shape.Answer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLSocket;

/** A connection on which bytes are sent as they are, and answers are read by the letter of RFC 9112. Text is ISO 8859-1. */
final class Wire implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final InputStream in;
    private boolean takesChunks;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
    }

    /** A connection to the server of that URL, secured where it begins with {@code https}, whatever certificate the server has. */
    static Wire open(String url) {
        return connect(url, new Socket());
    }

    /** A connection on which the operating system takes few bytes that nobody reads. */
    static Wire narrow(String url) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4096);
            return connect(url, socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Wire connect(String url, Socket socket) {
        URI uri = URI.create(url);
        try {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
            return new Wire(url.startsWith("https:") ? secured(socket, uri) : socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket secured(Socket socket, URI uri) throws IOException {
        SSLSocket secured = (SSLSocket)
                TestKeystores.TRUSTING.getSocketFactory().createSocket(socket, uri.getHost(), uri.getPort(), true);
        secured.startHandshake();
        return secured;
    }

    /** Sends bytes; that the server has hung up already is for whoever reads to see. */
    void send(String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            if (socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Sends no more, and goes on to read. */
    void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on an answer may come in chunks. */
    Wire takingChunks() {
        takesChunks = true;
        return this;
    }

    /** The next answer that is final; one to HEAD has no body. Fails unless its length is known before. */
    Answer read(String method) {
        try {
            for (String line = line(); ; line = line()) {
                if (!line.matches("HTTP/1\\.1 [1-5][0-9]{2} .+")) {
                    throw new AssertionError("no status line: " + line);
                }
                int status = Integer.parseInt(line.substring(9, 12));
                Map<String, String> headers = headers();
                if (status >= 200) {
                    return new Answer(status, headers, body(status, method, headers));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] field = line.split(": ", 2);
            if (headers.put(field[0].toLowerCase(Locale.ROOT), field[1]) != null) {
                throw new AssertionError("twice in one answer: " + line);
            }
        }
        return headers;
    }

    private byte[] body(int status, String method, Map<String, String> headers) throws IOException {
        if (status == 204) {
            return new byte[0];
        }
        String length = headers.get("content-length");
        if (takesChunks && length == null && "chunked".equals(headers.get("transfer-encoding"))) {
            return chunks();
        }
        if (length == null) {
            throw new AssertionError("no Content-Length: " + headers);
        }
        return method.equals("HEAD") ? new byte[0] : in.readNBytes(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    /** The next line, without its end. */
    String line() {
        try {
            return readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); ; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the connection ended after: " + line);
            }
            if (octet == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                if (!text.endsWith("\r")) {
                    throw new AssertionError("a bare LF after: " + text);
                }
                return text.substring(0, text.length() - 1);
            }
            line.write(octet);
        }
    }

    /** What comes until the server ends the connection, which it has to within the patience of tests. */
    String rest() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            if (e instanceof java.net.SocketTimeoutException) {
                throw new AssertionError("the connection is open after " + PATIENCE, e);
            }
            return "";
        }
    }

    /** Ends the connection at once, so that thousands one after the other leave no port behind. */
    void abort() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
