package io.damson.verify.exchange;

import static io.restassured.config.HttpClientConfig.httpClientConfig;
import static io.restassured.config.RestAssuredConfig.newConfig;
import static io.restassured.config.SSLConfig.sslConfig;

import io.damson.verify.shape.Contract;
import io.damson.verify.shape.ContractFilter;
import io.restassured.RestAssured;
import io.restassured.config.RestAssuredConfig;
import io.restassured.config.SSLConfig;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.http.NoHttpResponseException;
import org.apache.http.client.HttpClient;
import org.apache.http.conn.scheme.PlainSocketFactory;
import org.apache.http.conn.scheme.Scheme;
import org.apache.http.conn.scheme.SchemeRegistry;
import org.apache.http.entity.BufferedHttpEntity;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.client.DefaultHttpRequestRetryHandler;
import org.apache.http.impl.conn.BasicClientConnectionManager;
import org.apache.http.impl.conn.SchemeRegistryFactory;

/**
 * Sends requests as they are written. An answer that says "later" (429, 503) is no answer: it is waited for as told, and the request
 * sent again. Each answer is judged by the contract on its way.
 */
public final class Client {
    static {
        // Groovy, which REST Assured is written in, links a call when it has been made that often. A run makes each
        // call some
        // thousand times: linked at once, it takes a third of the time.
        if (System.getProperty("groovy.indy.optimize.threshold") == null) {
            System.setProperty("groovy.indy.optimize.threshold", "2");
        }
    }

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private final Target target;
    private final Supplier<Contract> contract;
    private final int maxRequests;
    private final Forbearance forbearance;
    private final Ledger ledger = new Ledger();
    private final AtomicInteger sent = new AtomicInteger();
    private volatile String asker = "";
    private final SSLConfig ssl;
    private final RestAssuredConfig config;

    /**
     * Sends nothing yet.
     *
     * @param contract asked for with each answer, so that it may be read while the first request is on its way
     * @param maxRequests the most requests that are sent
     * @param notices gets a line for people whenever something takes longer
     * @throws IllegalArgumentException if the file of certificates holds none
     */
    public Client(Target target, Supplier<Contract> contract, int maxRequests, Consumer<String> notices) {
        this.target = target;
        this.contract = () -> contract.get().under(target.basePath());
        this.maxRequests = maxRequests;
        this.forbearance = new Forbearance(notices);
        this.ssl = target.insecure()
                ? sslConfig().relaxedHTTPSValidation()
                : target.certificates()
                        .map(file -> sslConfig().trustStore(Certificates.trusting(file)))
                        .orElse(sslConfig());
        this.config = config();
    }

    /** What came so far. */
    public Ledger ledger() {
        return ledger;
    }

    /** How many requests were sent. */
    public int requests() {
        return sent.get();
    }

    /** The relation with this id asks from now on. */
    public void asks(String relation) {
        asker = relation;
    }

    /** Where the requests go. */
    public Target target() {
        return target;
    }

    /**
     * Asks.
     *
     * @throws NoAnswerException if the connection breaks
     * @throws ForbearanceException if no more requests may be sent
     */
    public Exchange send(Request request) {
        return send(request, config);
    }

    /** Asks all at once, each on a connection of its own; the answers in the order of the requests. */
    public List<Exchange> sendAtOnce(List<Request> requests) {
        CyclicBarrier start = new CyclicBarrier(requests.size());
        List<Callable<Exchange>> tasks = new ArrayList<>();
        for (Request request : requests) {
            RestAssuredConfig own = config();
            tasks.add(() -> {
                start.await();
                return send(request, own);
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(requests.size());
        try {
            List<Exchange> exchanges = new ArrayList<>();
            for (Future<Exchange> answer : threads.invokeAll(tasks)) {
                exchanges.add(answer.get());
            }
            return exchanges;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForbearanceException("interrupted");
        } finally {
            threads.shutdownNow();
        }
    }

    private Exchange send(Request request, RestAssuredConfig on) {
        for (int attempt = 1; ; attempt++) {
            if (sent.incrementAndGet() > maxRequests) {
                sent.decrementAndGet();
                throw new ForbearanceException(
                        "the bound of " + maxRequests + " requests is reached; --max-requests sets another");
            }
            Exchange exchange = onceMore(request, on);
            if (exchange.status() != 429 && exchange.status() != 503) {
                return exchange;
            }
            forbearance.await(exchange, attempt);
        }
    }

    /** A kept connection may end just when it is used again: what only reads is asked once more. */
    private Exchange onceMore(Request request, RestAssuredConfig on) {
        try {
            return exchange(request, on);
        } catch (NoAnswerException e) {
            if (!(e.getCause() instanceof NoHttpResponseException)
                    || request.method().equals("DELETE")) {
                throw e;
            }
            return exchange(request, on);
        }
    }

    private Exchange exchange(Request request, RestAssuredConfig on) {
        AtomicReference<Exchange> exchange = new AtomicReference<>();
        RequestSpecification specification = RestAssured.given()
                .config(on)
                .urlEncodingEnabled(false)
                .filter(ContractFilter.telling(contract, (operation, method, rawPath, answer) -> {
                    Exchange came = Exchange.of(asker, request, answer);
                    exchange.set(came);
                    if (answer.status() != 429 && answer.status() != 503) {
                        ledger.add(operation, came);
                    }
                }))
                .header("User-Agent", "damson-verify")
                .header("Accept", "application/json, application/problem+json")
                .headers(target.headers())
                .headers(request.headers());
        request.credential().value().ifPresent(key -> specification.header("X-API-KEY", key));
        try {
            specification.request(request.method(), target.url() + request.target());
            return Optional.ofNullable(exchange.get()).orElseThrow();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // REST Assured throws checked exceptions that it does not declare
            throw noAnswer(request, e);
        }
    }

    private static NoAnswerException noAnswer(Request request, Exception e) {
        String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new NoAnswerException(request, said, e);
    }

    private RestAssuredConfig config() {
        return newConfig()
                .sslConfig(ssl)
                .httpClient(httpClientConfig()
                        .httpClientFactory(this::httpClient)
                        .setParam("http.connection.timeout", (int) CONNECT_TIMEOUT.toMillis())
                        .setParam("http.socket.timeout", (int) READ_TIMEOUT.toMillis())
                        .reuseHttpClientInstance());
    }

    /**
     * A delete that is sent twice is no longer the same, so nothing is sent again unasked. Bodies are read at once: a connection is
     * free when its answer is there, also when REST Assured does not look into an empty body.
     */
    @SuppressWarnings("deprecation") // REST Assured takes no other kind of client
    private HttpClient httpClient() {
        DefaultHttpClient client = new DefaultHttpClient(new BasicClientConnectionManager(schemes()));
        client.setHttpRequestRetryHandler(new DefaultHttpRequestRetryHandler(0, false));
        client.addResponseInterceptor((response, context) -> {
            if (response.getEntity() != null) {
                response.setEntity(new BufferedHttpEntity(response.getEntity()));
            }
        });
        return client;
    }

    /** Without TLS where the server has none: its certificates take a quarter of a second to load. */
    @SuppressWarnings("deprecation") // as above
    private SchemeRegistry schemes() {
        if ("https".equals(target.url().getScheme())) {
            return SchemeRegistryFactory.createDefault();
        }
        SchemeRegistry schemes = new SchemeRegistry();
        schemes.register(new Scheme("http", 80, PlainSocketFactory.getSocketFactory()));
        return schemes;
    }
}
