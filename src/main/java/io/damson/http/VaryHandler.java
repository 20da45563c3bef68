package io.damson.http;

import java.util.function.Function;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Says on every answer which header fields of the request it depends on (RFC 9110, section 12.5.5), in one field. */
public final class VaryHandler extends HandlerInFront {
    private final Function<Request, String> fields;

    /**
     * In front of another handler.
     *
     * @param fields the names, separated by commas; never empty
     */
    public VaryHandler(Function<Request, String> fields, HttpHandler next) {
        super(next);
        this.fields = fields;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        String others = response.getHeader("Vary");
        String own = fields.apply(request);
        response.setHeader("Vary", others == null ? own : others + ", " + own);
        next.service(request, response);
    }
}
