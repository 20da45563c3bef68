package io.damson.verify.traffic;

import io.damson.verify.relation.Level;
import io.damson.verify.shape.Contract;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/**
 * A client of {@code java.net.http} for tests: it fails any response that a contract does not declare, and with {@link #withMeaning} any
 * that is wrong by what it means, as {@link ContractFilter} does for REST Assured. A body is read to its end before its handler has it. Safe
 * for many threads.
 */
public final class ContractClient extends HttpClient {
    private final HttpClient client;
    private final ResponseCheck check;

    private ContractClient(HttpClient client, ResponseCheck check) {
        this.client = client;
        this.check = check;
    }

    /**
     * By a contract.
     *
     * @param client sends the requests; follows no redirects where the first response is to be judged
     */
    public static ContractClient of(HttpClient client, Contract contract) {
        return new ContractClient(client, ResponseCheck.of(contract));
    }

    /** By Damson's own contract. */
    public static ContractClient of(HttpClient client) {
        return of(client, Contract.damson());
    }

    /** The same for a server whose paths begin with a base path: {@code /dam}; {@code /} is none. It has seen nothing yet. */
    public ContractClient under(String basePath) {
        return new ContractClient(client, check.under(basePath));
    }

    /** The same, which judges by the documentation and OData what responses mean, and by those before. It has seen nothing yet. */
    public ContractClient withMeaning() {
        return withMeaning(Level.ODATA);
    }

    /**
     * The same at another level.
     *
     * @param known ids of the relations that may fail
     * @throws IllegalArgumentException if there is no such relation
     */
    public ContractClient withMeaning(Level level, String... known) {
        return new ContractClient(client, check.withMeaning(level, known));
    }

    /**
     * Sends, and judges the response.
     *
     * @throws AssertionError if the response is wrong
     */
    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        Instant received = Instant.now();
        long begun = System.nanoTime();
        return judged(client.send(request, HttpResponse.BodyHandlers.ofByteArray()), handler, received, begun);
    }

    /** The same; a wrong response completes it with an {@link AssertionError}. */
    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        Instant received = Instant.now();
        long begun = System.nanoTime();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response -> judged(response, handler, received, begun));
    }

    /** The same; the API pushes nothing. */
    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushes) {
        return sendAsync(request, handler);
    }

    private <T> HttpResponse<T> judged(
            HttpResponse<byte[]> response, BodyHandler<T> handler, Instant received, long begun) {
        HttpRequest request = response.request();
        URI uri = request.uri();
        check.require(
                uri,
                new Passage(
                        request.method(),
                        uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()),
                        fields(request.headers()),
                        response.statusCode(),
                        fields(response.headers()),
                        ByteBuffer.wrap(response.body()),
                        true,
                        received,
                        begun,
                        System.nanoTime()));
        return new Judged<>(response, body(response, handler));
    }

    private static List<Field> fields(HttpHeaders headers) {
        List<Field> fields = new ArrayList<>();
        headers.map().forEach((name, values) -> values.forEach(value -> fields.add(new Field(name, value))));
        return fields;
    }

    private static <T> T body(HttpResponse<byte[]> response, BodyHandler<T> handler) {
        BodySubscriber<T> subscriber = handler.apply(new Info(response));
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {
                // All of it comes at once.
            }

            @Override
            public void cancel() {
                // It is there already.
            }
        });
        subscriber.onNext(List.of(ByteBuffer.wrap(response.body())));
        subscriber.onComplete();
        return subscriber.getBody().toCompletableFuture().join();
    }

    /** What a handler of bodies sees of a response. */
    private record Info(HttpResponse<?> response) implements ResponseInfo {
        @Override
        public int statusCode() {
            return response.statusCode();
        }

        @Override
        public HttpHeaders headers() {
            return response.headers();
        }

        @Override
        public Version version() {
            return response.version();
        }
    }

    /** A response with another body. */
    private record Judged<T>(HttpResponse<?> response, T body) implements HttpResponse<T> {
        @Override
        public int statusCode() {
            return response.statusCode();
        }

        @Override
        public HttpRequest request() {
            return response.request();
        }

        @Override
        public Optional<HttpResponse<T>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public HttpHeaders headers() {
            return response.headers();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return response.sslSession();
        }

        @Override
        public URI uri() {
            return response.uri();
        }

        @Override
        public Version version() {
            return response.version();
        }
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }
}
