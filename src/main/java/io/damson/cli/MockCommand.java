package io.damson.cli;

import io.damson.dataset.ImageGenerator;
import io.damson.dataset.MockData;
import io.damson.mock.media.MediaHandler;
import io.damson.mock.media.MediaUrls;
import io.damson.server.DamsonServer;
import io.damson.server.ServerConfiguration;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.ImageStore;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code damson mock}: the API over data in memory. */
@Command(
        name = "mock",
        description = "Answers the API from the data files of a folder, in memory: nothing is written back.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  damson mock", "  damson mock --port 9000 --data my-data"})
final class MockCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ListenOptions listen = new ListenOptions();

    @Option(
            names = "--data",
            defaultValue = "mock-data",
            description = "Folder of data files, or one file (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("mock-data");

    @Option(names = "--check", description = "Start, say whether the data can be served, and stop.")
    private boolean check;

    @Option(
            names = "--images",
            paramLabel = "N",
            description = "Besides, a tenant \"generated\" with so many images that are made up, up to "
                    + ImageGenerator.MAX_IMAGES + ".")
    private @Nullable Integer generatedImages;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description =
                    "What the images of --images follow from: the same seed, the same images (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "What the URLs of images begin with (default: where the mock listens).")
    private @Nullable URI publicUrl;

    @Option(names = "--no-media", description = "Leave the URLs of images as they are in the data, and draw nothing.")
    private boolean noMedia;

    @Override
    public Integer call() throws InterruptedException {
        ServerConfiguration configuration = listen.configuration();
        Optional<MediaUrls> given = givenUrls();
        List<MockData> tenants = new ArrayList<>(MockData.load(data));
        tenants.addAll(generated());
        Database database = Database.open(DatabaseConfiguration.inMemory());
        // The port has to be known before the data, whose URLs name it.
        DamsonServer server = listen.start(configuration, database, noMedia ? Map.of() : media(database));
        load(database, tenants, noMedia ? Optional.empty() : given.or(() -> Optional.of(ownUrls(server))));
        if (check) {
            listen.check(server, database, greeting(tenants));
        } else {
            listen.serve(server, database, greeting(tenants));
        }
        return 0;
    }

    private Optional<MediaUrls> givenUrls() {
        try {
            return Optional.ofNullable(publicUrl).map(MediaUrls::new);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--public-url: " + e.getMessage(), e);
        }
    }

    private List<MockData> generated() {
        if (generatedImages == null) {
            return List.of();
        }
        try {
            return List.of(new MockData(
                    new TenantName("generated"),
                    List.of(ApiKey.of("generated-demo-key")),
                    false,
                    ImageGenerator.images(generatedImages, seed)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--images: " + e.getMessage(), e);
        }
    }

    private static Map<String, HttpHandler> media(Database database) {
        return Map.of(MediaUrls.ROOT, new MediaHandler(new TenantStore(database), new ImageStore(database)));
    }

    /** No client can connect to the address that stands for all of them. */
    private static MediaUrls ownUrls(DamsonServer server) {
        URI uri = server.uri();
        String host = uri.getHost().equals("0.0.0.0") ? "localhost" : uri.getHost();
        return new MediaUrls(URI.create("http://" + host + ":" + uri.getPort()));
    }

    private static void load(Database database, List<MockData> files, Optional<MediaUrls> urls) {
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
            images.insert(
                    tenant,
                    urls.map(own -> file.images().stream()
                                    .map(image -> own.point(file.tenant(), image))
                                    .toList())
                            .orElse(file.images()));
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
