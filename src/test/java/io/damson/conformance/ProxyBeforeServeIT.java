package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.dataset.MockData;
import io.damson.image.Image;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code damson proxy} before {@code damson serve}: the API through it is the API, and nothing is found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyBeforeServeIT implements ApiContract {
    private final List<MockData> tenants = MockData.load(Path.of("mock-data"));
    private final Deletions acme = new Deletions(
            ACME,
            tenants.stream()
                    .filter(tenant -> tenant.tenant().value().equals("acme"))
                    .findFirst()
                    .orElseThrow()
                    .images());
    private final DamsonProcess serve;
    private final DamsonProcess proxy;

    ProxyBeforeServeIT(@TempDir Path folder) {
        String databaseUrl = "jdbc:sqlite:" + folder.resolve("images.db");
        Serve.fill(tenants, databaseUrl);
        serve = DamsonProcess.start("serve", "--database-url", databaseUrl);
        proxy = DamsonProcess.start("proxy", "--upstream", serve.url(), "--level", "damson", "--strict");
    }

    @Override
    public String url() {
        return proxy.url();
    }

    @Override
    public List<Image> acme() {
        return acme.left(url());
    }

    @AfterAll
    void nothingIsFound() throws InterruptedException {
        try (serve) {
            int exitCode = proxy.terminate();
            String out = proxy.rest();
            assertThat(exitCode).as(out).isZero();
            assertThat(out)
                    .contains("nothing wrong in what was judged")
                    .containsPattern("judged: [0-9]{3,}, not judged: 0");
        }
    }
}
