package io.damson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.verify.relation.Relations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code --known} names. */
class JudgingOptionsTest {
    private static Set<String> known(String value) {
        return CommandLine.populateCommand(new JudgingOptions(), "--known", value)
                .known(Relations.standard());
    }

    @Test
    void relationsAndFilesOfThem(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("known-1");
        Files.writeString(file, "PAGE-1   # our default is 50\n\n# more\nREFUSE-5\n");
        assertThat(known("FILTER-8,page-2")).containsExactlyInAnyOrder("FILTER-8", "PAGE-2");
        assertThat(known(file.toString())).containsExactlyInAnyOrder("PAGE-1", "REFUSE-5");
        assertThat(known("FILTER-8," + file)).containsExactlyInAnyOrder("FILTER-8", "PAGE-1", "REFUSE-5");
    }
}
