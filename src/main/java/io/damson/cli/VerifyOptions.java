package io.damson.cli;

import io.damson.verify.FailOn;
import io.damson.verify.VerifySettings;
import io.damson.verify.exchange.Rate;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Relations;
import io.damson.verify.report.Reports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code damson verify} is told. */
final class VerifyOptions implements Mistakes.Checked {
    @Option(
            names = "--url",
            paramLabel = "URL",
            required = true,
            description = "URL of the API, without /images at its end.")
    private @Nullable URI url;

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            required = true,
            description = "API key of an account. DAMSON_API_KEY keeps it out of process lists.")
    private String apiKey = "";

    @Option(
            names = "--other-api-key",
            paramLabel = "KEY",
            description =
                    "API key of another account, for tests that accounts are separate. DAMSON_OTHER_API_KEY keeps it out of process lists.")
    private @Nullable String otherApiKey;

    @Option(
            names = "--allow-delete",
            description =
                    "Delete some images. They are listed before the run. Without this option, no image is deleted.")
    private boolean allowDelete;

    @Option(
            names = "--max-deletes",
            paramLabel = "N",
            defaultValue = "" + VerifySettings.MAX_DELETES,
            description = "Maximum number of images to delete (default: ${DEFAULT-VALUE}).")
    private int maxDeletes = VerifySettings.MAX_DELETES;

    @Mixin
    private final JudgingOptions judging = new JudgingOptions();

    @Option(
            names = "--only",
            paramLabel = "ID",
            split = ",",
            description =
                    "Test only these relations, whatever their level: FILTER-8,GET-1, or FILTER for all that begin so.")
    private List<String> only = List.of();

    @Option(names = "--exclude", paramLabel = "ID", split = ",", description = "Leave out these relations.")
    private List<String> excluded = List.of();

    @Option(
            names = "--relations",
            paramLabel = "FILE",
            split = ",",
            description = "Test the relations of these files too. Their format: docs/verify.md, Relations of your own.")
    private List<Path> relations = List.of();

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Seed of random choices. The same seed gives the same requests (default: a random one).")
    private @Nullable Long seed;

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description = "Folder for junit.xml, report.html and report.json (default: no reports).")
    private @Nullable Path report;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "30s",
            description =
                    "Maximum time to wait for a server that is not up yet, such as 500ms, 30s or 2m (default: ${DEFAULT-VALUE}).")
    private Duration patience = Duration.ofSeconds(30);

    @Option(
            names = "--max-requests",
            paramLabel = "N",
            defaultValue = "" + VerifySettings.MAX_REQUESTS,
            description = "Maximum number of requests to send (default: ${DEFAULT-VALUE}).")
    private int maxRequests = VerifySettings.MAX_REQUESTS;

    @Option(
            names = "--header",
            paramLabel = "NAME:VALUE",
            description = "Additional header field of every request, such as one for a gateway. Repeatable.")
    private List<String> headers = List.of();

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "HTTP proxy, such as http://127.0.0.1:3128 (default: none).")
    private @Nullable URI proxy;

    @Option(
            names = "--rate",
            paramLabel = "N/TIME",
            description = "Maximum rate of requests, such as 50/10s, the documented limit (default: no limit).")
    private @Nullable Rate rate;

    @Option(
            names = "--fail-on",
            paramLabel = "OUTCOME",
            defaultValue = "failed",
            description =
                    "Outcome of a relation that makes the exit code 1. failed: it does not hold. skipped: also if it could not be tested. partly: also if a part of it could not be tested (default: ${DEFAULT-VALUE}).")
    private FailOn failOn = FailOn.FAILED;

    @Override
    public List<Runnable> checks() {
        return List.of(
                () -> Optional.ofNullable(url).ifPresent(this::reached),
                this::bounds,
                judging::requireContract,
                this::files,
                this::relations,
                () -> ids("--only", only),
                () -> ids("--exclude", excluded),
                () -> read().ifPresent(judging::known));
    }

    private void ids(String option, List<String> named) {
        read().ifPresent(all -> all.ids(option, named));
    }

    private Relations relations() {
        try {
            return Relations.with(relations);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--relations: " + e.getMessage(), e);
        }
    }

    /** Empty where a file is wrong, which is told by itself. */
    private Optional<Relations> read() {
        try {
            return Optional.of(relations());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void bounds() {
        if (maxDeletes < 0 || maxRequests < 1) {
            throw new IllegalArgumentException("--max-deletes is at least 0, --max-requests at least 1");
        }
    }

    private void files() {
        if (report != null) {
            prepare(report);
        }
    }

    /**
     * Makes a folder for reports: found now, not after a run.
     *
     * @param others further files that will be written there
     * @throws IllegalArgumentException if it cannot be written to
     */
    static void prepare(Path folder, String... others) {
        try {
            Reports.prepare(folder, others);
        } catch (IOException e) {
            throw new IllegalArgumentException("--report: " + folder + " is no folder that can be written to", e);
        }
    }

    /** Where the reports go. */
    Optional<Path> report() {
        return Optional.ofNullable(report);
    }

    /** Which relations are asked by these options; where no level was given, of any. */
    VerifySettings listed(boolean isLevelGiven) {
        return selecting(VerifySettings.of(URI.create("http://localhost"), "any"))
                .withLevel(isLevelGiven ? judging.level() : Level.DAMSON);
    }

    /** All of them. */
    VerifySettings settings() {
        VerifySettings settings = selecting(reached(Objects.requireNonNull(url)))
                .withKnown(judging.known(relations()).toArray(String[]::new))
                .withDeletes(allowDelete ? maxDeletes : 0)
                .withRequests(maxRequests)
                .withSeed(seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed)
                .withPatience(patience)
                .withFailOn(failOn);
        settings = rate == null ? settings : settings.withRate(rate);
        settings = judging.contract().map(settings::withContract).orElse(settings);
        return judging.isStrict() ? settings.withStrict() : settings;
    }

    private VerifySettings selecting(VerifySettings settings) {
        return settings.withRelations(relations.toArray(Path[]::new))
                .withLevel(judging.level())
                .withOnly(only.toArray(String[]::new))
                .withExcluded(excluded.toArray(String[]::new));
    }

    private VerifySettings reached(URI server) {
        VerifySettings settings = VerifySettings.of(server, apiKey);
        for (String header : headers) {
            String[] named = header.split(":", 2);
            if (named.length < 2) {
                throw new IllegalArgumentException(
                        "--header: '" + header + "' is not NAME:VALUE, such as X-Tenant:shop");
            }
            settings = settings.withHeader(named[0].strip(), named[1].strip());
        }
        settings = otherApiKey == null ? settings : settings.withOtherKey(otherApiKey);
        settings = proxy == null ? settings : settings.withProxy(proxy);
        settings = trust.certificates().map(settings::withCertificates).orElse(settings);
        return trust.isInsecure() ? settings.withAnyCertificate() : settings;
    }
}
