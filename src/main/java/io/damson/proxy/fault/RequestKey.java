package io.damson.proxy.fault;

import io.damson.proxy.LocalHandler;
import io.damson.tenant.ApiKey;
import java.util.List;
import java.util.Optional;

/**
 * The API key of a request.
 *
 * @param isGiven whether there is anything that could be meant as a key
 * @param key empty where there is none, or two, or what is none
 */
record RequestKey(boolean isGiven, Optional<String> key) {
    private static final String HEADER = "x-api-key";

    static RequestKey of(LocalHandler.Request request) {
        List<String> given = request.headers().getOrDefault(HEADER, List.of()).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        return new RequestKey(
                !given.isEmpty(),
                given.size() == 1 ? ApiKey.parse(given.get(0)).map(ApiKey::reveal) : Optional.empty());
    }
}
