package io.damson.mock;

import io.damson.http.ProblemException;
import io.damson.http.Problems;
import io.damson.mock.fault.FaultPlace;
import io.damson.mock.fault.Outcome;
import io.damson.mock.fault.OutcomeHandler;
import io.damson.mock.media.MediaPath;
import io.damson.mock.tenant.MockTenants;
import java.util.Optional;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Lets requests for the files of images meet what they ask for, or what lies in wait for the tenant that their path names. */
final class MediaOutcomes extends HttpHandler {
    private final MockTenants tenants;
    private final Outcomes outcomes;
    private final OutcomeHandler handler;
    private final HttpHandler files;

    MediaOutcomes(MockTenants tenants, HttpHandler files) {
        this.tenants = tenants;
        this.outcomes = new Outcomes(tenants);
        this.handler = new OutcomeHandler(files);
        this.files = files;
    }

    @Override
    public void destroy() {
        handler.close();
        files.destroy();
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        try {
            Outcome outcome = MediaPath.of(request.getRequestURI())
                    .flatMap(path -> tenants.labelled(path.tenant())
                            .map(tenant ->
                                    outcomes.of(request, tenant, FaultPlace.MEDIA, Optional.of(path.reference()))))
                    .orElse(Outcome.NONE);
            handler.service(outcome, broken -> {}, request, response);
        } catch (ProblemException e) {
            Problems.write(e, request, response);
        }
    }
}
