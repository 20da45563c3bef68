package io.damson.http;

import java.io.IOException;
import java.util.Optional;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Stands before the application: a target that is not well-formed is a 400, and everything else goes on exactly as it came. */
public final class RequestGuard extends HttpHandler {
    private final HttpHandler application;

    /** Has to be the server's only handler, at its root, so that nobody else decodes targets. */
    public RequestGuard(HttpHandler application) {
        this.application = application;
        setDecodeUrl(false);
    }

    @Override
    public void start() {
        application.start();
    }

    @Override
    public void destroy() {
        application.destroy();
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        String path = request.getRequestURI();
        String query = request.getQueryString();
        // In a query a tab is a blank, as OData has it (the ABNF's RWS and BWS).
        Optional<String> fault = RequestTarget.fault(path)
                .or(() -> query == null ? Optional.empty() : RequestTarget.fault(query.replace("%09", "%20")));
        if (fault.isEmpty()) {
            application.service(request, response);
        } else {
            write(
                    new ProblemException(ProblemType.BAD_REQUEST, "The request is malformed: " + fault.get()),
                    path,
                    response);
        }
    }

    private static void write(ProblemException problem, String path, Response response) throws IOException {
        byte[] body = Problems.json(Problems.document(problem, RequestTarget.printable(path)));
        response.setStatus(problem.problemType().status());
        response.setContentType(Problems.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
