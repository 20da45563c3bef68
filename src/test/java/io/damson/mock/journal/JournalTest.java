package io.damson.mock.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is kept of requests is bounded, for each tenant and for all together. */
class JournalTest {
    private static JournalEntry entry(String url) {
        return new JournalEntry("id", null, "GET", url, Map.of(), Instant.EPOCH);
    }

    @Test
    void theOldestOfATenantIsForgottenAfterAThousand() {
        Journal journal = new Journal(new JournalSpace(Long.MAX_VALUE));
        for (int i = 0; i <= Journal.MAX_ENTRIES; i++) {
            journal.add(entry("/" + i));
        }
        assertThat(journal.entries()).hasSize(Journal.MAX_ENTRIES);
        assertThat(journal.entries().get(0).url()).isEqualTo("/1000");
        assertThat(journal.entries().get(Journal.MAX_ENTRIES - 1).url()).isEqualTo("/1");
    }

    @Test
    void theOldestOfAllIsForgottenWhereThereIsNoSpace() {
        JournalSpace space = new JournalSpace(3 * entry("/a").bytes());
        Journal one = new Journal(space);
        Journal other = new Journal(space);
        JournalEntry first = entry("/a");
        JournalEntry second = entry("/b");
        JournalEntry third = entry("/c");
        one.add(first);
        other.add(second);
        one.add(third);
        assertThat(one.entries()).containsExactly(third, first);
        JournalEntry fourth = entry("/d");
        other.add(fourth);
        assertThat(one.entries()).containsExactly(third);
        assertThat(other.entries()).containsExactly(fourth, second);
        other.add(entry("/" + "e".repeat(100_000)));
        assertThat(one.entries()).isEmpty();
        assertThat(other.entries()).isEmpty();
    }

    @Test
    void whatIsForgottenTakesNoSpace() {
        JournalSpace space = new JournalSpace(2 * entry("/a").bytes());
        Journal one = new Journal(space);
        Journal other = new Journal(space);
        other.add(entry("/a"));
        for (int i = 0; i < 10; i++) {
            one.add(entry("/b"));
            one.clear();
        }
        assertThat(other.entries()).hasSize(1);
        one.close();
        one.add(entry("/c"));
        assertThat(one.entries()).isEmpty();
    }
}
