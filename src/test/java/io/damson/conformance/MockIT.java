package io.damson.conformance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.damson.dataset.MockData;
import io.damson.image.Image;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code damson mock} answers as documented. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MockIT implements ApiContract {
    private final DamsonProcess mock = DamsonProcess.start("mock");
    private final Deletions acme = new Deletions(
            ACME, MockData.load(Path.of("mock-data/acme.json")).get(0).images());

    @Override
    public String url() {
        return mock.url();
    }

    @Override
    public List<Image> acme() {
        return acme.left(url());
    }

    @Test
    void namesItsKeys() {
        assertThat(mock.greeting()).contains("acme-demo-key", "globex-demo-key", "empty-demo-key");
    }

    @Test
    void everyRefusedFilterIsAProblemThatNamesTheOptionAndThePosition() throws IOException {
        for (String line : Files.readAllLines(Path.of("src/test/resources/io/damson/query/refused-filters.txt"))) {
            String[] refused = line.split(" ==> ", 2);
            Response response = given().urlEncodingEnabled(false)
                    .header("X-API-KEY", ACME)
                    .get(url() + "/images?$filter=" + Percent.encode(refused[0]));
            assertThat(response.statusCode()).as(line).isEqualTo(400);
            assertThat(response.contentType()).isEqualTo("application/problem+json");
            assertThat(response.jsonPath().getString("detail"))
                    .startsWith("$filter: ")
                    .contains(" at position ", refused[1]);
            assertThat(response.jsonPath().getMap("validationFailures")).containsOnlyKeys("$filter");
        }
    }

    @AfterAll
    void stopsInOrder() throws InterruptedException {
        assertThat(mock.terminate()).isIn(0, 143);
    }
}
