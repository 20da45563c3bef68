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
     * What a request asks for itself; else what lies in wait for its tenant, then what does for all.
     *
     * @throws io.damson.http.ProblemException if what it asks for is not right
     */
    Outcome of(Request request, MockTenant tenant, FaultPlace place, Optional<ImageReference> reference) {
        Outcome requested = RequestedOutcome.of(request);
        if (requested.status().isPresent()) {
            return requested;
        }
        String method = request.getMethod().getMethodString();
        String query = Objects.requireNonNullElse(request.getQueryString(), "");
        return tenant.faults()
                .meet(place, method, reference, query)
                .or(() -> tenants.faultsOfAll().meet(place, method, reference, query))
                .map(requested::over)
                .orElse(requested);
    }
}
