package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.image.Image;
import io.damson.query.Images;
import io.damson.server.DamsonServer;
import io.damson.server.ServerConfiguration;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.ImageStore;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import io.damson.verify.shape.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists are compressed for clients that accept it, and nothing else is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompressionTest {
    private static final String GZIP = "Accept-Encoding: gzip\r\n";

    private final Database database = Database.open(DatabaseConfiguration.temporary());
    private DamsonServer server;

    @BeforeAll
    void start() throws IOException {
        TenantStore tenants = new TenantStore(database);
        Tenant tenant = tenants.add(new TenantName("compression")).orElseThrow();
        tenants.addKey(tenant, ApiKey.of("acme-demo-key"), "test");
        List<Image> images = Images.random(100, 1);
        new ImageStore(database).insert(tenant, images);
        server = start(true);
    }

    private DamsonServer start(boolean gzip) throws IOException {
        return DamsonServer.start(
                new ServerConfiguration("127.0.0.1", 0, "/", HttpLimits.DEFAULT, Optional.empty(), gzip),
                database,
                CorsOrigins.none());
    }

    @AfterAll
    void stop() {
        server.close();
        database.close();
    }

    private static Answer ask(DamsonServer server, String method, String target, String fields) {
        try (Wire wire = Wire.open(server.uri().toString())) {
            wire.send(RawRequest.request(method, target, fields));
            return wire.read(method);
        }
    }

    private Answer get(String target, String fields) {
        return ask(server, "GET", target, fields);
    }

    @Test
    void aListIsCompressedForWhoAcceptsIt() throws IOException {
        Answer plain = get("/images", "");
        Answer packed = get("/images", GZIP);
        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(packed.header("Content-Encoding")).hasValue("gzip");
        assertThat(packed.header("Content-Type")).isEqualTo(plain.header("Content-Type"));
        assertThat(packed.body().length).isLessThan(plain.body().length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .isEqualTo(plain.body());
    }

    @Test
    void whetherOrNotTheAnswerSaysThatItDependsOnIt() {
        for (String target : List.of("/images", "/images?$top=0", "/images?$top=x")) {
            for (String fields : List.of("", GZIP, "Accept-Encoding: br\r\n")) {
                assertThat(get(target, fields).header("Vary")).as(target).hasValue("X-API-KEY, Accept-Encoding");
            }
        }
        assertThat(get("/images(nobody)", GZIP).header("Vary")).hasValue("X-API-KEY");
    }

    @Test
    void headSaysWhatGetWouldSay() {
        for (String fields : List.of("", GZIP)) {
            Answer get = get("/images", fields);
            Answer head = ask(server, "HEAD", "/images", fields);
            for (String field : List.of("Content-Encoding", "Content-Length", "Content-Type", "Vary")) {
                assertThat(head.header(field)).as(field).isEqualTo(get.header(field));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip;q=0", "identity", "br, deflate", "*;q=0", "gzip;q=abc", ""})
    void whoDoesNotAcceptItGetsTheListAsItIs(String accepted) {
        Answer answer = get("/images", "Accept-Encoding: " + accepted + "\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Encoding")).isEmpty();
    }

    @Test
    void twoFieldsAreOneList() {
        assertThat(get("/images", "Accept-Encoding: br\r\nAccept-Encoding: gzip\r\n")
                        .header("Content-Encoding"))
                .hasValue("gzip");
        assertThat(get("/images", GZIP + "Accept-Encoding: gzip;q=0\r\n").header("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void problemsAndSmallBodiesAreNotCompressed() {
        String unknown = "/images?$filter=" + "x".repeat(4_000);
        for (String target : List.of("/images?$top=1", "/images?$top=0", unknown, "/images(nobody)", "/nothing")) {
            assertThat(get(target, GZIP).header("Content-Encoding")).as(target).isEmpty();
        }
    }

    @Test
    void itCanBeSwitchedOff() throws IOException {
        try (DamsonServer plain = start(false)) {
            Answer answer = ask(plain, "GET", "/images", GZIP);
            assertThat(answer.header("Content-Encoding")).isEmpty();
            assertThat(answer.header("Vary")).hasValue("X-API-KEY");
        }
    }
}
