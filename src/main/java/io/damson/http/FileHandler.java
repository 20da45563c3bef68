package io.damson.http;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET} and {@code HEAD} with files, to everybody. Clients may keep them but have to ask each time, which is answered in a
 * few bytes: what is behind changes under whoever develops with it.
 */
public final class FileHandler extends HttpHandler {
    private final Function<String, ServedFile> files;

    /** @param files finds the file of a path, percent-encoded as it came; throws a {@link ProblemException} where there is none */
    public FileHandler(Function<String, ServedFile> files) {
        this.files = files;
    }

    @Override
    public void service(Request request, Response response) throws IOException {
        try {
            if (ReadOnly.admits(request, response)) {
                answer(request, response);
            }
        } catch (ProblemException e) {
            Problems.write(e, request, response);
        }
    }

    private void answer(Request request, Response response) throws IOException {
        ServedFile file = files.apply(request.getRequestURI());
        response.setHeader("Cache-Control", "public, no-cache");
        response.setHeader("ETag", file.entityTag());
        file.headers().forEach(response::setHeader);
        if (matches(request.getHeader("If-None-Match"), file.entityTag())) {
            response.setStatus(304);
            return;
        }
        byte[] bytes = file.bytes().get();
        response.setContentType(file.mediaType());
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** Weak comparison (RFC 9110, section 13.1.2). */
    private static boolean matches(@Nullable String ifNoneMatch, String entityTag) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .anyMatch(tag -> tag.equals("*") || tag.equals(entityTag));
    }
}
