package io.damson.conformance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.damson.store.TestPostgres;
import org.junit.jupiter.api.Test;

/** {@code damson serve} over PostgreSQL. */
class ServeOnPostgresIT extends Serve {
    ServeOnPostgresIT() {
        super(() -> TestPostgres.newDatabase("UTF8"));
    }

    @Test
    void whatOneServerDeletesIsGoneForTheOtherAtOnce() {
        String image = "/images(product-main-back.jpg)";
        try (DamsonProcess other = DamsonProcess.start("serve", "--database-url", runningOn())) {
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
}
