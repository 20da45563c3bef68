package io.damson.mock;

import io.damson.http.HandlerInFront;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.http.Problems;
import java.util.function.BooleanSupplier;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Wraps the handlers that need the data, and returns 503 until they are loaded: a request that waited would hold a worker. */
final class WhileLoading extends HandlerInFront {
    private static final String RETRY_SECONDS = "1";

    private final BooleanSupplier loaded;

    /** @param loaded whether the data are there */
    WhileLoading(BooleanSupplier loaded, HttpHandler next) {
        super(next);
        this.loaded = loaded;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        if (loaded.getAsBoolean()) {
            next.service(request, response);
        } else {
            Problems.write(
                    new ProblemException(
                                    ProblemType.SERVICE_UNAVAILABLE,
                                    "The mock is loading its data; send the request again in a moment")
                            .withHeader("Retry-After", RETRY_SECONDS),
                    request,
                    response);
        }
    }
}
