package io.damson.rest;

import java.util.List;
import org.glassfish.grizzly.http.server.Request;

/** The query options of a request that the API has not, and that it has passed over, as OData wants it. */
public final class IgnoredOptions {
    /** The property of a request of Jersey's, which is an attribute of Grizzly's. */
    static final String PROPERTY = IgnoredOptions.class.getName();

    private IgnoredOptions() {}

    /** Their names, decoded, as they came; none where the API has not looked at the options. */
    public static List<String> of(Request request) {
        return request.getAttribute(PROPERTY) instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }
}
