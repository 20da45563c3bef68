package io.damson.cli;

import io.damson.verify.Report;
import io.damson.verify.Result;
import io.damson.verify.UnusableServerException;
import io.damson.verify.Verification;
import io.damson.verify.VerifySettings;
import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Target;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Relation;
import io.damson.verify.relation.Relations;
import io.damson.verify.report.Console;
import io.damson.verify.report.Reports;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code damson verify}: whether a server speaks the API. */
@Command(
        name = "verify",
        description =
                "Asks a server what every server of the API answers alike, and says what it answers wrongly. It reads only,"
                        + " unless --allow-delete is given.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 nothing is wrong, 1 something is, 2 the command line is wrong or the server cannot be asked.",
            "",
            "Examples:",
            "  DAMSON_API_KEY=… damson verify --url https://api2.saleslayer.com/dam",
            "  damson verify --url http://127.0.0.1:8080 --api-key acme-demo-key --other-api-key globex-demo-key"
                    + " --allow-delete --level damson --report target/verify"
        })
final class VerifyCommand implements Callable<Integer>, Mistakes.Checked {
    private static final int WRONG = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--url", paramLabel = "URL", required = true, description = "What stands before /images.")
    private @Nullable URI url;

    @Option(names = "--api-key", paramLabel = "KEY", required = true, description = "The account's key.")
    private String apiKey = "";

    @Option(
            names = "--other-api-key",
            paramLabel = "KEY",
            description = "A key of another account, to see that the two see nothing of each other.")
    private @Nullable String otherApiKey;

    @Option(names = "--allow-delete", description = "Delete some images, which are named before.")
    private boolean allowDelete;

    @Option(
            names = "--max-deletes",
            paramLabel = "N",
            defaultValue = "" + VerifySettings.MAX_DELETES,
            description = "How many images are deleted at most (default: ${DEFAULT-VALUE}).")
    private int maxDeletes = VerifySettings.MAX_DELETES;

