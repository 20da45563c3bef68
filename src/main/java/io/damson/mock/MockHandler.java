package io.damson.mock;

import io.damson.http.ProblemException;
import io.damson.http.Problems;
import io.damson.image.ImageReference;
import io.damson.mock.fault.Outcome;
import io.damson.mock.fault.OutcomeHandler;
import io.damson.mock.fault.RequestedOutcome;
import io.damson.mock.journal.JournalEntry;
import io.damson.mock.tenant.MockTenant;
import io.damson.mock.tenant.MockTenants;
import io.damson.rest.ApiKeyFilter;
import io.damson.rest.BasePath;
import io.damson.rest.ImagePath;
import io.damson.tenant.ApiKey;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * Stands around the API: notes every request, lets time pass for the tenant of its key, and lets it meet what it asks for or what lies in
 * wait. A request without a valid key is the API's alone.
 */
final class MockHandler extends HttpHandler {
    private final MockTenants tenants;
    private final BasePath basePath;
    private final CountDownLatch loaded;
    private final OutcomeHandler outcomes;
    private final HttpHandler api;

    /** @param loaded until then requests wait */
    MockHandler(MockTenants tenants, BasePath basePath, CountDownLatch loaded, HttpHandler api) {
        this.tenants = tenants;
        this.basePath = basePath;
        this.loaded = loaded;
        this.outcomes = new OutcomeHandler(api);
        this.api = api;
    }

    @Override
    public void start() {
        api.start();
    }

    @Override
    public void destroy() {
        outcomes.close();
        api.destroy();
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        loaded.await();
        try {
            Optional<MockTenant> tenant = key(request).flatMap(tenants::of);
            JournalEntry entry = JournalEntries.of(request, response, tenant);
            tenant.map(MockTenant::journal).orElse(tenants.journalOfNobody()).add(entry);
            Optional<ImagePath> path = basePath.imagePath(request.getRequestURI());
            if (tenant.isPresent() && path.isPresent()) {
                tenant.get().settle();
                outcomes.service(outcome(request, tenant.get(), path.get()), entry, request, response);
            } else {
                api.service(request, response);
            }
        } catch (ProblemException e) {
            Problems.write(e, request, response);
        }
    }

    /** A key that is sent twice is none. */
    private static Optional<ApiKey> key(Request request) {
        Iterator<String> given = request.getHeaders(ApiKeyFilter.HEADER).iterator();
        Optional<ApiKey> first = given.hasNext() ? ApiKey.parse(given.next().strip()) : Optional.empty();
        return given.hasNext() ? Optional.empty() : first;
    }

    private Outcome outcome(Request request, MockTenant tenant, ImagePath path) {
        Outcome requested = RequestedOutcome.of(request);
        if (requested.status().isPresent()) {
            return requested;
        }
        String method = request.getMethod().getMethodString();
        Optional<ImageReference> reference = path.reference();
        return tenant.faults()
                .meet(method, reference)
                .or(() -> tenants.faultsOfAll().meet(method, reference))
                .map(requested::over)
                .orElse(requested);
    }
}
