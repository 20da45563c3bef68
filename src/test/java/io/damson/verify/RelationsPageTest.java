package io.damson.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.verify.relation.Relation;
import io.damson.verify.relation.Relations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/relations.md} has the relations that there are. */
class RelationsPageTest {
    private static final Path PAGE = Path.of("docs/relations.md");

    @Test
    void thePageIsCurrent() throws IOException {
        String page = page(Relations.standard().all());
        if (System.getProperty("docs.write") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("mvn test -Dtest=RelationsPageTest -Ddocs.write writes the page")
                .isEqualTo(page);
    }

    private static String page(List<Relation> relations) {
        return relations.stream().map(RelationsPageTest::section).collect(Collectors.joining("", """
                        # Relations

                        The kit checks these relations, in this order. `damson verify --list` prints them in short. Each has its level and
                        the sentence that it stands on, and for most of them what is asked: [the members](verify.md#relations-of-your-own)
                        are explained with an example. `mvn test -Dtest=RelationsPageTest -Ddocs.write` writes this page.
                        """, ""));
    }

    private static String section(Relation relation) {
        return "\n## %s\n\n%s. Level: %s.\n%s\n"
                        .formatted(relation.id(), relation.title(), relation.level(), relation.because())
                + (relation.after().isEmpty()
                        ? ""
                        : "\nIt builds on " + String.join(", ", new TreeSet<>(relation.after())) + ".\n")
                + (relation.cases().isEmpty() ? "" : "\n```yaml\n" + relation.cases() + "```\n");
    }
}
