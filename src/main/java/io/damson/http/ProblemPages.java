package io.damson.http;

import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.http.server.ErrorPageGenerator;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jspecify.annotations.Nullable;

/** The responses of Grizzly itself, on a failure or a shutdown, as problem documents. */
public final class ProblemPages implements ErrorPageGenerator {
    @Override
    public String generate(
            Request request,
            int status,
            @Nullable String reasonPhrase,
            @Nullable String description,
            @Nullable Throwable exception) {
        ProblemException problem = exception == null
                ? new ProblemException(
                                ProblemType.SERVICE_UNAVAILABLE,
                                "The server is about to stop; repeat the request in a moment")
                        .withHeader("Retry-After", "1")
                : Problems.unforeseen(exception);
        Response response = request.getResponse();
        AnswerHeaders.of(AnswerHeaders.requestId(request.getHeader(AnswerHeaders.REQUEST_ID)))
                .forEach(response::setHeader);
        return new String(Problems.prepare(problem, request, response), StandardCharsets.UTF_8);
    }
}
