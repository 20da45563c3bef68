package io.damson.mock;

import io.damson.http.CorsOrigins;
import io.damson.http.PathHandler;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The origins that may read the mock's responses, by path. The keys of the data that come with Damson are public, so that all may read those;
 * other data, and what changes the mock for all who use it, are for pages of this machine, unless others are named.
 *
 * @param given those that are named; {@code *} among them stands for pages of this machine where the mock is controlled
 * @param ownData whether others than the data that come with Damson are served; asked anew for each request
 */
record MockOrigins(Optional<CorsOrigins> given, BooleanSupplier ownData) implements Function<String, CorsOrigins> {
    /** What all paths of the control API are below. */
    static final String CONTROL = "/__admin";

    MockOrigins {
        given = given.map(CorsOrigins::withCredentials);
    }

    @Override
    public CorsOrigins apply(String path) {
        return PathHandler.isBelow(CONTROL, path) ? ofControl() : ofApi();
    }

    /** Of the control API. */
    CorsOrigins ofControl() {
        return given.map(CorsOrigins::withLoopbackForAll).orElseGet(CorsOrigins::loopback);
    }

    private CorsOrigins ofApi() {
        return given.orElseGet(
                () -> ownData.getAsBoolean() ? CorsOrigins.loopback() : CorsOrigins.anyWithCredentials());
    }
}
