package io.damson.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.dataset.MockData;
import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.image.Image;
import io.damson.mock.DamsonMock;
import io.damson.proxy.Interference;
import io.damson.proxy.Observer;
import io.damson.proxy.ProxyConfiguration;
import io.damson.proxy.ProxyServer;
import io.damson.proxy.StandIn;
import io.damson.server.DamsonServer;
import io.damson.server.ServerConfiguration;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.ImageStore;
import io.damson.store.TenantStore;
import io.damson.store.TestPostgres;
import io.damson.tenant.Tenant;
import io.damson.verify.exchange.Target;
import io.damson.verify.traffic.Field;
import io.damson.verify.traffic.Finding;
import io.damson.verify.traffic.Judge;
import io.damson.verify.traffic.JudgeSettings;
import io.damson.verify.traffic.Passage;
import io.damson.verify.traffic.Verdict;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ordinary traffic through the proxy itself: the verdicts in its header field, and those that its observers learn. */
class TrafficThroughProxyTest implements Observer {
    private static final Map<String, List<Image>> ACCOUNTS =
            Map.of(TrafficSession.KEY, images("acme"), "globex-demo-key", images("globex"));

    private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();
    private final Queue<String> unjudged = new ConcurrentLinkedQueue<>();
    private final Set<String> fields = new TreeSet<>();

    private static List<Image> images(String tenant) {
        return MockData.load(Path.of("mock-data", tenant + ".json")).get(0).images();
    }

    @Override
    public void judged(Verdict verdict) {
        Stream.concat(verdict.findings().stream(), verdict.confirmed().stream())
                .filter(Finding::isFailure)
                .forEach(findings::add);
        verdict.unjudged().ifPresent(unjudged::add);
    }

    @Override
    public void unjudged(Passage passage, String why) {
        unjudged.add(why);
    }

    private ProxyServer proxy(URI upstream) throws Exception {
        return ProxyServer.start(
                new ProxyConfiguration(
                        "127.0.0.1",
                        0,
                        "/",
                        new Target(upstream),
                        true,
                        false,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30)),
                new ProxyServer.Parts(
                        new Judge(JudgeSettings.of(new Target(upstream))),
                        List.of(this),
                        Map.of(),
                        Interference.NONE,
                        StandIn.NONE));
    }

    private void runThrough(ProxyServer proxy) {
        new TrafficSession(
                        proxy.uri(),
                        passage -> fields.addAll(passage.fields().stream()
                                .filter(field -> field.name().equalsIgnoreCase("Damson-Verdict"))
                                .map(Field::value)
                                .toList()))
                .run();
    }

    @Test
    void nothingIsFoundOfAMock() throws Exception {
        try (DamsonMock mock = DamsonMock.start();
                ProxyServer proxy = proxy(mock.url())) {
            runThrough(proxy);
        }
        assertThat(findings).isEmpty();
        assertThat(unjudged).isEmpty();
        assertThat(fields).containsExactly("ok");
    }

    static Stream<DatabaseConfiguration> databases() {
        return Stream.of(DatabaseConfiguration.temporary(), TestPostgres.newDatabase());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void nothingIsFoundOfAServerOnEitherDatabase(DatabaseConfiguration configuration) throws Exception {
        try (Database database = Database.open(configuration)) {
            TenantStore store = new TenantStore(database);
            for (MockData data : MockData.load(Path.of("mock-data"))) {
                Tenant tenant = store.add(data.tenant()).orElseThrow();
                data.apiKeys().forEach(key -> store.addKey(tenant, key, "test"));
                new ImageStore(database).insert(tenant, data.images());
            }
            try (DamsonServer server = DamsonServer.start(
                            new ServerConfiguration("127.0.0.1", 0, "/dam", HttpLimits.DEFAULT, Optional.empty()),
                            database,
                            CorsOrigins.none());
                    ProxyServer proxy = proxy(server.uri())) {
                runThrough(proxy);
            }
        }
        assertThat(findings).isEmpty();
        assertThat(fields).containsExactly("ok");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mutant.class,
            names = {
                "GT_WITH_EQUAL",
                "ORDER_SWAPPED",
                "SKIP_OFF_BY_ONE",
                "ONE_IMAGE_DIFFERS",
                "DELETED_STAYS_LISTED",
                "NO_CHALLENGE",
                "TOP_CLAMPED",
                "LENGTH_AFTER_204"
            })
    void aWrongServerIsFound(Mutant mutant) throws Exception {
        try (SmallServer server = new SmallServer(ACCOUNTS, mutant);
                ProxyServer proxy = proxy(server.url())) {
            runThrough(proxy);
        }
        assertThat(findings.stream().map(finding -> finding.relation().id()).collect(Collectors.toSet()))
                .containsAnyOf(mutant.meant(), "PAGE-7");
        if (mutant != Mutant.SKIP_OFF_BY_ONE
                && mutant != Mutant.ONE_IMAGE_DIFFERS) { // what became certain later is in no field
            assertThat(fields)
                    .anyMatch(field -> field.startsWith("failed; relation=") && field.contains(mutant.meant()));
        }
    }

    /** Through the proxy: what deletions have taken away is there again, by all rights. */
    @Test
    void theResetOfAMockIsNoFinding() throws Exception {
        try (DamsonMock mock = DamsonMock.start();
                ProxyServer proxy = proxy(mock.url())) {
            for (int i = 0; i < 2; i++) {
                runThrough(proxy);
                HttpResponse<String> reset = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(proxy.uri() + "/__admin/reset"))
                                        .POST(HttpRequest.BodyPublishers.noBody())
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(reset.statusCode()).isEqualTo(204);
            }
        }
        assertThat(findings).isEmpty();
    }
}
