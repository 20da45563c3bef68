package io.damson.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FairHandlerTest {
    private static final int WORKERS = 4;
    private static final int MOST = 2;
    private static final String SEARCH = "SEARCH";

    private final HttpServer server = new HttpServer();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore mayGo = new Semaphore(0);
    private final AtomicInteger running = new AtomicInteger();
    private int port;

    /** Requests of a client wait until they may go; others are answered at once. */
    private final HttpHandler next = new HttpHandler() {
        @Override
        public void service(Request request, Response response) throws Exception {
            if (request.getHeader("Client") != null) {
                running.incrementAndGet();
                arrived.release();
                mayGo.acquire();
                running.decrementAndGet();
            }
            response.setStatus(Optional.ofNullable(request.getHeader("Status"))
                    .map(Integer::valueOf)
                    .orElse(204));
            if (response.isSuspended()) {
                response.resume();
            }
        }
    };

    @BeforeEach
    void start() throws IOException {
        NetworkListener listener = new NetworkListener("test", "127.0.0.1", 0);
        listener.getTransport()
                .setWorkerThreadPoolConfig(ThreadPoolConfig.defaultConfig()
                        .setCorePoolSize(WORKERS)
                        .setMaxPoolSize(WORKERS));
        server.addListener(listener);
        server.getServerConfiguration()
                .addHttpHandler(new FairHandler(
                        FairHandlerTest::claim, new Shares(WORKERS), Patience.OF_A_SERVER, request -> {}, next));
        server.start();
        port = listener.getPort();
    }

    private static Optional<Claim> claim(Request request) {
        return Optional.ofNullable(request.getHeader("Client"))
                .map(client -> new Claim(
                        client.hashCode(),
                        Claim.Kind.valueOf(
                                Optional.ofNullable(request.getHeader("Kind")).orElse(SEARCH))));
    }

    @AfterEach
    void stop() {
        mayGo.release(1_000);
        server.shutdownNow();
    }

    private CompletableFuture<Integer> send(String... header) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"));
        if (header.length > 0) {
            request.headers(header);
        }
        return http.sendAsync(request.build(), BodyHandlers.discarding()).thenApply(answer -> answer.statusCode());
    }

    private List<CompletableFuture<Integer>> sendMany(int count, String client) {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(send("Client", client));
        }
        return answers;
    }

    private List<CompletableFuture<Integer>> sendUncounted(int count) {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(send());
        }
        return answers;
    }

    private void awaitArrivals(int count) throws InterruptedException {
        assertThat(arrived.tryAcquire(count, 10, SECONDS)).isTrue();
    }

    private static void assertAnswered(List<CompletableFuture<Integer>> answers) throws Exception {
        for (CompletableFuture<Integer> answer : answers) {
            assertThat(answer.get(10, SECONDS)).isEqualTo(204);
        }
    }

    @Test
    void aClientThatSendsManyLeavesWorkersForOthers() throws Exception {
        List<CompletableFuture<Integer>> many = sendMany(10, "greedy");
        awaitArrivals(MOST);
        for (int i = 0; i < 10; i++) {
            assertThat(send().get(10, SECONDS)).isEqualTo(204);
        }
        CompletableFuture<Integer> other = send("Client", "other");
        awaitArrivals(1);
        assertThat(running).hasValue(MOST + 1);
        mayGo.release(11);
        assertAnswered(many);
        assertThat(other.get(10, SECONDS)).isEqualTo(204);
    }

    @Test
    void whoHangsUpWhileItWaitsTakesNoPlace() throws Exception {
        List<CompletableFuture<Integer>> first = sendMany(MOST, "client");
        awaitArrivals(MOST);
        for (int i = 0; i < 5; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: a\r\nClient: client\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                socket.setSoLinger(true, 0);
            }
        }
        List<CompletableFuture<Integer>> later = sendMany(MOST, "client");
        mayGo.release(2 * MOST + 5);
        assertAnswered(first);
        assertAnswered(later);
    }

    @Test
    void whatIsTooMuchIsRefusedWithinASecondThoughAllWorkersAreBusy() throws Exception {
        List<CompletableFuture<Integer>> busy = new ArrayList<>();
        for (String client : List.of("a", "b", "c")) {
            busy.add(send("Client", client, "Kind", "QUICK"));
        }
        awaitArrivals(WORKERS - 1);
        assertAnswered(sendUncounted(100)); // connections are there, and the code has run
        long start = System.nanoTime();
        List<CompletableFuture<Integer>> surplus = sendMany(100, "e");
        for (CompletableFuture<Integer> answer : surplus) {
            assertThat(answer.get(10, SECONDS)).isEqualTo(503);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        mayGo.release(WORKERS - 1);
        assertAnswered(busy);
        CompletableFuture<Integer> afterwards = send("Client", "e");
        mayGo.release();
        assertThat(afterwards.get(10, SECONDS)).isEqualTo(204);
    }

    @Test
    void changesThatAreHeldUpLeaveWorkersForTheirOwnClientToo() throws Exception {
        List<CompletableFuture<Integer>> heldUp = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            heldUp.add(send("Client", "one", "Kind", "CHANGE"));
        }
        awaitArrivals(MOST);
        CompletableFuture<Integer> quick = send("Client", "one", "Kind", "QUICK");
        awaitArrivals(1);
        assertThat(running).hasValue(MOST + 1);
        mayGo.release(5);
        assertAnswered(heldUp);
        assertThat(quick.get(10, SECONDS)).isEqualTo(204);
    }

    @Test
    void aClientWhoseRequestsAreSlowIsServedOneByOne() throws Exception {
        CompletableFuture<Integer> slow = send("Client", "slow");
        awaitArrivals(1);
        CompletableFuture.delayedExecutor(1100, java.util.concurrent.TimeUnit.MILLISECONDS)
                .execute(mayGo::release);
        assertThat(slow.get(10, SECONDS)).isEqualTo(204);
        List<CompletableFuture<Integer>> later = sendMany(3, "slow");
        for (int i = 0; i < 3; i++) {
            awaitArrivals(1);
            assertThat(send().get(10, SECONDS)).isEqualTo(204);
            assertThat(running).hasValue(1);
            mayGo.release();
        }
        assertAnswered(later);
    }

    @Test
    void whatWasSlowWhileADatabaseWasAwayIsForgottenWhenItIsBack() throws Exception {
        CompletableFuture<Integer> inVain = send("Client", "client", "Status", "503");
        awaitArrivals(1);
        CompletableFuture.delayedExecutor(1100, java.util.concurrent.TimeUnit.MILLISECONDS)
                .execute(mayGo::release);
        assertThat(inVain.get(10, SECONDS)).isEqualTo(503);
        CompletableFuture<Integer> back = send("Client", "client");
        mayGo.release();
        assertThat(back.get(10, SECONDS)).isEqualTo(204);
        arrived.drainPermits();
        List<CompletableFuture<Integer>> later = sendMany(MOST, "client");
        awaitArrivals(MOST);
        mayGo.release(MOST);
        assertAnswered(later);
    }
}
