package io.damson.proxy.fault;

import io.damson.proxy.LocalHandler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Requests as the proxy hands them over. */
final class Requests {
    private Requests() {}

    /** @param fields names and values in turns */
    static LocalHandler.Request request(String method, String target, String body, String... fields) {
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            headers.computeIfAbsent(fields[i].toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
                    .add(fields[i + 1]);
        }
        int question = target.indexOf('?');
        return new LocalHandler.Request(
                method,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                headers,
                ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }
}
