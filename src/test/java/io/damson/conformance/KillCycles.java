package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Two tenants of one database: six clients delete the images of one while the server, or an import of the other, is killed again and
 * again. What the clients were told is compared with what the server has when it is up again. All of it goes by way of the jar and HTTP.
 */
final class KillCycles {
    private static final int CLIENTS = 6;
    private static final String DELETED = "deleted";
    private static final String IMPORTED = "imported";
    private static final int LONGEST_MILLIS = 1_200;
    private static final List<String> ORDERS = List.of("reference desc", "createdOn");

    private final String databaseUrl;
    private final Path folder;
    private final Random random;
    private final int images;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> present = new TreeSet<>();
    private final List<Duration> starts = new ArrayList<>();
    private long acknowledged;
    private int generation;

    /**
     * Tenants with so many images each.
     *
     * @param databaseUrl of an empty database
     * @param folder for the files that are imported
     */
    KillCycles(String databaseUrl, Path folder, Random random, int images) throws IOException {
        this.databaseUrl = databaseUrl;
        this.folder = folder;
        this.random = random;
        this.images = images;
        for (String tenant : List.of(DELETED, IMPORTED)) {
            command("tenant", "add", tenant);
            CommandRun key = CommandRun.withInput(key(tenant), with("key", "create", "--tenant", tenant, "--stdin"));
            assertThat(key.exitCode()).as("%s", key).isZero();
        }
        command("import", "--tenant", IMPORTED, file(++generation).toString());
        refill();
    }

    private static String key(String tenant) {
        return tenant + "-key";
    }

    private void command(String... arguments) {
        CommandRun run = CommandRun.of(with(arguments));
        assertThat(run.exitCode()).as("%s", run).isZero();
    }

    private String[] with(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--database-url", databaseUrl));
        return all.toArray(String[]::new);
    }

    private void refill() throws IOException {
        command("import", "--tenant", DELETED, file(0).toString());
        present.clear();
        IntStream.range(0, images).mapToObj(KillCycles::reference).forEach(present::add);
    }

    private static String reference(int number) {
        return "kill-%05d.jpg".formatted(number);
    }

    /** All images; which generation they are of is in their links. */
    private Path file(int generation) throws IOException {
        return Files.writeString(
                folder.resolve("generation-" + generation + ".ndjson"),
                IntStream.range(0, images)
                        .mapToObj(number -> """
                                {"reference":"%s","numLinks":%d,"status":"%s","modifiedOn":"2024-04-05T08:44:33",\
                                "createdOn":"2024-04-05T08:%02d:33","width":1,"height":1,"sizeInBytes":1}""".formatted(
                                        reference(number), generation, number % 3 == 0 ? "Er" : "Ok", number % 60))
                        .collect(Collectors.joining("\n")));
    }

    private DamsonProcess serve() {
        long begun = System.nanoTime();
        DamsonProcess server = DamsonProcess.start(with("serve"));
        starts.add(Duration.ofNanos(System.nanoTime() - begun));
        return server;
    }

    /** Kills a server amid deletes, and compares what it has when it is up again. */
    void killServer() throws Exception {
        refillWhereFewAreLeft();
        Set<String> unknown = ConcurrentHashMap.newKeySet();
        try (DamsonProcess server = serve()) {
            deleteUntil(server, unknown, () -> {
                double part = random.nextDouble(); // squared: half of the kills come within a quarter of the time
                TimeUnit.MILLISECONDS.sleep(
                        (long) (LONGEST_MILLIS * part * part)); // varied on purpose: nothing is awaited
                server.kill();
            });
        }
        try (DamsonProcess server = serve()) {
            requireConsistent(server, unknown);
        }
    }

    private void refillWhereFewAreLeft() throws IOException {
        if (present.size() < images / 4) {
            refill();
        }
    }

    /** A thing that ends the deletes. */
    private interface End {
        void run() throws Exception;
    }

