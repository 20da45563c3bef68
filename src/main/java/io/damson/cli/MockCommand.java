package io.damson.cli;

import io.damson.dataset.DataOrigin;
import io.damson.dataset.ImageGenerator;
import io.damson.dataset.MockData;
import io.damson.http.CorsOrigins;
import io.damson.http.PathHandler;
import io.damson.mock.MockConfiguration;
import io.damson.mock.MockServer;
import io.damson.mock.fault.StandingFaults;
import io.damson.mock.media.MediaUrls;
import io.damson.mock.tenant.ServedTenant;
import io.damson.server.Documentation;
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
        description = "Answers the API from the data files of a folder: nothing is written back.",
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
    private static final long DEFAULT_SEED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ListenOptions listen = new ListenOptions();

    @Mixin
    private final QueryTimeoutOption queryTimeout = new QueryTimeoutOption();

    @Mixin
    private final StandingOptions standing = new StandingOptions();

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description =
                    "Folder of data files, or one file: JSON, an answer of the API, newline-delimited JSON or CSV (default:"
                            + " mock-data, or else the data that come with Damson).")
    private @Nullable Path data;

    @Option(names = "--check", description = "Load the data, say whether they can be served, and stop.")
    private boolean check;

    @Option(
            names = "--images",
            paramLabel = "N",
            description = "Besides, a tenant \"generated\" with so many images that are made up, up to "
                    + ImageGenerator.MAX_IMAGES + ".")
    private @Nullable Integer generatedImages;

    @Option(
            names = "--seed",
            description =
                    "What the images of --images follow from, and which requests --fail and a range of --delay meet: the same"
                            + " seed, the same images, failures and delays (default: " + DEFAULT_SEED + ").")
    private @Nullable Long seed;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description =
                    "What clients reach the mock by: URLs of images begin with it, and /__admin takes its host (default: where the"
                            + " mock listens).")
    private @Nullable URI publicUrl;

    @Option(names = "--no-media", description = "Draw no images, and leave their URLs as they are in the data.")
    private boolean noMedia;

    @Option(
            names = "--admin-key",
            paramLabel = "KEY",
            description =
                    "What requests to /__admin/ have to have as X-ADMIN-KEY; better in DAMSON_ADMIN_KEY (default: nothing).")
    private @Nullable String adminKey;

    @Option(
            names = "--cors-origin",
            paramLabel = "ORIGIN",
            split = ",",
            description =
                    "Whose pages may ask, such as https://shop.example or http://localhost:*; * stands for all, but not for"
                            + " /__admin; may be repeated (default: those of this machine; of the API with the data that come"
                            + " with Damson all).")
    private List<String> corsOrigins = List.of();

    @Override
    public List<Runnable> checks() {
        return List.of(
                this::publicUrls, this::corsOrigins, this::requireUseOfSeed, this::requireCount, this::requireAdminKey);
    }

    /** What would have no effect is a mistake, since somebody expects one. */
    private void requireUseOfSeed() {
        if (seed != null && generatedImages == null && !standing.isRandom()) {
            throw new IllegalArgumentException(
                    "--seed is for what is made up or left to chance: give --images with how many,"
                            + " --fail, or a --delay from one time to another");
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

    /** What a header field cannot carry, no request could have. */
    private void requireAdminKey() {
        if (adminKey != null && ApiKey.parse(adminKey).isEmpty()) {
            throw new IllegalArgumentException("--admin-key has to be 1 to " + ApiKey.MAX_LENGTH
                    + " visible ASCII characters, without blanks"
                    + (adminKey.isEmpty() ? "; it is empty: leave it out where requests to /__admin need no key" : ""));
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
        MockServer mock = listen.start(configuration -> MockServer.start(new MockConfiguration(
                folder(),
                generated,
                configuration,
                queryTimeout.limit(),
                publicUrls(),
                !noMedia,
                Optional.ofNullable(adminKey),
                check ? StandingFaults.NONE : standing.faults(seed()),
                corsOrigins())));
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

    /** The first page of a tenant, as a client would have it. */
    private static void request(MockServer mock, ServedTenant tenant) {
        URI images = URI.create(mock.uri() + "/images");
        try {
            HttpURLConnection request = (HttpURLConnection) images.toURL().openConnection();
            request.setRequestProperty("X-API-KEY", tenant.apiKeys().get(0).reveal());
            if (request.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new CommandException("the images of " + tenant.name() + " are not served: a request for " + images
                        + " was answered with " + request.getResponseCode());
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
        return Optional.ofNullable(data)
                .or(() -> Optional.of(Path.of("mock-data")).filter(Files::isDirectory));
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
        return """
                Damson mock at %1$s

                %2$s
                  any key sandbox-NAME is a fresh copy of its own

                  %4$s shows the images and controls the mock, %5$s the API

                  curl -g -H 'X-API-KEY: %3$s' "%1$s/images?\\$filter=status%%20eq%%20'Ok'&\\$top=3"

                """.formatted(
                        mock.uri(),
                        tenants(mock),
                        mock.tenants().get(0).apiKeys().get(0).reveal(),
                        mock.uri().resolve(PathHandler.ROOT),
                        mock.uri().resolve(Documentation.PAGE));
    }
}
