package io.damson.cli;

import io.damson.http.CorsOrigins;
import io.damson.server.DamsonServer;
import io.damson.server.Listening;
import io.damson.store.Database;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code damson serve}: the API over a database that lasts. */
@Command(
        name = "serve",
        description = "Answers the API from a database: what is acknowledged stays.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  damson serve --init-tenant shop",
            "  damson serve --port 9000 --base-path /dam --database-url jdbc:postgresql://db/damson --database-user damson"
        })
final class ServeCommand implements Callable<Integer>, Mistakes.Checked {
    private static final String INIT_KEY = "DAMSON_INIT_KEY";

    /** What to do where every key would be refused. */
    private static final String NEXT = """
            there are no tenants yet; while the server runs, with the same --database-url if there is one:
              damson tenant add shop
              damson key create --tenant shop
            """;

    @Mixin
    private final ListenOptions listen = new ListenOptions();

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private final QueryTimeoutOption queryTimeout = new QueryTimeoutOption();

    @Option(
            names = "--read-database-url",
            paramLabel = "URL",
            description = "JDBC URL of synchronous replicas of PostgreSQL, which images are read from (default: none).")
    private @Nullable String readDatabaseUrl;

    @Option(
            names = "--init-tenant",
            paramLabel = "NAME",
            description =
                    "In an empty database, makes this tenant and prints its new key once (or takes it from DAMSON_INIT_KEY).")
    private @Nullable TenantName initTenant;

    @Option(
            names = "--cors-origin",
            paramLabel = "ORIGIN",
            split = ",",
            description =
                    "Whose pages may ask, such as https://shop.example, or * for all; may be repeated (default: nobody's).")
    private List<String> corsOrigins = List.of();

    @Override
    public List<Runnable> checks() {
        return List.of(
                ServeCommand::requireInitKey,
                () -> CorsOrigins.of(corsOrigins),
                () -> databaseOptions.requireReplica(readDatabaseUrl));
    }

    @Override
    public Integer call() throws InterruptedException {
        String givenKey = System.getenv(INIT_KEY);
        ApiKey key = givenKey == null ? ApiKey.random() : ApiKey.of(givenKey);
        Database database = databaseOptions.open(queryTimeout.limit(), readDatabaseUrl);
        TenantStore tenants = new TenantStore(database);
        boolean initialised = initTenant != null && initialise(tenants, initTenant, key);
        String greeting = initialised
                ? "tenant %s, key %s%n".formatted(initTenant, givenKey == null ? key.reveal() : "as in DAMSON_INIT_KEY")
                : tenants.list().isEmpty() ? NEXT : "";
        try {
            Listening server = listen.start(
                    configuration -> DamsonServer.start(configuration, database, CorsOrigins.of(corsOrigins)));
            listen.serve(server, greeting, database::close);
        } catch (CommandException e) {
            database.close();
            throw e;
        }
        return 0;
    }

    private static void requireInitKey() {
        String givenKey = System.getenv(INIT_KEY);
        try {
            ApiKey.of(givenKey == null ? "none" : givenKey);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(INIT_KEY + ": " + e.getMessage(), e);
        }
    }

    private static boolean initialise(TenantStore tenants, TenantName name, ApiKey key) {
        if (!tenants.list().isEmpty()) {
            return false;
        }
        Optional<Tenant> tenant = tenants.add(name);
        tenant.ifPresent(added -> tenants.addKey(added, key, "first"));
        return tenant.isPresent();
    }
}
