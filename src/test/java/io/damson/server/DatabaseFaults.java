package io.damson.server;

import static io.damson.server.MonitoredServer.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.damson.query.Images;
import io.damson.store.Database;
import io.damson.store.ImageStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A server with images, and what holds for it before, during and after a fault of its database. */
final class DatabaseFaults {
    private static final int ROUNDS = 20;
    private static final Duration BACK = Duration.ofSeconds(10);

    private final MonitoredServer server;

    DatabaseFaults(MonitoredServer server) {
        this.server = server;
        new ImageStore(server.database).insert(server.tenant, Images.random(ROUNDS, 1));
    }

    /** The fault lets nobody be answered, though many try at once: each has a 503 in time, of which a client learns the reason. */
    void allFailWithin(Duration most, String why) {
        List<CompletableFuture<Void>> rounds = IntStream.range(0, ROUNDS)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> fails(i % 2 == 0 ? "GET" : "DELETE", "/images(a)", most, why),
                        command -> new Thread(command).start()))
                .toList();
        rounds.forEach(CompletableFuture::join);
    }

    /** One after another, of which only the first waits for the database. */
    void allButTheFirstFailAtOnce(Duration most, String why) {
        fails("GET", "/images(a)", most, why);
        for (int i = 0; i < 3; i++) {
            fails("GET", "/images(a)", Duration.ofSeconds(1), why);
        }
    }

    /** Reads are answered, deletes are not. */
    void onlyDeletesFail(String why) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(server.api("GET", "/images", "X-API-KEY", KEY)).isEqualTo(200);
            fails("DELETE", "/images(a)", Duration.ofSeconds(2), why);
        }
        assertThat(whyNotReady()).isEmpty();
    }

    private void fails(String method, String path, Duration most, String why) {
        long began = System.nanoTime();
        HttpResponse<String> answer = server.keyed(method, path).join();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(most);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).containsPattern(why);
    }

    /** Liveness holds whatever readiness is. */
    String whyNotReady() throws IOException, InterruptedException {
        assertThat(server.managed("GET", "/health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = server.managed("GET", "/health/ready");
        assertThat(ready.statusCode()).isIn(200, 503);
        return ready.statusCode() == 200 ? "" : ready.body();
    }

    /** The fault is noticed, also by connections that were about to end. */
    void awaitNotReady(String why) throws Exception {
        long began = System.nanoTime();
        while (!whyNotReady().contains(why)) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(BACK);
        }
    }

    /** The fault is over: all workers are there, reads and deletes are answered. */
    void isRightAgain() throws Exception {
        long over = System.nanoTime();
        while (server.api("DELETE", "/images(a)", "X-API-KEY", KEY) != 404
                || !whyNotReady().isEmpty()) {
            assertThat(Duration.ofNanos(System.nanoTime() - over)).isLessThan(BACK);
        }
        while (!manyAreAnswered()) {
            assertThat(Duration.ofNanos(System.nanoTime() - over)).isLessThan(BACK);
        }
        while (server.server.inFlight() > 0) {
            assertThat(Duration.ofNanos(System.nanoTime() - over)).isLessThan(BACK);
        }
    }

    /** At once; on a busy machine some may wait too long for their turn. */
    private boolean manyAreAnswered() {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 4 * Database.PARALLEL)
                .mapToObj(i -> server.keyed("GET", "/images"))
                .toList();
        return answers.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() != 200)
                .toList()
                .isEmpty();
    }

    /** Connections that have ended are found out, and others are there. */
    void isReadAgain() {
        long over = System.nanoTime();
        while (lists().stream().anyMatch(list -> list.statusCode() != 200)) {
            assertThat(Duration.ofNanos(System.nanoTime() - over)).isLessThan(BACK);
        }
    }

    /** The answers to more requests at once than there are workers. */
    private List<HttpResponse<String>> lists() {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 4 * Database.PARALLEL)
                .mapToObj(i -> server.keyed("GET", "/images"))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }
}
