package io.damson.mock;

import io.damson.http.HandlerInFront;
import io.damson.http.ProblemException;
import io.damson.http.Problems;
import io.damson.mock.fault.FaultPlace;
import io.damson.mock.fault.Outcome;
import io.damson.mock.fault.OutcomeHandler;
import io.damson.mock.journal.JournalEntry;
import io.damson.mock.tenant.MockTenant;
import io.damson.mock.tenant.MockTenants;
import io.damson.rest.ApiKeyFilter;
import io.damson.rest.BasePath;
import io.damson.rest.ImagePath;
import io.damson.tenant.ApiKey;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * Stands around the API: notes every request, lets time pass for the tenant of its key, and lets it meet what it asks for or what lies in
 * wait. A request without a valid key is the API's alone.
 */
final class MockHandler extends HandlerInFront {
    private final MockTenants tenants;
    private final BasePath basePath;
    private final Outcomes outcomes;
    private final OutcomeHandler handler;

    MockHandler(MockTenants tenants, BasePath basePath, HttpHandler api) {
        super(api);
        this.tenants = tenants;
        this.basePath = basePath;
        this.outcomes = new Outcomes(tenants);
        this.handler = new OutcomeHandler(api);
    }

    @Override
    public void destroy() {
        handler.close();
        super.destroy();
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        try {
            Optional<MockTenant> tenant = key(request).flatMap(tenants::hold);
            tenant.ifPresent(held -> keepUntilAnswered(held, request));
            JournalEntry entry = JournalEntries.note(
                    request, response, tenant, tenant.map(MockTenant::journal).orElse(tenants.journalOfNobody()));
            Optional<ImagePath> path = basePath.imagePath(request.getRequestURI());
            if (tenant.isPresent() && path.isPresent()) {
                tenant.get().settle();
                Outcome outcome = outcomes.of(
                        request, tenant.get(), FaultPlace.API, path.get().reference());
                if (outcome.isFinal()) {
                    outcome.source()
                            .ifPresent(source -> entry.forced(source.name().toLowerCase(Locale.ROOT)));
                }
                handler.service(outcome, fault -> entry.broken(fault.name()), request, response);
            } else {
                next.service(request, response);
            }
        } catch (ProblemException e) {
            Problems.write(e, request, response);
        }
    }

    /** Whatever becomes of the tenant meanwhile, the request ends with what it began with. */
    private static void keepUntilAnswered(MockTenant held, Request request) {
        request.addAfterServiceListener(served -> held.release());
        request.setAttribute(ApiKeyFilter.TENANT, held.tenant());
    }

    /** A key that is sent twice is none. */
    private static Optional<ApiKey> key(Request request) {
        Iterator<String> given = request.getHeaders(ApiKeyFilter.HEADER).iterator();
        Optional<ApiKey> first = given.hasNext() ? ApiKey.parse(given.next().strip()) : Optional.empty();
        return given.hasNext() ? Optional.empty() : first;
    }
}
