package io.damson.cli;

import io.damson.http.CorsOrigins;
import io.damson.server.AccessLog;
import io.damson.server.DamsonServer;
import io.damson.server.FinishedRequest;
import io.damson.server.Management;
import io.damson.server.Readiness;
import io.damson.server.Tls;
import io.damson.store.Database;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.TenantName;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code damson serve}: the API over a database that lasts. */
@Command(
        name = "serve",
        description = "Serves the API from a database. Acknowledged changes are durable.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  damson serve --init-tenant shop",
            "  damson serve --port 9000 --base-path /dam \\",
            "    --database-url jdbc:postgresql://db/damson \\",
            "    --database-user damson"
        })
final class ServeCommand implements Callable<Integer>, Mistakes.Checked {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ListenOptions listen = new ListenOptions();

    @Mixin
    private final TlsOptions tlsOptions = new TlsOptions();

    @Mixin
    private final ClientOptions clientOptions = new ClientOptions();

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private final QueryTimeoutOption queryTimeout = new QueryTimeoutOption();

    @Mixin
    private final WorkersOption workers = new WorkersOption();

    @Mixin
    private final LogOptions logOptions = new LogOptions();

    @Mixin
    private final ManagementOptions managementOptions = new ManagementOptions();

    @Option(
            names = "--read-database-url",
            paramLabel = "URL",
            description = "JDBC URL of synchronous PostgreSQL replicas. Images are read from them (default: none).")
    private @Nullable String readDatabaseUrl;

    @Option(
            names = "--init-tenant",
            paramLabel = "NAME",
            description =
                    "Tenant to create in an empty database. Its new API key is printed once, unless --init-key is given.")
    private @Nullable TenantName initTenant;

    @Option(
            names = "--init-key",
            paramLabel = "KEY",
            description =
                    "API key of --init-tenant. DAMSON_INIT_KEY keeps it out of process lists (default: a new key).")
    private @Nullable String initKey;

    @Option(
            names = "--cors-origin",
            paramLabel = "ORIGIN",
            split = ",",
            description =
                    "Origin whose web pages may send requests (CORS), such as https://shop.example; * allows all origins. Repeatable (default: none).")
    private List<String> corsOrigins = List.of();

    @Override
    public List<Runnable> checks() {
        return List.of(
                this::requireUseOfKey,
                () -> CorsOrigins.of(corsOrigins),
                this::requireAllOrSome,
                () -> managementOptions.requireOtherThan(listen.port()),
                () -> listen.requireConnectionsFor(workers.workers()),
                () -> databaseOptions.requireReplica(readDatabaseUrl));
    }

    /** An environment may have it for the first start alone. */
    private void requireUseOfKey() {
        OptionDefaults defaults = (OptionDefaults) spec.commandLine().getDefaultValueProvider();
        if (initKey().isPresent() && initTenant == null && defaults.isTyped("init-key")) {
            throw new IllegalArgumentException("--init-key has no effect without --init-tenant");
        }
    }

    private void requireAllOrSome() {
        if (corsOrigins.contains("*") && corsOrigins.size() > 1) {
            throw new IllegalArgumentException("--cors-origin: * stands for all, and so stands alone");
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        logOptions.apply();
        Optional<Tls> tls = tlsOptions.open();
        Readiness readiness = new Readiness();
        Optional<Management> management = managementOptions.start(readiness, listen.port());
        try {
            management.ifPresent(this::announce);
            Database database = databaseOptions.open(queryTimeout.limit(), readDatabaseUrl, workers.workers());
            serve(database, tls, readiness, management);
            return 0;
        } catch (RuntimeException e) {
            management.ifPresent(Management::close);
            throw e;
        }
    }

    /** At once: while the schema of a large database is being brought up to date, probes are answered already. */
    private void announce(Management management) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("management " + management.uri());
        out.flush();
    }

    private void serve(Database database, Optional<Tls> tls, Readiness readiness, Optional<Management> management)
            throws InterruptedException {
        DamsonServer server;
        try {
            server = listen.start(configuration -> DamsonServer.start(
                    configuration.withTls(tls).withWrongKeys(clientOptions.wrongKeys(), clientOptions.addresses()),
                    database,
                    CorsOrigins.of(corsOrigins),
                    observers(management)));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        String greeting;
        try {
            // Last: whatever fails before it leaves no tenant whose key nobody has seen.
            greeting = firstTenant().greeting(new TenantStore(database));
        } catch (RuntimeException e) {
            server.close();
            database.close();
            throw e;
        }
        management.ifPresent(managed -> managed.metrics().of(database, server::inFlight));
        readiness.serve(database::check);
        listen.serve(server.uri(), ListenOptions.line("Database", databaseOptions.description()) + greeting, () -> {
            readiness.drain();
            server.close();
            database.close();
            tls.ifPresent(Tls::close);
            management.ifPresent(Management::close);
        });
    }

    private List<Consumer<FinishedRequest>> observers(Optional<Management> management) {
        List<Consumer<FinishedRequest>> observers = new ArrayList<>();
        if (logOptions.access()) {
            observers.add(AccessLog::write);
        }
        management.ifPresent(managed -> observers.add(managed.metrics()::finished));
        return observers;
    }

    private FirstTenant firstTenant() {
        return new FirstTenant(
                Optional.ofNullable(initTenant), initKey(), spec.commandLine().getOut());
    }

    private Optional<ApiKey> initKey() {
        try {
            return Optional.ofNullable(initKey).map(ApiKey::of);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--init-key: " + e.getMessage(), e);
        }
    }
}
