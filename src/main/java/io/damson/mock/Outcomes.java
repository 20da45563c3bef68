package io.damson.mock;

import io.damson.image.ImageReference;
import io.damson.mock.fault.FaultPlace;
import io.damson.mock.fault.FaultyRequest;
import io.damson.mock.fault.Outcome;
import io.damson.mock.tenant.MockTenant;
import io.damson.mock.tenant.MockTenants;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.glassfish.grizzly.http.server.Request;

/** What requests meet. Thread-safe. */
record Outcomes(MockTenants tenants) {
    /**
     * The outcome of {@link FaultyRequest}; else a standing fault.
     *
     * @throws io.damson.http.ProblemException if the forced outcome is invalid
     */
    Outcome of(Request request, MockTenant tenant, FaultPlace place, Optional<ImageReference> reference) {
        Outcome sought = new FaultyRequest(
                        place,
                        request.getMethod().getMethodString(),
                        reference,
                        Objects.requireNonNullElse(request.getQueryString(), ""),
                        name -> fields(request, name))
                .outcome(tenant.faults(), tenants.faultsOfAll());
        return place == FaultPlace.API ? sought.over(tenant.standing().next()) : sought;
    }

    private static List<String> fields(Request request, String name) {
        List<String> values = new ArrayList<>();
        request.getHeaders(name).forEach(values::add);
        return values;
    }
}
