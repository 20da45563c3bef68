package io.damson.cli;

import io.damson.verify.exchange.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a proxy keeps of responses, and what it puts in their place. */
final class RecordingOptions implements Mistakes.Checked {
    @Option(
            names = "--record",
            paramLabel = "FOLDER",
            description =
                    "Folder for the images of all responses, as data files of the mock: damson mock --data FOLDER (default: no recording).")
    private @Nullable Path record;

    @Option(names = "--replay-first", description = "Respond from the recording while the upstream is away.")
    private boolean replayFirst;

    @Option(
            names = "--faults",
            description = "Let requests meet the faults of the mock: the header field Prefer, and /__admin/faults.")
    private boolean faults;

    @Override
    public List<Runnable> checks() {
        return List.of(this::requireUse, this::requireFolder);
    }

    private void requireUse() {
        if (replayFirst && record == null) {
            throw new IllegalArgumentException(
                    "--replay-first has no effect without --record: add --record FOLDER, the folder of the recording");
        }
    }

    /** A folder that only may be read shows itself now, not with the first image. */
    private void requireFolder() {
        if (record == null) {
            return;
        }
        try {
            Files.createDirectories(record);
            Files.delete(Files.createTempFile(record, "record", null));
        } catch (IOException e) {
            throw new IllegalArgumentException("--record: " + record + " is no folder that can be written to", e);
        }
    }

    /** The folder of the recording; empty where there is none. */
    Optional<Path> folder() {
        return Optional.ofNullable(record);
    }

    boolean isReplayedFirst() {
        return replayFirst;
    }

    boolean hasFaults() {
        return faults;
    }

    /** The options as they are typed. */
    Stream<String> typed() {
        return Stream.of(
                        folder().map(folder -> "--record " + Shell.word(folder.toString())),
                        Optional.of("--replay-first").filter(option -> replayFirst),
                        Optional.of("--faults").filter(option -> faults))
                .flatMap(Optional::stream);
    }
}
