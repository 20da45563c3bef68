package io.damson.server;

import io.damson.http.AnswerListener;
import io.damson.http.CorsOrigins;
import io.damson.http.PathHandler;
import io.damson.http.Patience;
import io.damson.http.RefusedRequest;
import io.damson.rest.KeyHolders;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.glassfish.grizzly.http.server.HttpHandler;

/**
 * What may differ between servers of the API.
 *
 * @param keyHolders the look-up of the tenant of a key
 * @param paths who answers for other paths than the API's
 * @param aroundApi what stands around the API, and nothing else
 * @param corsOrigins the origins that may read responses of a path, besides the server's own; may change
 * @param refused learns of requests that are refused before any of these; may be called by several threads at once
 * @param answered learns of all others, when they have been answered
 * @param patience how long requests wait for their turn
 * @param grace how long requests in flight may go on when it is closed
 */
public record Seats(
        KeyHolders keyHolders,
        List<PathHandler> paths,
        UnaryOperator<HttpHandler> aroundApi,
        Function<String, CorsOrigins> corsOrigins,
        Consumer<RefusedRequest> refused,
        AnswerListener answered,
        Patience patience,
        Duration grace) {
    /** With a server's patience. */
    public Seats(
            KeyHolders keyHolders,
            List<PathHandler> paths,
            UnaryOperator<HttpHandler> aroundApi,
            Function<String, CorsOrigins> corsOrigins,
            Consumer<RefusedRequest> refused,
            AnswerListener answered,
            Duration grace) {
        this(keyHolders, paths, aroundApi, corsOrigins, refused, answered, Patience.OF_A_SERVER, grace);
    }

    /** With the same origins for all paths, and without a listener for responses. */
    public Seats(
            KeyHolders keyHolders,
            List<PathHandler> paths,
            UnaryOperator<HttpHandler> aroundApi,
            CorsOrigins corsOrigins,
            Consumer<RefusedRequest> refused,
            Duration grace) {
        this(keyHolders, paths, aroundApi, path -> corsOrigins, refused, AnswerListener.NONE, grace);
    }
}
