package io.damson.rest;

import io.damson.http.Json;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.http.Problems;
import io.damson.http.WorkerError;
import io.damson.query.InvalidQueryOptionException;
import io.damson.store.DatabaseUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every exception as a problem document: Damson's, Jersey's, and unforeseen ones. */
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);
    private static final String RETRY_SECONDS = "2";

    @Context
    @SuppressWarnings("NullAway.Init") // injected
    private jakarta.inject.Provider<ContainerRequestContext> request;

    @Override
    public Response toResponse(Throwable thrown) {
        ProblemException problem = problem(thrown);
        ProblemType type = problem.problemType();
        String instance = PathFilter.instance(request.get());
        if (type.status() < 500) {
            Problems.logRefusal(problem, instance);
        }
        byte[] document = Json.bytes(Problems.document(problem, instance));
        Response.ResponseBuilder response = Response.status(type.status())
                .type(Problems.MEDIA_TYPE)
                .header(HttpHeaders.CONTENT_LENGTH, document.length)
                .entity(document);
        problem.headers().forEach(response::header);
        return response.build();
    }

    private ProblemException problem(Throwable thrown) {
        if (thrown instanceof ProblemException problem) {
            return problem;
        }
        if (thrown instanceof InvalidQueryOptionException invalid) {
            return ProblemException.invalid(invalid.option(), invalid.getMessage());
        }
        if (thrown instanceof WebApplicationException refusal
                && refusal.getResponse().getStatus() < Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
            ProblemType type =
                    ProblemType.ofStatus(refusal.getResponse().getStatus()).orElse(ProblemType.BAD_REQUEST);
            ProblemException problem = new ProblemException(type, type.title());
            String allow = refusal.getResponse().getHeaderString(HttpHeaders.ALLOW);
            return allow == null ? problem : problem.withHeader(HttpHeaders.ALLOW, allow);
        }
        if (thrown instanceof DatabaseUnavailableException away) {
            LOG.error("503: {}", away.getMessage());
            Refusal.of(away.reason()).note(request.get());
            return new ProblemException(
                            ProblemType.SERVICE_UNAVAILABLE,
                            away.reason().sentence() + "; " + away.reason().remedy())
                    .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        if (WorkerError.isBehind(thrown)) {
            request.get().setProperty(WorkerError.ENDS_CONNECTION, true);
        }
        return Problems.unforeseen(thrown);
    }
}
