package io.damson.mock.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.damson.dataset.DataHeader;
import io.damson.http.ProblemException;
import io.damson.mock.clock.MockClock;
import io.damson.mock.fault.StandingFaults;
import io.damson.mock.fault.StandingSequence;
import io.damson.mock.journal.Journal;
import io.damson.mock.journal.JournalSpace;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.SeedStore;
import io.damson.store.TenantStore;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sandboxes are bounded, in number and in rows, and go when nobody uses them. */
class SandboxesTest {
    private final Database database = Database.open(DatabaseConfiguration.temporary());
    private final TenantStore tenants = new TenantStore(database);
    private Instant now = Instant.parse("2024-04-05T08:44:33Z");

    private final Sandboxes sandboxes = new Sandboxes(3, 100, () -> now, this::make);

    private MockTenant make(String key) {
        SeedStore seeds = new SeedStore(database);
        Tenant row = seeds.add(new TenantName(key), List.of());
        return new MockTenant(
                key,
                new DataHeader(row.name(), List.of(), false),
                row,
                Map.of(),
                seeds,
                FileUrls.AS_GIVEN,
                new MockClock(() -> now),
                new Journal(new JournalSpace(0)),
                new StandingSequence(StandingFaults.NONE, key),
                () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theLongestIdleGoesWhereThereIsNoRoom() {
        sandboxes.of("a", 1);
        now = now.plus(Duration.ofSeconds(30));
        sandboxes.of("b", 1);
        sandboxes.of("c", 1);
        assertThatThrownBy(() -> sandboxes.of("d", 1))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no room");
        now = now.plus(Duration.ofSeconds(40));
        sandboxes.of("d", 1);
        assertThat(sandboxes.idle()).containsOnlyKeys("b", "c", "d");
        assertThat(tenants.list()).hasSize(3);
    }

    @Test
    void theirRowsTogetherAreBoundedToo() {
        sandboxes.of("a", 60);
        assertThatThrownBy(() -> sandboxes.of("b", 60)).isInstanceOf(ProblemException.class);
        sandboxes.of("c", 40);
    }

    @Test
    void whoIsIdleForAnHourIsDropped() {
        sandboxes.of("a", 1);
        now = now.plus(Duration.ofMinutes(59));
        sandboxes.of("b", 1);
        sandboxes.dropIdle();
        assertThat(sandboxes.idle()).containsOnlyKeys("a", "b");
        now = now.plus(Duration.ofMinutes(1));
        sandboxes.dropIdle();
        assertThat(sandboxes.idle()).containsOnlyKeys("b");
        assertThat(tenants.list()).hasSize(1);
    }
}
