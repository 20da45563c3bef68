package io.damson.cli;

import io.damson.dataset.MockData;
import io.damson.server.ServerConfiguration;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.ImageStore;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code damson mock}: the API over data in memory. */
@Command(
        name = "mock",
        description = "Answers the API from the data files of a folder, in memory: nothing is written back.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  damson mock", "  damson mock --port 9000 --data my-data"})
final class MockCommand implements Callable<Integer> {
    @Mixin
    private final ListenOptions listen = new ListenOptions();

    @Option(
            names = "--data",
            defaultValue = "mock-data",
            description = "Folder of data files, or one file (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("mock-data");

    @Option(names = "--check", description = "Start, say whether the data can be served, and stop.")
    private boolean check;

    @Override
    public Integer call() throws InterruptedException {
        ServerConfiguration configuration = listen.configuration();
        List<MockData> tenants = MockData.load(data);
        Database database = Database.open(DatabaseConfiguration.inMemory());
        load(database, tenants);
        if (check) {
            listen.check(configuration, database, greeting(tenants));
        } else {
            listen.serve(configuration, database, greeting(tenants));
        }
        return 0;
    }

    private static void load(Database database, List<MockData> files) {
        TenantStore tenants = new TenantStore(database);
        ImageStore images = new ImageStore(database);
        for (MockData file : files) {
            Tenant tenant = tenants.add(file.tenant())
                    .orElseThrow(() -> new CommandException("two data files are for the tenant " + file.tenant()));
            for (ApiKey key : file.apiKeys()) {
                if (tenants.addKey(tenant, key, "mock data").isEmpty()) {
                    throw new CommandException(
                            "a key of " + file.tenant() + " is another tenant's too: " + key.reveal());
                }
            }
            images.insert(tenant, file.images());
        }
    }

    /** The keys of mock data are no secrets: they stand in a file beside the code. */
    private static String greeting(List<MockData> tenants) {
        String keys = tenants.stream()
                .map(tenant -> "  %-12s %4d images  key %s%n"
                        .formatted(
                                tenant.tenant(),
                                tenant.images().size(),
                                tenant.apiKeys().stream().map(ApiKey::reveal).collect(Collectors.joining(", "))))
                .collect(Collectors.joining());
        return "Damson mock at {url}%n%n%s%n  curl -g -H 'X-API-KEY: %s' \"{url}/images?\\$filter=status%%20eq%%20'Ok'&\\$top=3\"%n%n"
                .formatted(keys, tenants.get(0).apiKeys().get(0).reveal());
    }
}
