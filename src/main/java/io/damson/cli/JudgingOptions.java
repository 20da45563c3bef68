package io.damson.cli;

import io.damson.verify.relation.Level;
import io.damson.verify.relation.Relations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What responses are judged by. */
final class JudgingOptions {
    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "odata",
            description =
                    "Relations to test. documented: those of the documentation. odata: also those that follow from OData and HTTP. damson: also Damson's reading where both are silent (default: ${DEFAULT-VALUE}).")
    private Level level = Level.ODATA;

    @Option(names = "--strict", description = "Count undocumented members as failures.")
    private boolean strict;

    @Option(
            names = "--known",
            paramLabel = "ID",
            split = ",",
            description =
                    "Accepted deviations: relations such as FILTER-8,PAGE-2, or a file with one relation a line. A # begins a comment there.")
    private List<String> known = List.of();

    @Option(
            names = "--contract",
            paramLabel = "FILE",
            description =
                    "OpenAPI 3.0 file that the shape of responses is checked against (default: Damson's contract).")
    private @Nullable Path contract;

    /** @throws IllegalArgumentException if the contract cannot be read */
    void requireContract() {
        if (contract != null && !Files.isReadable(contract)) {
            throw new IllegalArgumentException("--contract: cannot read " + contract);
        }
    }

    Level level() {
        return level;
    }

    boolean isStrict() {
        return strict;
    }

    /** Empty where it is Damson's own. */
    Optional<Path> contract() {
        return Optional.ofNullable(contract);
    }

    /**
     * The ids of the accepted deviations.
     *
     * @param relations those that they are of
     * @throws IllegalArgumentException if there is no such relation, or a file cannot be read
     */
    Set<String> known(Relations relations) {
        return relations.known(known.stream().flatMap(JudgingOptions::ids).toList());
    }

    /** What is no file's name is taken for an id where it looks like one. */
    private static Stream<String> ids(String named) {
        if (named.matches("[A-Za-z0-9]+-[0-9]+") && !Files.exists(Path.of(named))) {
            return Stream.of(named);
        }
        try {
            return TextFile.read(named)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(id -> !id.isEmpty());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--known: cannot read " + named + ": " + e.getMessage(), e);
        }
    }
}
