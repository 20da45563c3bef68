package io.damson.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.damson.dataset.DatasetException;
import io.damson.dataset.MockData;
import io.damson.store.DatabaseCheck;
import io.damson.store.DatabaseException;
import io.damson.store.DatabaseUnavailableException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code damson doctor}: whether all is in order that a mock or a server needs. */
@Command(
        name = "doctor",
        description = "Checks Java, ports, data files and the database, also while servers run. Nothing is changed.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A database is read wholly: every page of an SQLite file, and every value. A line of the output is ok, warning or"
                    + " fault, and names what to do. Exit code 0: there is no fault. Exit code 1: there is one.",
            "",
            "Examples:",
            "  damson doctor",
            "  damson doctor --port 9000 --data my-data --json",
            "  damson doctor \\",
            "    --database-url jdbc:sqlite:/var/lib/damson/damson.db"
        })
final class DoctorCommand implements Callable<Integer> {
    private static final int DEFAULT_PORT = 8080;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Address that a server would listen on (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port that a server would listen on (default: " + DEFAULT_PORT + ").")
    private @Nullable Integer port;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "Management port that a server would listen on (default: none).")
    private @Nullable Integer managementPort;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "Data files of a mock (default: the folder mock-data, or else the built-in data).")
    private @Nullable Path data;

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Override
    public Integer call() throws JsonProcessingException {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(port("port", port == null ? DEFAULT_PORT : port));
        if (managementPort != null) {
            findings.add(port("management-port", managementPort));
        }
        findings.add(data());
        findings.addAll(database());
        boolean sound = findings.stream().noneMatch(Finding::isFault);
        print(findings, sound);
        return sound ? 0 : 1;
    }

    /**
     * The findings as an object of JSON.
     *
     * @param sound whether there is no fault
     */
    record Report(boolean sound, List<Finding> checks) {}

    private void print(List<Finding> findings, boolean sound) throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper()
                    .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
                    .writeValueAsString(new Report(sound, findings)));
        } else {
            findings.forEach(finding -> out.println(finding.line()));
            out.println(sound ? "sound" : "not sound");
        }
        out.flush();
    }

    private static Finding java() {
        return new Finding(
                "java",
                Finding.State.OK,
                Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    /** That a Damson has it is no fault: these checks may be made beside it. */
    private Finding port(String option, int number) {
        if (number == 0) {
            return new Finding(option, Finding.State.OK, "0 is any free port");
        }
        Optional<String> refusal = FreePort.refusal(host, number);
        if (refusal.isEmpty()) {
            return new Finding(option, Finding.State.OK, number + " is free");
        }
        if (PortHolder.isDamson(number)) {
            return new Finding(
                    option,
                    Finding.State.OK,
                    number + " is in use by " + PortHolder.describe(number).orElse("damson"));
        }
        boolean isNeeded = ((OptionDefaults) spec.commandLine().getDefaultValueProvider()).isTyped(option);
        return new Finding(
                option,
                isNeeded ? Finding.State.FAULT : Finding.State.WARNING,
                number + ": "
                        + ListenOptions.remedy(host, number, "--" + option.replaceFirst("port$", ""), 0, refusal));
    }

    private Finding data() {
        Optional<Path> path = Optional.ofNullable(data)
                .or(() -> Optional.of(MockCommand.DATA_FOLDER).filter(Files::isDirectory));
        try {
            List<MockData> tenants = path.map(MockData::load).orElseGet(MockData::bundled);
            int images =
                    tenants.stream().mapToInt(tenant -> tenant.images().size()).sum();
            return new Finding(
                    "data",
                    Finding.State.OK,
                    "%s: %d tenants, %d images"
                            .formatted(path.map(Path::toString).orElse("built-in data"), tenants.size(), images));
        } catch (DatasetException e) {
            return new Finding(
                    "data", Finding.State.FAULT, e.getMessage() + "; correct that, or choose other data with --data");
        }
    }

    private List<Finding> database() {
        if (databaseOptions.isOfNobody()) {
            return List.of(new Finding(
                    "database",
                    Finding.State.WARNING,
                    "there is none here yet; damson serve --init-tenant NAME makes " + databaseOptions.description()));
        }
        try {
            DatabaseCheck check = databaseOptions.check();
            List<Finding> findings = new ArrayList<>();
            findings.add(new Finding(
                    "database",
                    check.faults().isEmpty() ? Finding.State.OK : Finding.State.FAULT,
                    check.description()));
            check.faults().forEach(fault -> findings.add(new Finding("database", Finding.State.FAULT, fault)));
            return findings;
        } catch (DatabaseException | DatabaseUnavailableException | CommandException e) {
            return List.of(new Finding("database", Finding.State.FAULT, String.valueOf(e.getMessage())));
        }
    }
}
