package io.damson.cli;

import io.damson.server.ServerConfiguration;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code damson serve}: the API over a database that lasts. */
@Command(
        name = "serve",
        description = "Answers the API from a database: what is acknowledged stays.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ListenOptions listen = new ListenOptions();

    @Option(
            names = "--database-url",
            defaultValue = DatabaseConfiguration.DEFAULT_URL,
            description = "JDBC URL of the database (default: ${DEFAULT-VALUE}).")
    private String databaseUrl = DatabaseConfiguration.DEFAULT_URL;

    @Option(names = "--database-user", description = "User of the database.")
    private @Nullable String databaseUser;

    @Option(
            names = "--database-password",
            description = "Password of the database; better in DAMSON_DATABASE_PASSWORD.")
    private @Nullable String databasePassword;

    @Option(
            names = "--init-tenant",
            paramLabel = "NAME",
            description =
                    "In an empty database, makes this tenant and prints its new key once (or takes it from DAMSON_INIT_KEY).")
    private @Nullable String initTenant;

    @Override
    public Integer call() throws InterruptedException {
        ServerConfiguration configuration = listen.configuration();
        TenantName name;
        DatabaseConfiguration where;
        String givenKey = System.getenv("DAMSON_INIT_KEY");
        ApiKey key;
        try {
            name = initTenant == null ? null : new TenantName(initTenant);
            where = new DatabaseConfiguration(databaseUrl, databaseUser, databasePassword);
            key = givenKey == null ? ApiKey.random() : ApiKey.of(givenKey);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        Database database = Database.open(where);
        String greeting = name != null && initialise(new TenantStore(database), name, key)
                ? "tenant %s, key %s%n".formatted(name, givenKey == null ? key.reveal() : "as in DAMSON_INIT_KEY")
                : "";
        listen.serve(configuration, database, greeting);
        return 0;
    }

    private static boolean initialise(TenantStore tenants, TenantName name, ApiKey key) {
        if (!tenants.list().isEmpty()) {
            return false;
        }
        Tenant tenant = tenants.add(name);
        tenants.addKey(tenant, key, "first");
        return true;
    }
}
