package io.damson.http;

import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.slf4j.MDC;

/** Hands every request to the application exactly as it came, and gives every answer the header fields that all have. */
public final class ApplicationHandler extends HttpHandler {
    private final HttpHandler application;

    /** Has to be the server's only handler, at its root, so that nobody else decodes targets. */
    public ApplicationHandler(HttpHandler application) {
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

    /** No path has a session in it: a {@code ;jsessionid=} is part of a name like any other. */
    @Override
    protected String getSessionCookieName() {
        return " ";
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        // Jersey makes URIs of it, and java.net.URI knows no host with an underscore.
        request.getRequest().serverName().setString("localhost");
        String requestId = AnswerHeaders.requestId(request.getHeader(AnswerHeaders.REQUEST_ID));
        AnswerHeaders.of(requestId).forEach(response::setHeader);
        MDC.put(AnswerHeaders.IN_LOG, requestId);
        try {
            application.service(request, response);
        } finally {
            MDC.remove(AnswerHeaders.IN_LOG);
        }
    }
}
