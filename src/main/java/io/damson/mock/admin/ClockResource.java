package io.damson.mock.admin;

import io.damson.contract.admin.Clock;
import io.damson.contract.admin.ClockApi;
import io.damson.contract.admin.ClockChange;
import io.damson.http.ProblemException;
import io.damson.mock.clock.MockClock;
import io.damson.mock.tenant.MockTenant;
import io.damson.mock.tenant.MockTenants;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The time by which images are processed. */
@Singleton
final class ClockResource implements ClockApi {
    private static final Duration MAX_ADVANCE = Duration.ofDays(365_000);

    private final MockTenants tenants;

    @Inject
    ClockResource(MockTenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Response getClock(@Nullable String key) {
        return Response.ok(shown(Scope.of(tenants, key).map(MockTenant::clock).orElse(tenants.clockOfNew())))
                .build();
    }

    @Override
    public Response setClock(@Nullable ClockChange given, @Nullable String key) {
        ClockChange change = Scope.body(given);
        Optional<LocalDateTime> now = Optional.ofNullable(change.getNow());
        Duration advance =
                Scope.duration("advance", change.getAdvance(), MAX_ADVANCE).orElse(Duration.ZERO);
        Optional<MockTenant> tenant = Scope.of(tenants, key);
        Consumer<List<MockClock>> set = clocks -> set(clocks, change, now, advance);
        if (tenant.isPresent()) {
            set.accept(List.of(tenant.get().clock()));
            tenant.get().settle();
        } else {
            tenants.changeClocks(set);
            tenants.all().forEach(MockTenant::settle);
        }
        return Response.ok(shown(tenant.map(MockTenant::clock).orElse(tenants.clockOfNew())))
                .build();
    }

    /** All of them, or none. */
    private static void set(List<MockClock> clocks, ClockChange change, Optional<LocalDateTime> now, Duration advance) {
        try {
            clocks.forEach(clock -> clock.changed(now, advance));
            clocks.forEach(clock -> clock.change(now, advance, runs(clock, change)));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("now", String.valueOf(e.getMessage()));
        }
    }

    private static boolean runs(MockClock clock, ClockChange change) {
        return change.getMode() == null ? clock.isRunning() : change.getMode() == ClockChange.ModeEnum.RUNNING;
    }

    private static Clock shown(MockClock clock) {
        return new Clock()
                .mode(clock.isRunning() ? Clock.ModeEnum.RUNNING : Clock.ModeEnum.FROZEN)
                .now(clock.now().truncatedTo(ChronoUnit.SECONDS));
    }
}