    @Option(
            names = "--max-requests",
            paramLabel = "N",
            defaultValue = "" + VerifySettings.MAX_REQUESTS,
            description = "How many requests are sent at most (default: ${DEFAULT-VALUE}).")
    private int maxRequests = VerifySettings.MAX_REQUESTS;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "odata",
            description =
                    "What is asked: documented, what the documentation says; odata, also what follows from OData and HTTP;"
                            + " damson, also Damson's reading of what both leave open (default: ${DEFAULT-VALUE}).")
    private Level level = Level.ODATA;

    @Option(names = "--strict", description = "Members that are not documented are a failure.")
    private boolean strict;

    @Option(
            names = "--only",
            paramLabel = "ID",
            split = ",",
            description = "Ask these relations only, of whatever level.")
    private List<String> only = List.of();

    @Option(
            names = "--known",
            paramLabel = "FILE",
            description = "Deviations that are accepted: an id a line, # before a remark.")
    private @Nullable Path known;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "What random choices follow from: the same seed, the same requests (default: another each time).")
    private @Nullable Long seed;

    @Option(
            names = "--header",
            paramLabel = "NAME:VALUE",
            description = "A further header of every request, as a gateway wants it; may be given several times.")
    private List<String> headers = List.of();

    @Option(names = "--cacert", paramLabel = "FILE", description = "Certificates to be trusted, in PEM.")
    private @Nullable Path certificates;

    @Option(names = "--insecure", description = "Trust any certificate.")
    private boolean insecure;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long to wait for a server that is not there yet (default: ${DEFAULT-VALUE}).")
    private Duration patience = Duration.ofSeconds(30);

    @Option(
            names = "--contract",
            paramLabel = "FILE",
            description = "The OpenAPI 3.0 file that answers are judged by (default: Damson's own).")
    private @Nullable Path contract;

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description = "Where junit.xml, report.html and report.json are written (default: nowhere).")
    private @Nullable Path report;

    @Option(names = "--list", help = true, description = "Print the relations, and ask nothing.")
    private boolean list;

    @Override
    public List<Runnable> checks() {
        return list ? List.of() : List.of(this::urls, this::bounds, this::files, this::ids);
    }

    private void ids() {
        VerifySettings.requireIds("--only", Set.copyOf(only));
        VerifySettings.requireIds("--known", known());
    }

    /** Found now, not after a run. */
    private void files() {
        if (contract != null && !Files.isReadable(contract)) {
            throw new IllegalArgumentException("--contract: cannot read " + contract);
        }
        if (report != null && Files.exists(report) && !(Files.isDirectory(report) && Files.isWritable(report))) {
            throw new IllegalArgumentException("--report: " + report + " is no folder that can be written to");
        }
    }

    private void bounds() {
        if (maxDeletes < 0 || maxRequests < 1) {
            throw new IllegalArgumentException("--max-deletes is at least 0, --max-requests at least 1");
        }
    }

    private void urls() {
        if (url != null) {
            target();
        }
    }

    private Target target() {
        return new Target(Objects.requireNonNull(url), headers(), Optional.ofNullable(certificates), insecure);
    }

    private Map<String, String> headers() {
        Map<String, String> named = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException(
                        "--header: '" + header + "' is not NAME:VALUE, such as X-Tenant:shop");
            }
            named.put(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip());
        }
        return named;
    }

    private VerifySettings settings() {
        return new VerifySettings(
                target(),
                Credential.ofVariable("API_KEY", apiKey),
                Optional.ofNullable(otherApiKey).map(key -> Credential.ofVariable("OTHER_API_KEY", key)),
                level,
                Set.copyOf(only),
                known(),
                strict,
                allowDelete ? maxDeletes : 0,
                maxRequests,
                seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed,
                patience,
                Optional.ofNullable(contract));
    }

    private Set<String> known() {
        Set<String> ids = new LinkedHashSet<>();
        if (known == null) {
            return ids;
        }
        try {
            for (String line : Files.readAllLines(known)) {
                String id = line.replaceFirst("#.*", "").strip();
                if (!id.isEmpty()) {
                    ids.add(id);
                }
            }
            return ids;
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException("--known: " + known + " is no text in UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("--known: cannot read " + known, e);
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            Relations.all().forEach(relation -> out.println(line(relation)));
            return 0;
        }
        VerifySettings settings = settings();
        Console console = new Console(out, settings.target());
        try {
            Report found = Verification.begin(settings, new Told(console)).run();
            console.summary(found);
            write(found);
            return found.conforms() ? 0 : 1;
        } catch (UnusableServerException | IllegalArgumentException e) {
            spec.commandLine().getErr().println("damson verify: " + e.getMessage());
            return WRONG;
        }
    }

    private void write(Report found) {
        if (report == null) {
            return;
        }
        try {
            Reports.write(found, report);
            spec.commandLine().getOut().println("reports: " + report.resolve("report.html"));
        } catch (IOException e) {
            throw new CommandException("cannot write the reports to " + report + ": " + e);
        }
    }

    private static String line(Relation relation) {
        return "%-9s  %-10s  %s".formatted(relation.id(), relation.level(), relation.title());
    }

    /** Says what happens: results to the output, the rest beside. */
    private final class Told implements Verification.Listener {
        private final Console console;

        Told(Console console) {
            this.console = console;
        }

        @Override
        public void begun(Verification run) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("damson verify " + run.settings().target().url() + ", level "
                    + run.settings().level() + ", seed " + run.settings().seed());
            out.println(run.images());
            if (!run.expendable().isEmpty()) {
                out.println("may be deleted: " + String.join(", ", run.expendable()));
            }
            out.println();
            out.flush();
        }

        @Override
        public void done(Result result) {
            console.result(result);
        }

        @Override
        public void notice(String text) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(text);
            err.flush();
        }
    }
}
