package io.damson.conformance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.damson.dataset.MockData;
import io.damson.image.Image;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.ImageStore;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code damson serve} answers as documented, and what it has acknowledged stays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Serve implements ApiContract, HttpContract {
    private final List<MockData> tenants = MockData.load(Path.of("mock-data"));
    private final Deletions acme = new Deletions(
            ACME,
            tenants.stream()
                    .filter(t -> t.tenant().value().equals("acme"))
                    .findFirst()
                    .orElseThrow()
                    .images());
    private final Supplier<String> newDatabaseUrl;
    private final String databaseUrl;
    private final DamsonProcess serve;

    /** Over databases that are new and empty. */
    Serve(Supplier<String> newDatabaseUrl) {
        this.newDatabaseUrl = newDatabaseUrl;
        this.databaseUrl = newDatabaseUrl.get();
        fill(tenants, databaseUrl);
        this.serve = DamsonProcess.start("serve", "--database-url", databaseUrl);
    }

    String runningOn() {
        return databaseUrl;
    }

    static void fill(List<MockData> tenants, String databaseUrl) {
        try (Database database = Database.open(new DatabaseConfiguration(databaseUrl, null, null))) {
            TenantStore store = new TenantStore(database);
            for (MockData file : tenants) {
                Tenant tenant = store.add(file.tenant()).orElseThrow();
                file.apiKeys()
                        .forEach(key ->
                                assertThat(store.addKey(tenant, key, "test")).isPresent());
                new ImageStore(database).insert(tenant, file.images());
            }
        }
    }

    @Override
    public String url() {
        return serve.url();
    }

    @Override
    public List<Image> acme() {
        return acme.left(url());
    }

    @Test
    void anAcknowledgedDeleteStaysDeletedThoughTheProcessIsKilled() throws InterruptedException {
        String url = newDatabaseUrl.get();
        fill(tenants, url);
        String gone = "/images(product-main-front.jpg)";
        try (DamsonProcess first = DamsonProcess.start("serve", "--database-url", url)) {
            assertThat(given().urlEncodingEnabled(false)
                            .header("X-API-KEY", ACME)
                            .delete(first.url() + gone)
                            .statusCode())
                    .isEqualTo(204);
            first.kill();
        }
        try (DamsonProcess second = DamsonProcess.start("serve", "--database-url", url)) {
            assertThat(given().urlEncodingEnabled(false)
                            .header("X-API-KEY", ACME)
                            .get(second.url() + gone)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(new Deletions(ACME, acme.before()).left(second.url()))
                    .isEqualTo(acme.before().stream()
                            .filter(image -> !image.reference().value().equals("product-main-front.jpg"))
                            .toList());
        }
    }

    @Test
    void oneCommandMakesATenantInAnEmptyDatabaseAndShowsItsKeyOnce() throws InterruptedException {
        String url = newDatabaseUrl.get();
        String key;
        try (DamsonProcess first = DamsonProcess.start("serve", "--database-url", url, "--init-tenant", "shop")) {
            key = first.line("tenant shop, key ");
            assertThat(key).startsWith(ApiKey.PREFIX);
            assertThat(first.terminate()).isIn(0, 143);
        }
        try (DamsonProcess second = DamsonProcess.start("serve", "--database-url", url, "--init-tenant", "shop")) {
            assertThat(second.greeting()).doesNotContain("key");
            assertThat(given().header("X-API-KEY", key)
                            .get(second.url() + "/images")
                            .asString())
                    .isEqualTo("{\"items\":[]}");
        }
    }

    @Test
    void whatOneServerDeletesIsGoneForTheOtherAtOnce() {
        String image = "/images(product-main-back.jpg)";
        try (DamsonProcess other = DamsonProcess.start("serve", "--database-url", databaseUrl)) {
            assertThat(status(other.url() + image)).isEqualTo(200);
            assertThat(given().urlEncodingEnabled(false)
                            .header("X-API-KEY", ACME)
                            .delete(url() + image)
                            .statusCode())
                    .isEqualTo(204);
            assertThat(status(other.url() + image)).isEqualTo(404);
        }
    }

    private static int status(String url) {
        return given().urlEncodingEnabled(false)
                .header("X-API-KEY", ACME)
                .get(url)
                .statusCode();
    }

    @AfterAll
    void stopsInOrder() throws InterruptedException {
        assertThat(serve.terminate()).isIn(0, 143);
    }
}
