package io.damson.verify;

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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a server, and passes its answers on in another form, which ends with the connection where nothing else is said. Requests have no bodies. */
final class RewritingProxy implements AutoCloseable {
    private final URI server;
    private final Rewriting rewriting;
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** How answers are passed on. */
    @FunctionalInterface
    interface Rewriting {
        /** @param request its head, in lower case */
        Passed rewritten(String request, Passed answer) throws IOException;
    }

    /**
     * An answer.
     *
     * @param version of HTTP in its first line
     * @param fields of its head, without those that say how long it is
     * @param framing how its end is told
     * @param body empty where there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Passed(String version, int status, Map<String, String> fields, Framing framing, byte[] body) {
        Passed with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(fields);
            more.put(name, value);
            return new Passed(version, status, more, framing, body);
        }

        Passed with(byte[] other) {
            return new Passed(version, status, fields, framing, other);
        }

        Passed with(Map<String, String> others) {
            return new Passed(version, status, others, framing, body);
        }

        Passed with(Framing other) {
            return new Passed(version, status, fields, other, body);
        }

        Passed withVersion(String other) {
            return new Passed(other, status, fields, framing, body);
        }
    }

    /** How the end of an answer is told. */
    enum Framing {
        LENGTH,
        CHUNKS,
        CLOSE
    }

    RewritingProxy(URI server, Rewriting rewriting) {
        this.server = server;
        this.rewriting = rewriting;
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket behind = new Socket(server.getHost(), server.getPort())) {
            client.setTcpNoDelay(true);
            behind.setTcpNoDelay(true);
            InputStream requests = new BufferedInputStream(client.getInputStream());
            InputStream answers = new BufferedInputStream(behind.getInputStream());
            for (String request = head(requests); !request.isEmpty(); request = head(requests)) {
                behind.getOutputStream()
                        .write(request.replaceAll("(?i)\r\nconnection:[^\r]*", "")
                                .getBytes(StandardCharsets.ISO_8859_1));
                Passed passed = rewriting.rewritten(
                        request.toLowerCase(Locale.ROOT), answer(answers, request.startsWith("HEAD ")));
                write(client.getOutputStream(), passed, request.startsWith("HEAD "));
                if (passed.framing() == Framing.CLOSE) {
                    return;
                }
            }
        } catch (IOException e) {
            // Whoever is at the other end sees it too.
        }
    }

    /** Up to the empty line; an empty text at the end. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static Passed answer(InputStream in, boolean isHead) throws IOException {
        String[] lines = head(in).strip().split("\r\n", -1);
        Map<String, String> fields = new LinkedHashMap<>();
        int length = 0;
        for (int i = 1; i < lines.length; i++) {
            String[] field = lines[i].split(": *", 2);
            if (field[0].equalsIgnoreCase("Content-Length")) {
                length = Integer.parseInt(field[1]);
            } else {
                fields.put(field[0], field[1]);
            }
        }
        byte[] body = isHead ? new byte[0] : in.readNBytes(length);
        return new Passed("HTTP/1.1", Integer.parseInt(lines[0].split(" ", 3)[1]), fields, Framing.CLOSE, body);
    }

    private static void write(OutputStream out, Passed answer, boolean isHead) throws IOException {
        StringBuilder head = new StringBuilder(answer.version() + " " + answer.status() + " \r\n");
        answer.fields()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (answer.status() != 204 && !isHead) {
            switch (answer.framing()) {
                case LENGTH -> {
                    head.append("Content-Length: ").append(answer.body().length).append("\r\n");
                    body.write(answer.body());
                }
                case CHUNKS -> {
                    head.append("Transfer-Encoding: chunked\r\n");
                    int half = answer.body().length / 2;
                    chunk(body, answer.body(), 0, half);
                    chunk(body, answer.body(), half, answer.body().length);
                    body.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                }
                case CLOSE -> body.write(answer.body());
            }
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body.toByteArray());
        out.flush();
    }

    private static void chunk(ByteArrayOutputStream out, byte[] bytes, int from, int to) throws IOException {
        if (from < to) {
            out.write((Integer.toHexString(to - from) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(bytes, from, to - from);
            out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
