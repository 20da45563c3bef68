package io.damson.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.damson.mock.DamsonMock;
import io.damson.proxy.fault.FaultControl;
import io.damson.proxy.fault.FaultInterference;
import io.damson.proxy.fault.KeyFaults;
import io.damson.proxy.record.Recorder;
import io.damson.proxy.record.Replay;
import io.damson.verify.exchange.Target;
import io.damson.verify.traffic.Judge;
import io.damson.verify.traffic.JudgeSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recording, replay and faults over HTTP: a client, the proxy, an upstream. */
@Timeout(60)
class WholeProxyTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder = Path.of("");

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final DamsonMock upstream = DamsonMock.start();
    private URI proxy = URI.create("http://nowhere.invalid");

    @BeforeEach
    void start() throws IOException {
        Target target = new Target(upstream.url());
        Recorder recorder = Recorder.open(folder, notice -> {});
        Replay replay = Replay.start(recorder, notice -> {});
        KeyFaults armed = new KeyFaults();
        ProxyServer server = ProxyServer.start(
                new ProxyConfiguration(
                        "127.0.0.1", 0, "/", target, false, false, Duration.ofSeconds(5), Duration.ofSeconds(5)),
                new ProxyServer.Parts(
                        new Judge(JudgeSettings.of(target)),
                        List.of(recorder),
                        Map.of(FaultControl.PATH, new FaultControl(armed, "127.0.0.1", Optional.empty())),
                        new FaultInterference(armed),
                        replay));
        parts.addAll(List.of(server, replay, recorder));
        proxy = server.uri();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
        upstream.close();
    }

    private HttpResponse<String> send(String method, String target, String body, String... fields)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(proxy + target))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (fields.length > 0) {
            request.headers(fields);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String target, String... fields) throws IOException, InterruptedException {
        String[] all = new String[fields.length + 2];
        System.arraycopy(fields, 0, all, 0, fields.length);
        all[fields.length] = "X-API-KEY";
        all[fields.length + 1] = "acme-demo-key";
        return send("GET", target, "", all);
    }

    @Test
    void faultsAreMetInFrontOfTheUpstream() throws Exception {
        assertThat(get("/images?$top=1").statusCode()).isEqualTo(200);
        HttpResponse<String> forced = get("/images?$top=1", "Prefer", "code=503");
        assertThat(forced.statusCode()).isEqualTo(503);
        assertThat(forced.headers().firstValue("Preference-Applied")).contains("code=503");
        assertThat(send("GET", "/images", "", "Prefer", "code=503").statusCode())
                .isEqualTo(401);

        assertThat(send("POST", "/__admin/faults", "{\"status\":409,\"times\":1}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(get("/images?$top=1").statusCode()).isEqualTo(409);
        assertThat(get("/images?$top=1").statusCode()).isEqualTo(200);

        send("POST", "/__admin/faults", "{\"fault\":\"EMPTY_RESPONSE\"}");
        assertThatThrownBy(() -> get("/images?$top=1")).isInstanceOf(IOException.class);
        assertThat(send("DELETE", "/__admin/faults", "").statusCode()).isEqualTo(204);

        long start = System.nanoTime();
        assertThat(get("/images?__delay=300&$top=1").statusCode()).isEqualTo(200);
        assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(300));
        HttpRequest journal = HttpRequest.newBuilder(URI.create(upstream.url() + "/__admin/requests"))
                .build();
        assertThat(HTTP.send(journal, BodyHandlers.ofString()).body())
                .contains("/images?$top=1")
                .doesNotContain("__delay");
    }

    @Test
    void theRecordAnswersWhileTheUpstreamIsAway() throws Exception {
        String list = get("/images?$filter=width%20gt%20100&$top=20").body();
        String forced = get("/images(no-such.png)", "Prefer", "code=404").body();
        assertThat(forced).contains("not-found");
        upstream.close();
        HttpResponse<String> played = get("/images?$filter=width%20gt%20100&$top=20");
        while (played.statusCode() == 502) { // the mock is still being started
            TimeUnit.MILLISECONDS.sleep(50);
            played = get("/images?$filter=width%20gt%20100&$top=20");
        }
        assertThat(played.statusCode()).isEqualTo(200);
        assertThat(played.body()).isEqualTo(list);
        assertThat(get("/images?$top=101").statusCode()).isEqualTo(400);
        assertThat(get("/images(no-such.png)").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/images", "").statusCode()).isEqualTo(401);
        assertThat(send("GET", "/images", "", "X-API-KEY", "unknown").statusCode())
                .isEqualTo(502);
    }
}
