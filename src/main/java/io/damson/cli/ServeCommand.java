package io.damson.cli;

import io.damson.server.DamsonServer;
import io.damson.server.Listening;
import io.damson.store.Database;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.util.Optional;
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

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Option(
            names = "--init-tenant",
            paramLabel = "NAME",
            description =
                    "In an empty database, makes this tenant and prints its new key once (or takes it from DAMSON_INIT_KEY).")
    private @Nullable TenantName initTenant;

    @Override
    public Integer call() throws InterruptedException {
        listen.configuration();
        String givenKey = System.getenv("DAMSON_INIT_KEY");
        ApiKey key = givenKey == null ? ApiKey.random() : given(givenKey);
        Database database = databaseOptions.open();
        String greeting = initTenant != null && initialise(new TenantStore(database), initTenant, key)
                ? "tenant %s, key %s%n".formatted(initTenant, givenKey == null ? key.reveal() : "as in DAMSON_INIT_KEY")
                : "";
        try {
            Listening server = listen.start(configuration -> DamsonServer.start(configuration, database));
            listen.serve(server, greeting, database::close);
        } catch (CommandException e) {
            database.close();
            throw e;
        }
        return 0;
    }

    private ApiKey given(String secret) {
        try {
            return ApiKey.of(secret);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "DAMSON_INIT_KEY: " + e.getMessage(), e);
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
