package io.damson.verify.exchange;

import static io.restassured.config.HeaderConfig.headerConfig;
import static io.restassured.config.HttpClientConfig.httpClientConfig;
import static io.restassured.config.RestAssuredConfig.newConfig;
import static io.restassured.config.SSLConfig.sslConfig;

import io.damson.verify.shape.Answer;
import io.damson.verify.shape.Contract;
import io.restassured.RestAssured;
import io.restassured.config.RestAssuredConfig;
import io.restassured.config.SSLConfig;
import io.restassured.specification.RequestSpecification;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests as they are written. An answer that says "later" (429, 503) is no answer: it is waited for as told, and the request
 * sent again. Each answer is judged by the contract on its way.
 */
public final class Client {
    static {
        // Groovy, which REST Assured is written in, links a call when it has been made that often. A run makes each
        // call
        // some thousand times: linked at once, it takes a third of the time.
        if (System.getProperty("groovy.indy.optimize.threshold") == null) {
            System.setProperty("groovy.indy.optimize.threshold", "2");
        }
    }

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private final Target target;
    private final Supplier<Contract> contract;
    private final int maxRequests;
    private final Pacing pacing;
    private final Forbearance forbearance;
    private final Ledger ledger = new Ledger();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicReference<@Nullable String> end = new AtomicReference<>();
    private volatile String asker = "";
    private final SSLConfig ssl;
    private final RestAssuredConfig config;

    /**
     * Sends nothing yet.
     *
     * @param contract asked for with each answer, so that it may be read while the first request is on its way
     * @param maxRequests the most requests that are sent
     * @param rate how many are sent in a time at most
     * @param notices gets a line for people whenever something takes longer
     * @throws IllegalArgumentException if the file of certificates holds none
     */
    public Client(
            Target target,
            Supplier<Contract> contract,
            int maxRequests,
            Optional<Rate> rate,
            Consumer<String> notices) {
        this.target = target;
        this.contract = () -> contract.get().under(target.basePath());
        this.maxRequests = maxRequests;
        this.pacing = new Pacing(rate);
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

    /** Sends nothing more: further calls fail with this reason. The first reason stays. */
    public void end(String reason) {
        end.compareAndSet(null, reason);
    }

    /** Why nothing more is sent; empty as long as something is. */
    public Optional<String> end() {
        return Optional.ofNullable(end.get());
    }

    /** Requests from now on are those of the relation with this id. */
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
     * @throws ForbearanceException if no more requests may be sent, which ends all asking
     */
    public Exchange send(Request request) {
        return send(request, config);
    }

    /** The same, but takes a "later" for an answer. */
    public Exchange sendNow(Request request) {
        requireAllowed();
        return onceMore(request, config);
    }

    /** How many requests may be sent at once. */
    public int mostAtOnce() {
        return pacing.mostAtOnce();
    }

    /**
     * Asks all at once, each on a connection of its own; the answers in the order of the requests.
     *
     * @param requests at most {@link #mostAtOnce}
     */
    public List<Exchange> sendAtOnce(List<Request> requests) {
        pacing.awaitRoomFor(requests.size());
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

    /**
     * Waits; not at all where the time is negative.
     *
     * @throws ForbearanceException if the thread is interrupted
     */
    public static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForbearanceException("interrupted");
        }
    }

    private Exchange send(Request request, RestAssuredConfig on) {
        try {
            for (int attempt = 1; ; attempt++) {
                requireAllowed();
                Exchange exchange = onceMore(request, on);
                if (!exchange.isLater()) {
                    return exchange;
                }
                forbearance.await(exchange, attempt);
            }
        } catch (ForbearanceException e) {
            end(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private void requireAllowed() {
        end().ifPresent(reason -> {
            throw new ForbearanceException(reason);
        });
        if (Thread.currentThread().isInterrupted()) {
            throw new ForbearanceException("interrupted");
        }
        if (sent.incrementAndGet() > maxRequests) {
            sent.decrementAndGet();
            throw new ForbearanceException(
                    "the bound of " + maxRequests + " requests is reached; --max-requests sets another");
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
            try {
                return exchange(request, on);
            } catch (NoAnswerException again) {
                // The server may have died of the request.
                throw again.getCause() instanceof ConnectException ? e : again;
            }
        }
    }

    private Exchange exchange(Request request, RestAssuredConfig on) {
        pacing.awaitRoomFor(1);
        RequestSpecification specification = RestAssured.given()
                .config(on)
                .urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .header("User-Agent", "damson-verify")
                .header("Accept", "application/json, application/problem+json")
                .headers(target.headers())
                .headers(request.headers());
        target.proxy().ifPresent(proxy -> specification.proxy(proxy.getHost(), proxy.getPort(), "http"));
        Credential credential = request.credential();
        if (credential.carrier() == Credential.Carrier.HEADER) {
            credential.value().ifPresent(key -> specification.header(credential.name(), key));
        }
        try {
            String url = target.url() + credential.addedTo(request.target());
            Exchange came = Exchange.of(asker, request, Answer.of(specification.request(request.method(), url)));
            if (!came.isLater() && !came.isRefusedOnTheWay()) {
                String path = target.basePath() + request.target().replaceFirst("\\?.*", "");
                contract.get().operation(request.method(), path).ifPresent(operation -> ledger.add(operation, came));
            }
            return came;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // REST Assured throws checked exceptions that it does not declare
            throw noAnswer(request, e);
        } finally {
            pacing.answered();
        }
    }

    private static NoAnswerException noAnswer(Request request, Exception e) {
        String said = Stream.<Throwable>iterate(e, thrown -> thrown != null, Throwable::getCause)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .reduce((outer, inner) -> inner)
                .orElse(e.getClass().getSimpleName());
        return new NoAnswerException(request, said, e);
    }

    private RestAssuredConfig config() {
        return newConfig()
                .sslConfig(ssl)
                .headerConfig(headerConfig().overwriteHeadersWithName("User-Agent"))
                .httpClient(httpClientConfig()
                        .httpClientFactory(() ->
                                new PlainClient("https".equals(target.url().getScheme())))
                        .setParam("http.connection.timeout", (int) CONNECT_TIMEOUT.toMillis())
                        .setParam("http.socket.timeout", (int) READ_TIMEOUT.toMillis())
                        .reuseHttpClientInstance());
    }
}
