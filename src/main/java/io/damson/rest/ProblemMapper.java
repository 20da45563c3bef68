package io.damson.rest;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.http.Problems;
import io.damson.query.InvalidQueryOptionException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whatever was thrown, as a problem document: ours, Jersey's own, and what nobody foresaw. */
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    @Context
    @SuppressWarnings("NullAway.Init") // injected
    private jakarta.inject.Provider<ContainerRequestContext> request;

    @Override
    public Response toResponse(Throwable thrown) {
        ProblemException problem = problem(thrown);
        ProblemType type = problem.problemType();
        String instance = PathFilter.instance(request.get());
        if (type.status() < 500) {
            LOG.info("{} {}: {}", type.status(), instance, problem.detail());
        }
        Response.ResponseBuilder response = Response.status(type.status())
                .type(Problems.MEDIA_TYPE)
                .entity(Problems.json(Problems.document(problem, instance)));
        if (type == ProblemType.UNAUTHORIZED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, ApiKeyFilter.CHALLENGE);
        }
        if (type == ProblemType.METHOD_NOT_ALLOWED && thrown instanceof WebApplicationException refusal) {
            response.header(HttpHeaders.ALLOW, refusal.getResponse().getHeaderString(HttpHeaders.ALLOW));
        }
        return response.build();
    }

    private static ProblemException problem(Throwable thrown) {
        if (thrown instanceof ProblemException problem) {
            return problem;
        }
        if (thrown instanceof InvalidQueryOptionException invalid) {
            return ProblemException.invalid(invalid.option(), invalid.getMessage());
        }
        if (thrown instanceof WebApplicationException refusal) {
            int status = refusal.getResponse().getStatus();
            ProblemType type = ProblemType.ofStatus(status).orElse(ProblemType.BAD_REQUEST);
            return new ProblemException(
                    type,
                    switch (type) {
                        case METHOD_NOT_ALLOWED ->
                            "The method is not allowed here; the header Allow lists those that are";
                        case NOT_ACCEPTABLE -> "The answer is JSON, which the header Accept excludes";
                        default -> type.title();
                    });
        }
        String id = UUID.randomUUID().toString();
        LOG.error("failure {}", id, thrown);
        return new ProblemException(
                ProblemType.INTERNAL_SERVER_ERROR, "The server failed; its log has the cause under " + id);
    }
}
