package io.damson.mock.admin;

import io.damson.contract.admin.Clock;
import io.damson.contract.admin.ClockApi;
import io.damson.contract.admin.ClockChange;
import io.damson.http.ProblemException;
import io.damson.mock.clock.MockClock;
import io.damson.mock.tenant.MockTenant;
import io.damson.mock.tenant.MockTenants;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The time by which images are processed. */
final class ClockResource implements ClockApi {
    private static final Duration MAX_ADVANCE = Duration.ofDays(365_000);

    private final MockTenants tenants;

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
        Optional<MockTenant> tenant = Scope.of(tenants, key);
        if (tenant.isPresent()) {
            change(tenant.get().clock(), change);
            tenant.get().settle();
        } else {
            change(tenants.clockOfNew(), change);
            for (MockTenant each : tenants.all()) {
                change(each.clock(), change);
                each.settle();
            }
        }
        return Response.ok(shown(tenant.map(MockTenant::clock).orElse(tenants.clockOfNew())))
                .build();
    }

    private static void change(MockClock clock, ClockChange change) {
        try {
            clock.change(
                    Optional.ofNullable(change.getNow()),
                    Scope.duration("advance", change.getAdvance(), MAX_ADVANCE).orElse(Duration.ZERO),
                    change.getMode() == null ? clock.isRunning() : change.getMode() == ClockChange.ModeEnum.RUNNING);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("now", String.valueOf(e.getMessage()));
        }
    }

    private static Clock shown(MockClock clock) {
        return new Clock()
                .mode(clock.isRunning() ? Clock.ModeEnum.RUNNING : Clock.ModeEnum.FROZEN)
                .now(clock.now().truncatedTo(ChronoUnit.SECONDS));
    }
}
