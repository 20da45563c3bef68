package io.damson.cli;

import io.damson.proxy.StandIn;
import io.damson.proxy.record.Recorder;
import io.damson.proxy.record.Replay;
import io.damson.verify.exchange.Shell;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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

    boolean hasFaults() {
        return faults;
    }

    /**
     * What records and replays.
     *
     * @param recorder empty where nothing is recorded
     * @param replay empty where nothing is replayed
     */
    record Running(Optional<Recorder> recorder, Optional<Replay> replay) implements AutoCloseable {
        /** What responds while the upstream is away. */
        StandIn standIn() {
            return replay.map(StandIn.class::cast).orElse(StandIn.NONE);
        }

        /** Writes what is not written yet. */
        @Override
        public void close() {
            replay.ifPresent(Replay::close);
            recorder.ifPresent(Recorder::close);
        }
    }

    /**
     * Starts what the options want.
     *
     * @param err gets a line where something is not recorded
     * @throws io.damson.dataset.DatasetException if a recording of before cannot be read
     */
    Running start(PrintWriter err) {
        Consumer<String> notices = notice -> {
            err.println("damson proxy: " + notice);
            err.flush();
        };
        Optional<Recorder> recorder = folder().map(folder -> Recorder.open(folder, notices));
        return new Running(recorder, recorder.filter(open -> replayFirst).map(open -> Replay.start(open, notices)));
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
