package io.damson.browser;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.damson.http.ProblemException;
import io.damson.http.Problems;
import io.damson.proxy.LocalHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers by a handler alone, without traffic. */
final class ProxyPageServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final LocalHandler handler;

    ProxyPageServer(LocalHandler handler) throws IOException {
        this(handler, 0);
    }

    ProxyPageServer(LocalHandler handler, int port) throws IOException {
        this.handler = handler;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(workers);
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI page() {
        return URI.create("http://127.0.0.1:" + port() + "/__proxy");
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        URI uri = exchange.getRequestURI();
        LocalHandler.Response response = response(new LocalHandler.Request(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                Optional.ofNullable(uri.getRawQuery()).orElse(""),
                headers,
                ByteBuffer.allocate(0)));
        byte[] body = new byte[response.body().remaining()];
        response.body().duplicate().get(body);
        response.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private LocalHandler.Response response(LocalHandler.Request request) throws IOException {
        try {
            return handler.answer(request);
        } catch (ProblemException e) {
            return new LocalHandler.Response(
                    e.problemType().status(),
                    Map.of("Content-Type", Problems.MEDIA_TYPE),
                    ByteBuffer.wrap(new ObjectMapper().writeValueAsBytes(Map.of("detail", e.detail()))));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