    /** The end begins with the first delete. */
    private void deleteUntil(DamsonProcess server, Set<String> unknown, End end) throws Exception {
        List<String> shuffled = new ArrayList<>(present);
        Collections.shuffle(shuffled, random);
        ConcurrentLinkedQueue<String> queue = new ConcurrentLinkedQueue<>(shuffled);
        Set<String> gone = ConcurrentHashMap.newKeySet();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                running.add(clients.submit(() -> {
                    delete(server, queue, gone, unknown);
                    return null;
                }));
            }
            while (gone.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            end.run();
            queue.clear();
            for (Future<?> client : running) {
                client.get();
            }
        } finally {
            clients.shutdownNow();
        }
        present.removeAll(gone);
        acknowledged += gone.size();
    }

    private void delete(
            DamsonProcess server, ConcurrentLinkedQueue<String> queue, Set<String> gone, Set<String> unknown)
            throws InterruptedException {
        for (String image = queue.poll(); image != null; image = queue.poll()) {
            unknown.add(image);
            int status;
            try {
                status = send(server, DELETED, "DELETE", "/images(" + image + ")")
                        .statusCode();
            } catch (IOException e) {
                return; // killed: this one may be deleted or not
            }
            assertThat(status).as("DELETE of %s", image).isIn(204, 503); // an import may hold the file for too long
            if (status == 204) {
                gone.add(image);
                unknown.remove(image);
            }
        }
    }

    private HttpResponse<String> send(DamsonProcess server, String tenant, String method, String target)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.url() + target))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("X-API-KEY", key(tenant))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Nothing that was acknowledged is there, nothing else is gone, and all indexes and GET agree. */
    private void requireConsistent(DamsonProcess server, Set<String> unknown) throws Exception {
        Set<String> listed = listed(server, "id", "");
        assertThat(present)
                .as("deleted, though nobody deleted it")
                .allMatch(image -> listed.contains(image) || unknown.contains(image));
        assertThat(listed).as("back, though its delete was acknowledged").isSubsetOf(present);
        for (String order : ORDERS) {
            assertThat(listed(server, order, "")).as("by %s", order).isEqualTo(listed);
        }
        Set<String> byStatus = new TreeSet<>(listed(server, "id", "status eq 'Ok'"));
        byStatus.addAll(listed(server, "id", "status eq 'Er'"));
        assertThat(byStatus).as("by status").isEqualTo(listed);
        Set<String> some = new TreeSet<>(unknown);
        random.ints(100, 0, images).mapToObj(KillCycles::reference).forEach(some::add);
        for (String image : some) {
            assertThat(send(server, DELETED, "GET", "/images(" + image + ")").statusCode())
                    .as("GET of %s", image)
                    .isEqualTo(listed.contains(image) ? 200 : 404);
        }
        present.retainAll(listed);
    }

    private Set<String> listed(DamsonProcess server, String order, String filter) throws Exception {
        Set<String> listed = new TreeSet<>();
        for (JsonNode image : rows(server, DELETED, order, filter)) {
            assertThat(listed.add(image.path("reference").textValue())).isTrue();
        }
        return listed;
    }

    private List<JsonNode> rows(DamsonProcess server, String tenant, String order, String filter) throws Exception {
        List<JsonNode> rows = new ArrayList<>();
        int page;
        do {
            HttpResponse<String> answer = send(
                    server,
                    tenant,
                    "GET",
                    "/images?$top=100&$skip=" + rows.size() + "&$orderby=" + order.replace(" ", "%20")
                            + (filter.isEmpty()
                                    ? ""
                                    : "&$filter=" + filter.replace(" ", "%20").replace("'", "%27")));
            assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(200);
            JsonNode items = new JsonMapper().readTree(answer.body()).path("items");
            items.forEach(rows::add);
            page = items.size();
        } while (page == 100);
        return rows;
    }

    /** Kills an import beside deletes, and every second time the server with it; the images are all old or all new. */
    void killImport() throws Exception {
        refillWhereFewAreLeft();
        int next = generation + 1;
        Path out = folder.resolve("import.out");
        boolean serverToo = random.nextBoolean();
        Set<String> unknown = ConcurrentHashMap.newKeySet();
        DamsonProcess server = serve();
        try {
            Process process = new ProcessBuilder(Jar.command(
                            List.of(),
                            with("import", "--tenant", IMPORTED, file(next).toString())))
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            DamsonProcess serving = server;
            deleteUntil(server, unknown, () -> {
                process.waitFor(300 + random.nextInt(2_500), TimeUnit.MILLISECONDS);
                process.destroyForcibly().waitFor();
                if (serverToo) {
                    serving.kill();
                }
            });
            if (serverToo) {
                server = serve();
            }
            generation = requireOneOf(server, next, Files.readString(out).startsWith("imported"));
            requireConsistent(server, unknown);
        } finally {
            server.close();
        }
    }

    /** The images are all of this generation or all of the last one, which is returned. */
    private int requireOneOf(DamsonProcess server, int next, boolean imported) throws Exception {
        List<JsonNode> rows = rows(server, IMPORTED, "id", "");
        assertThat(rows).hasSize(images);
        Set<Integer> found =
                rows.stream().map(image -> image.path("numLinks").intValue()).collect(Collectors.toSet());
        assertThat(found).as("old or new, not both").hasSize(1).isSubsetOf(generation, next);
        if (imported) {
            assertThat(found).as("imported, and back").containsExactly(next);
        }
        return found.iterator().next();
    }

    /** How long the server needed to be up again, at most. */
    Duration slowestStart() {
        return Collections.max(starts);
    }

    /** How many deletes were acknowledged. */
    long acknowledged() {
        return acknowledged;
    }
}
