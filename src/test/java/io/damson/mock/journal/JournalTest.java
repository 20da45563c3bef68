package io.damson.mock.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
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
    void bodiesTakeSpaceUpToTheirBound() {
        JournalSpace space = new JournalSpace(2 * entry("/a").bytes() + SentBody.MAX_BYTES);
        Journal one = new Journal(space);
        Journal other = new Journal(space);
        JournalEntry first = entry("/a");
        JournalEntry second = entry("/b");
        one.add(first);
        other.add(second);
        for (int i = 0; i < 10; i++) {
            other.addBody(second, ByteBuffer.allocate(10_000));
        }
        assertThat(second.body().length()).isEqualTo(100_000);
        assertThat(one.entries()).containsExactly(first);
        one.addBody(first, ByteBuffer.allocate(1));
        assertThat(one.entries()).as("the oldest of all").isEmpty();
        one.addBody(first, ByteBuffer.allocate(SentBody.MAX_BYTES));
        assertThat(other.entries()).as("what is forgotten grows no more").containsExactly(second);
        other.clear();
        other.add(first);
        other.addBody(first, ByteBuffer.allocate(1));
        one.add(entry("/c"));
        assertThat(other.entries()).as("all of it was given back").containsExactly(first);
    }

    @Test
    void onlyTextIsGivenAsText() {
        SentBody body = new SentBody();
        body.add(ByteBuffer.wrap(new byte[] {'{', '}', (byte) 0xC3}));
        assertThat(body.text(Map.of("Content-Type", "application/problem+json")))
                .hasValue(new SentBody.Text("{}", true));
        assertThat(body.text(Map.of("Content-Type", "Text/Plain; charset=utf-8")))
                .isPresent();
        assertThat(body.text(Map.of("Content-Type", "image/png"))).isEmpty();
        assertThat(body.text(Map.of("Content-Type", "application/json", "Content-Encoding", "br")))
                .isEmpty();
        assertThat(body.text(Map.of())).isEmpty();
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
