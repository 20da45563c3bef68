package com.example.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A server with a fault: it gets its responses from a right one, and ignores all query options. */
record FilterlessServer(HttpServer server) implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static FilterlessServer before(URI right) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> respond(exchange, right));
            server.start();
            return new FilterlessServer(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void respond(HttpExchange exchange, URI right) throws IOException {
        String key = exchange.getRequestHeaders().getFirst("X-API-KEY");
        HttpRequest request = HttpRequest.newBuilder(right.resolve(exchange.getRequestURI().getRawPath()))
                .header("X-API-KEY", key)
                .build();
        try (exchange) {
            HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
            exchange.getResponseHeaders().set("Content-Type", response.headers().firstValue("Content-Type").orElse(""));
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
