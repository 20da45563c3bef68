package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.dataset.MockData;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.ImageStore;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code damson snapshot} of {@code damson serve}, with the real jar. */
class SnapshotIT {
    private static final String KEY = "the-accounts-secret";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private static CommandRun snapshot(String url, String key, Path out) {
        return CommandRun.of("snapshot", "--url", url, "--api-key", key, "--out", out.toString());
    }

    @Test
    void aSnapshotIsADataFileWithAllThatTheAccountHas() throws IOException {
        MockData acme = MockData.load(Path.of("mock-data/acme.json")).get(0);
        String database = "jdbc:sqlite:" + folder.resolve("account");
        try (Database open = Database.open(new DatabaseConfiguration(database, null, null))) {
            TenantStore tenants = new TenantStore(open);
            Tenant tenant = tenants.add(acme.tenant()).orElseThrow();
            assertThat(tenants.addKey(tenant, ApiKey.of(KEY), "test")).isPresent();
            new ImageStore(open).insert(tenant, acme.images());
        }
        Path out = folder.resolve("shop.json");
        try (DamsonProcess account = DamsonProcess.start("serve", "--base-path", "/dam", "--database-url", database)) {
            CommandRun unknown = snapshot(account.url(), "another-key", out);
            assertThat(unknown.exitCode()).isEqualTo(1);
            assertThat(unknown.err()).startsWith("damson snapshot: the service answered 400: ");
            assertThat(out).doesNotExist();

            CommandRun run = snapshot(account.url(), KEY, out);
            assertThat(run.exitCode()).as("%s", run).isZero();
            assertThat(run.out()).isEqualTo("wrote " + out + ": 150 images, key shop-demo-key\n");
            assertThat(run.err() + unknown.err()).doesNotContain(KEY, "another-key");
        }
        MockData shop = MockData.load(out).get(0);
        assertThat(shop.tenant().value()).isEqualTo("shop");
        assertThat(shop.images()).containsExactlyInAnyOrderElementsOf(acme.images());
        assertThat(Files.readString(out)).doesNotContain(KEY);
    }

    @Test
    void aWrongCommandLineSaysWhatToType() {
        CommandRun noUrl = snapshot("api2.saleslayer.com", KEY, folder.resolve("shop.json"));
        assertThat(noUrl.exitCode()).isEqualTo(2);
        assertThat(noUrl.err()).startsWith("damson snapshot: a URL like https://api2.saleslayer.com/dam is needed");
        CommandRun noName = CommandRun.inThisJvm(
                "snapshot",
                "--url",
                "https://x/dam",
                "--api-key",
                KEY,
                "--out",
                folder.resolve("My Shop.json").toString());
        assertThat(noName.exitCode()).isEqualTo(2);
        assertThat(noName.err()).startsWith("damson snapshot: give the tenant a name with --tenant NAME");
    }
}
