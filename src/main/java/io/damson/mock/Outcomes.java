package io.damson.mock;

import io.damson.image.ImageReference;
import io.damson.mock.fault.FaultPlace;
import io.damson.mock.fault.Outcome;
import io.damson.mock.fault.RequestedOutcome;
import io.damson.mock.tenant.MockTenant;
import io.damson.mock.tenant.MockTenants;
import java.util.Objects;
import java.util.Optional;
import org.glassfish.grizzly.http.server.Request;

/** What requests meet. Thread-safe. */
record Outcomes(MockTenants tenants) {
    /**
     * The outcome that the request forces; else that of a fault of its tenant, then of a fault for all, then a standing fault.
     *
     * @throws io.damson.http.ProblemException if the forced outcome is invalid
     */
    Outcome of(Request request, MockTenant tenant, FaultPlace place, Optional<ImageReference> reference) {
        Outcome requested = RequestedOutcome.of(request);
        Outcome sought = requested.isFinal() ? requested : requested.over(armed(request, tenant, place, reference));
        return place == FaultPlace.API ? sought.over(tenant.standing().next()) : sought;
    }

    private Outcome armed(Request request, MockTenant tenant, FaultPlace place, Optional<ImageReference> reference) {
        String method = request.getMethod().getMethodString();
        String query = Objects.requireNonNullElse(request.getQueryString(), "");
        return tenant.faults()
                .meet(place, method, reference, query)
                .or(() -> tenants.faultsOfAll().meet(place, method, reference, query))
                .orElse(Outcome.NONE);
    }
}
