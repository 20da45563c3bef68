package io.damson.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What cannot be imported: either the end of the import, or a line of newline-delimited JSON in a report. Not thread-safe. */
final class LeftOut implements Closeable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Optional<Path> report;
    private @Nullable BufferedWriter writer;
    private long count;

    /** Noted in the report, which is made with its first line; without one, nothing may be left out. */
    LeftOut(Optional<Path> report) {
        this.report = report;
    }

    /** A line of the report. */
    record Line(String place, String reason) {}

    /** Takes note of an image that cannot be taken. */
    void note(String place, String reason) throws IOException {
        if (report.isEmpty()) {
            throw new CommandException(place + ": " + reason + "; nothing was changed");
        }
        count++;
        if (writer == null) {
            writer = Files.newBufferedWriter(report.get());
        }
        writer.write(MAPPER.writeValueAsString(new Line(place, reason)));
        writer.write('\n');
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
