package io.damson.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.TenantStore;
import io.damson.store.TestPostgres;
import io.damson.tenant.ApiKey;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tenant of {@code serve --init-tenant}: there is never one whose key nobody has seen. */
class FirstTenantTest {
    private static final int SERVERS = 4;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private DatabaseConfiguration database(String kind) {
        return kind.equals("PostgreSQL") ? TestPostgres.newDatabase() : sqlite();
    }

    private DatabaseConfiguration sqlite() {
        return new DatabaseConfiguration("jdbc:sqlite:" + folder.resolve("damson.db"), null, null);
    }

    private static String greeting(DatabaseConfiguration configuration, String name, Writer out) {
        try (Database database = Database.open(configuration)) {
            return new FirstTenant(Optional.of(new TenantName(name)), Optional.empty(), new PrintWriter(out))
                    .greeting(new TenantStore(database));
        }
    }

    private static List<String> tenants(DatabaseConfiguration configuration) {
        try (Database database = Database.open(configuration)) {
            return new TenantStore(database)
                    .list().stream().map(tenant -> tenant.name().value()).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQLite", "PostgreSQL"})
    void ofSeveralServersThatStartAtOnceOneMakesATenant(String kind) {
        DatabaseConfiguration configuration = database(kind);
        tenants(configuration); // makes the schema
        CyclicBarrier start = new CyclicBarrier(SERVERS);
        List<CompletableFuture<String>> servers = IntStream.range(0, SERVERS)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            StringWriter out = new StringWriter();
                            try (Database database = Database.open(configuration)) {
                                start.await();
                                new FirstTenant(
                                                Optional.of(new TenantName("shop-" + i)),
                                                Optional.empty(),
                                                new PrintWriter(out))
                                        .greeting(new TenantStore(database));
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                            return out.toString();
                        },
                        command -> new Thread(command).start()))
                .toList();
        String printed =
                String.join("", servers.stream().map(CompletableFuture::join).toList());
        assertThat(tenants(configuration)).hasSize(1);
        assertThat(printed.lines())
                .singleElement()
                .asString()
                .startsWith("tenant " + tenants(configuration).get(0) + ", key " + ApiKey.PREFIX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQLite", "PostgreSQL"})
    void aKeyThatCannotBePrintedLeavesNoTenant(String kind) {
        DatabaseConfiguration configuration = database(kind);
        assertThatThrownBy(() -> greeting(configuration, "shop", new Closed()))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("cannot be printed");
        assertThat(tenants(configuration)).isEmpty();
    }

    /** What a process prints that nobody reads any more. */
    private static final class Closed extends Writer {
        @Override
        public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("broken pipe");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** When the key is printed nothing has been committed: a kill then leaves no tenant. */
    @ParameterizedTest
    @ValueSource(strings = {"SQLite", "PostgreSQL"})
    void theKeyIsPrintedBeforeItIsStored(String kind) {
        DatabaseConfiguration configuration = database(kind);
        StringWriter out = new StringWriter();
        try (Database database = Database.open(configuration);
                Database other = Database.open(configuration)) {
            TenantStore tenants = new TenantStore(database);
            assertThatThrownBy(() -> tenants.addFirst(new TenantName("shop"), ApiKey.random(), "first", () -> {
                        assertThat(new TenantStore(other).list()).isEmpty();
                        throw new IllegalStateException("killed");
                    }))
                    .hasMessage("killed");
            assertThat(tenants.list()).isEmpty();
            new FirstTenant(Optional.of(new TenantName("shop")), Optional.empty(), new PrintWriter(out))
                    .greeting(tenants);
            ApiKey key = ApiKey.of(out.toString().strip().replaceFirst(".*, key ", ""));
            assertThat(tenants.ofKey(key)).map(tenant -> tenant.name().value()).hasValue("shop");
        }
    }

    @Test
    void aPortThatIsTakenLeavesNoTenant() throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            String url = sqlite().url();
            assertThat(InThisJvm.run(out, err, "serve", "--port", port, "--database-url", url, "--init-tenant", "shop"))
                    .isEqualTo(1);
        }
        assertThat(err.toString()).contains("cannot listen on");
        assertThat(out.toString()).isEmpty();
        assertThat(tenants(sqlite())).isEmpty();
    }

    @Test
    void aTenantWithoutAKeyIsToldOf() {
        StringWriter out = new StringWriter();
        try (Database database = Database.open(sqlite())) {
            new TenantStore(database).add(new TenantName("shop"));
        }
        assertThat(greeting(sqlite(), "shop", out))
                .contains("The tenant shop has no key", "damson key create --tenant shop");
        assertThat(greeting(sqlite(), "other", out)).isEmpty();
        try (Database database = Database.open(sqlite())) {
            TenantStore tenants = new TenantStore(database);
            tenants.addKey(tenants.list().get(0), ApiKey.of("shop-key"), "test");
        }
        assertThat(Stream.of("shop", "other").map(name -> greeting(sqlite(), name, out)))
                .containsOnly("");
        assertThat(out.toString()).isEmpty();
    }
}
