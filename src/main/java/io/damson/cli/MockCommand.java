package io.damson.cli;

import io.damson.dataset.DataOrigin;
import io.damson.dataset.ImageGenerator;
import io.damson.dataset.MockData;
import io.damson.http.CorsOrigins;
import io.damson.http.PathHandler;
import io.damson.mock.AnsweredRequest;
import io.damson.mock.MockConfiguration;
import io.damson.mock.MockServer;
import io.damson.mock.fault.StandingFaults;
import io.damson.mock.media.MediaUrls;
import io.damson.mock.tenant.ServedTenant;
import io.damson.tenant.ApiKey;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code damson mock}: the API over data that die with the process. */
@Command(
        name = "mock",
        description = "Serves the API from data files, in memory. Changes end with the process.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  damson mock",
            "  damson mock --port 9000 --data my-data",
            "  damson mock --data images.csv",
            "  damson mock --images 10000 --seed 7",
            "  damson mock --delay 100-400ms --fail 5%%"
        })
final class MockCommand implements Callable<Integer>, Mistakes.Checked {
    /** Whose files are served where none are named. */
    static final Path DATA_FOLDER = Path.of("mock-data");

    private static final long DEFAULT_SEED = 1;
    private static final int MAX_KEYS = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ListenOptions listen = new ListenOptions();

    @Mixin
    private final QueryTimeoutOption queryTimeout = new QueryTimeoutOption();

    @Mixin
    private final StandingOptions standing = new StandingOptions();

    @Mixin
    private final AdminKeyOption admin = new AdminKeyOption();

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description =
                    "Folder of data files, or one file: JSON, a response of the API, newline-delimited JSON or CSV (default: the folder mock-data, or else the built-in data).")
    private @Nullable Path data;

    @Option(names = "--check", description = "Load the data, read the images of each tenant once, and exit.")
    private boolean check;

    @Option(
            names = "--images",
            paramLabel = "N",
            description = "Add a tenant \"generated\" with this number of generated images, at most "
                    + ImageGenerator.MAX_IMAGES + ".")
    private @Nullable Integer generatedImages;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Seed of generated images, failures and random delays. The same seed gives the same ones (default: "
                            + DEFAULT_SEED + ").")
    private @Nullable Long seed;

    @Option(
            names = "--verbose",
            description = "Print one line for each request to standard error: method, path, status, time and fault.",
            fallbackValue = "true")
    private boolean verbose;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description =
                    "URL that clients reach the mock by, such as that of a proxy. Image URLs begin with it, and /__admin/ accepts its host (default: the address of the mock).")
    private @Nullable URI publicUrl;

    @Option(
            names = "--no-media",
            description = "Serve no image files. The URLs of images stay as they are in the data.")
    private boolean noMedia;

    @Option(
            names = "--cors-origin",
            paramLabel = "ORIGIN",
            split = ",",
            description =
                    "Origin whose web pages may send requests (CORS), such as https://shop.example or http://localhost:*; * allows all origins, except for /__admin/. Repeatable (default: origins on this machine; with the built-in data, all origins for the API).")
    private List<String> corsOrigins = List.of();

    @Override
    public List<Runnable> checks() {
        return List.of(this::publicUrls, this::corsOrigins, this::requireUseOfSeed, this::requireCount);
    }

    /** What would have no effect is a mistake, since somebody expects one. */
    private void requireUseOfSeed() {
        if (seed != null && generatedImages == null && !standing.isRandom()) {
            throw new IllegalArgumentException(
                    "--seed has no effect without --images, --fail or a range of --delay, such as 100-400ms");
        }
    }

    private void requireCount() {
        if (generatedImages != null) {
            try {
                ImageGenerator.requireCount(generatedImages);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("--images: " + e.getMessage(), e);
            }
        }
    }

    private Optional<CorsOrigins> corsOrigins() {
        return Optional.of(corsOrigins).filter(given -> !given.isEmpty()).map(CorsOrigins::of);
    }

    private Optional<MediaUrls> publicUrls() {
        return Optional.ofNullable(publicUrl).map(MediaUrls::new);
    }

    @Override
    public Integer call() throws InterruptedException {
        List<MockData> generated = generated();
        MockServer mock = listen.start(configuration -> MockServer.start(
                new MockConfiguration(
                        folder(),
                        generated,
                        configuration,
                        queryTimeout.limit(),
                        publicUrls(),
                        !noMedia,
                        admin.key(),
                        check ? StandingFaults.NONE : standing.faults(seed()),
                        corsOrigins()),
                observer()));
        if (check) {
            try (mock) {
                mock.tenants().forEach(tenant -> request(mock, tenant));
                spec.commandLine().getOut().printf("%sthe data can be served%n", tenants(mock));
                spec.commandLine().getOut().flush();
            }
        } else {
            listen.serve(mock.uri(), greeting(mock), mock::close);
        }
        return 0;
    }

    private Optional<Consumer<AnsweredRequest>> observer() {
        return verbose && !check
                ? Optional.of(new RequestLines(
                        spec.commandLine().getErr(),
                        Colours.of(System.getenv(), Boolean.getBoolean("damson.terminal"))))
                : Optional.empty();
    }

    /** The first page of a tenant, as a client would have it. */
    private static void request(MockServer mock, ServedTenant tenant) {
        URI images = URI.create(mock.uri() + "/images");
        try {
            HttpURLConnection request = (HttpURLConnection) images.toURL().openConnection();
            request.setRequestProperty("X-API-KEY", tenant.apiKeys().get(0).reveal());
            if (request.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new CommandException("the images of " + tenant.name() + " are not served: a request for " + images
                        + " got the status " + request.getResponseCode());
            }
            request.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new CommandException("the images of " + tenant.name() + " are not served: " + e.getMessage());
        }
    }

    private List<MockData> generated() {
        if (generatedImages == null) {
            return List.of();
        }
        return List.of(new MockData(
                new TenantName("generated"),
                List.of(ApiKey.of("generated-demo-key")),
                false,
                ImageGenerator.images(generatedImages, seed()),
                Map.of(),
                new DataOrigin("--images", "")));
    }

    private long seed() {
        return seed == null ? DEFAULT_SEED : seed;
    }

    private Optional<Path> folder() {
        return Optional.ofNullable(data).or(() -> Optional.of(DATA_FOLDER).filter(Files::isDirectory));
    }

    /** A line for each tenant. The keys of mock data are no secrets: they stand in a file beside the code. */
    private static String tenants(MockServer mock) {
        return mock.tenants().stream()
                .map(tenant -> "  %-12s %4d images  key %s%n"
                        .formatted(
                                tenant.name(),
                                tenant.images(),
                                tenant.apiKeys().stream().map(ApiKey::reveal).collect(Collectors.joining(", "))))
                .collect(Collectors.joining());
    }

    private static String greeting(MockServer mock) {
        return ListenOptions.line("Keys", keys(mock.tenants()))
                + ListenOptions.line("Console", mock.uri().resolve(PathHandler.ROOT));
    }

    /** One for each tenant, and how many images it stands for; of a folder with many files not all. */
    private static String keys(List<ServedTenant> tenants) {
        String first = tenants.stream()
                .limit(MAX_KEYS)
                .map(tenant ->
                        "%s (%d images), ".formatted(tenant.apiKeys().get(0).reveal(), tenant.images()))
                .collect(Collectors.joining());
        String more = tenants.size() > MAX_KEYS ? "%d more, ".formatted(tenants.size() - MAX_KEYS) : "";
        return first + more + "sandbox-NAME (a fresh copy)";
    }
}
