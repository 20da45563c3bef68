package io.damson.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.damson.dataset.DatasetException;
import io.damson.dataset.ImageItem;
import io.damson.dataset.Refusals;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What cannot be imported: lines of newline-delimited JSON in a report, or else mistakes that end the import when they have been
 * collected. Not thread-safe.
 */
final class LeftOut implements Closeable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Optional<Path> report;
    private final Refusals mistakes = new Refusals();
    private @Nullable BufferedWriter writer;
    private long count;

    /** Noted in the report, which is made with its first line; without one, nothing may be left out. */
    LeftOut(Optional<Path> report) {
        this.report = report;
    }

    /** A line of the report. */
    record Line(String place, String reason) {}

    /** Takes note of an image that cannot be taken. */
    void note(ImageItem.Refused refused) throws IOException {
        if (report.isEmpty()) {
            mistakes.add(refused);
            requireRoom();
            return;
        }
        count++;
        if (writer == null) {
            writer = open(report.get());
        }
        writer.write(MAPPER.writeValueAsString(new Line(refused.place(), refused.reason())));
        writer.write('\n');
    }

    private static BufferedWriter open(Path report) {
        try {
            return Files.newBufferedWriter(report);
        } catch (IOException e) {
            throw CommandException.unwritable(report, e);
        }
    }

    /** Takes note of a file that cannot be read to its end, of which no images can be left out. */
    void note(DatasetException broken) {
        if (report.isPresent()) {
            throw broken;
        }
        mistakes.add(String.valueOf(broken.getMessage()));
        requireRoom();
    }

    private void requireRoom() {
        if (mistakes.isFull()) {
            requireNoMistake();
        }
    }

    /** Ends the import if there is a mistake. */
    void requireNoMistake() {
        if (!mistakes.isEmpty()) {
            throw new CommandException(mistakes.told("nothing was changed"));
        }
    }

    /** Whether something is in the report. */
    boolean isAny() {
        return count > 0;
    }

    /** How many, in words; empty if none. */
    String summary() {
        return count == 0 ? "" : ", %d left out (%s)".formatted(count, report.orElseThrow());
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
