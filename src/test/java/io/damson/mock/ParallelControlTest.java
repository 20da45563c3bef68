package io.damson.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Forty control requests at once: each is answered, none is lost, and lists meanwhile are whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ParallelControlTest {
    private static final int AT_ONCE = 40;
    private static final String REMOVED = "product-main-front.jpg";

    /** What no operation of these tests touches, but for those that make everything anew. */
    private static final String UNTOUCHED = "/images?$filter="
            + URLEncoder.encode(
                    "not startswith(reference,'new-') and reference ne '" + REMOVED + "'", StandardCharsets.UTF_8);

    private MockServer mock;
    private ExecutorService clients;

    @BeforeAll
    void start() throws IOException {
        mock = Mocks.start();
        clients = Executors.newFixedThreadPool(AT_ONCE + 4);
    }

    @AfterAll
    void stop() {
        clients.shutdownNow();
        mock.close();
    }

    /** What tests do to the tenant of a key, the nth time. */
    enum Operation {
        PUT_NEW("PUT", "/__admin/images/new-%d.jpg", "{}", "204"),
        PUT_CHANGE("PUT", "/__admin/images/" + REMOVED, "{\"status\":\"Re\",\"processingFor\":\"1s\"}", "204"),
        REMOVE("DELETE", "/__admin/images/" + REMOVED, "", "204|404"),
        ADVANCE("PUT", "/__admin/clock", "{\"advance\":\"1s\"}", "200"),
        ARM("POST", "/__admin/faults", "{\"status\":503,\"reference\":\"no-such-image.jpg\"}", "201|400"),
        DISARM("DELETE", "/__admin/faults", "", "204"),
        FORGET("DELETE", "/__admin/requests", "", "204"),
        RESET("POST", "/__admin/reset", "", "204"),
        RESET_ALL("POST", "/__admin/reset", "", "204") {
            @Override
            Client client(Client own) {
                return new Client(own.mock(), Optional.empty());
            }
        },
        DROP("DELETE", "/__admin/sandboxes/pairs", "", "204|404");

        private final String method;
        private final String path;
        private final String body;
        private final String statuses;

        Operation(String method, String path, String body, String statuses) {
            this.method = method;
            this.path = path;
            this.body = body;
            this.statuses = statuses;
        }

        Client client(Client own) {
            return own;
        }

        /** What is wrong with the answer; empty where nothing is. */
        String run(Client own, int n) {
            Client.Reply reply = client(own).ask(method, path.formatted(n), body);
            return String.valueOf(reply.status()).matches(statuses)
                    ? ""
                    : this + ": " + reply.status() + " " + reply.http().body();
        }
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Operation.values())
                .flatMap(first -> Stream.of(Operation.values())
                        .filter(second -> second.compareTo(first) >= 0)
                        .map(second -> Arguments.of(first, second)));
    }

    @ParameterizedTest(name = "{0} beside {1}")
    @MethodSource("pairs")
    void listsAreWholeWhileControlRequestsMeet(Operation first, Operation second) throws Exception {
        Client own = Client.of(mock, "sandbox-pairs");
        own.ask("POST", "/__admin/reset", "");
        List<String> whole = references(own.get(UNTOUCHED));
        assertThat(whole).hasSize(100);
        List<Callable<String>> work = new ArrayList<>();
        IntStream.range(0, AT_ONCE).forEach(i -> work.add(() -> (i % 2 == 0 ? first : second).run(own, i)));
        for (int i = 0; i < 20; i++) {
            work.add(() -> {
                Client.Reply list = own.get(UNTOUCHED);
                return references(list).equals(whole)
                        ? ""
                        : "not whole: " + list.http().body();
            });
        }
        Collections.shuffle(work, new Random(1));
        assertNothingWrong(work);
        own.ask("POST", "/__admin/reset", "");
        assertThat(own.get("/images(" + REMOVED + ")").json().path("status").asText())
                .isEqualTo("Ok");
    }

    private static List<String> references(Client.Reply list) {
        return list.json().path("items").findValuesAsText("reference");
    }

    private void assertNothingWrong(List<Callable<String>> work) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Future<String> done : clients.invokeAll(work)) {
            if (!done.get().isEmpty()) {
                wrong.add(done.get());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void newImagesThatArePutAtOnceAreAllThere() throws Exception {
        Client own = Client.of(mock, "sandbox-forty");
        List<JsonNode> before = all(own);
        List<Callable<String>> work = new ArrayList<>();
        IntStream.range(0, AT_ONCE).forEach(i -> work.add(() -> Operation.PUT_NEW.run(own, i)));
        assertNothingWrong(work);
        List<JsonNode> after = all(own);
        assertThat(after).hasSize(before.size() + AT_ONCE).containsAll(before);
        assertThat(after.stream().map(image -> image.path("id").asLong())).doesNotHaveDuplicates();
    }

    @Test
    void clocksOfAllAreChangedOnceThoughSandboxesAreMadeMeanwhile() throws Exception {
        Client all = new Client(mock.uri(), Optional.empty());
        all.ask("POST", "/__admin/reset", "");
        all.ask("PUT", "/__admin/clock", "{\"now\":\"2024-04-05T08:00:00\"}");
        List<Callable<String>> work = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            String key = "sandbox-clock-" + i;
            work.add(() -> Operation.ADVANCE.run(all, 0));
            work.add(() -> Client.of(mock, key).get("/images?$top=0").status() == 200 ? "" : "no list");
        }
        assertNothingWrong(work);
        for (int i = 0; i < AT_ONCE; i++) {
            assertThat(Client.of(mock, "sandbox-clock-" + i)
                            .get("/__admin/clock")
                            .json()
                            .path("now")
                            .asText())
                    .isEqualTo("2024-04-05T08:00:40");
        }
        all.ask("POST", "/__admin/reset", "");
    }

    private static List<JsonNode> all(Client client) {
        List<JsonNode> all = new ArrayList<>();
        for (int skip = 0; skip < 300; skip += 100) {
            client.get("/images?$skip=" + skip).json().path("items").forEach(all::add);
        }
        return all;
    }

    /** A tenant of the data is not dropped, so that requests go on with it throughout. */
    @Test
    void ownResetsBesideResetsOfAllAreAllDone() throws Exception {
        Client acme = Client.of(mock, "acme-demo-key");
        JsonNode whole = acme.get(UNTOUCHED).json();
        List<Callable<String>> work = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            Operation reset = i % 2 == 0 ? Operation.RESET : Operation.RESET_ALL;
            work.add(() -> reset.run(acme, 0));
            work.add(() -> acme.get(UNTOUCHED).json().equals(whole) ? "" : "a list is not whole");
            work.add(() -> Set.of(200, 404)
                            .contains(acme.get("/images(" + REMOVED + ")").status())
                    ? ""
                    : "no image");
            work.add(() -> Set.of(204, 404)
                            .contains(acme.delete("/images(" + REMOVED + ")").status())
                    ? ""
                    : "no delete");
        }
        assertNothingWrong(work);
    }

    @Test
    void changedFilesAreTakenWholeBesideResets(@TempDir Path folder) throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        write(folder, data, 'a');
        try (MockServer own = Mocks.start(Optional.of(data), Optional.empty(), Optional.empty())) {
            Client shop = Client.of(own, "shop-demo-key");
            Client sandbox = Client.of(own, "sandbox-shop");
            List<Callable<String>> work = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                char letter = (char) ('a' + i % 3);
                Client client = i % 2 == 0 ? shop : sandbox;
                Operation reset = i % 4 < 2 ? Operation.RESET : Operation.RESET_ALL;
                work.add(() -> reset.run(client, 0));
                work.add(() -> {
                    write(folder, data, letter);
                    return "";
                });
                work.add(() -> whole(client.get("/images").json()));
                work.add(() -> whole(client.get("/images").json()));
            }
            assertNothingWrong(work);
        }
    }

    private static String whole(JsonNode list) {
        List<String> references = list.path("items").findValuesAsText("reference");
        return references.size() == 90
                        && references.stream()
                                        .map(name -> name.charAt(0))
                                        .distinct()
                                        .count()
                                == 1
                ? ""
                : "not whole: " + list;
    }

    private static synchronized void write(Path folder, Path data, char letter) throws IOException {
        String images = IntStream.range(0, 90)
                .mapToObj(i -> "{\"reference\":\"" + letter + i + ".jpg\"}")
                .collect(Collectors.joining(","));
        Path next = Files.writeString(folder.resolve("next"), "[" + images + "]");
        Files.move(next, data.resolve("shop.json"), StandardCopyOption.ATOMIC_MOVE);
    }
}
