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
    /** Files are made in memory of their own, and take a processor each. */
    private static final int MADE_AT_ONCE = 2;

    private static final int MAX_WAITING = 256;

    private final Function<String, ServedFile> files;
    private final SlowWork making = new SlowWork("damson-files", MADE_AT_ONCE, MAX_WAITING);

    /** @param files finds the file of a path, percent-encoded as it came; throws a {@link ProblemException} where there is none */
    public FileHandler(Function<String, ServedFile> files) {
        this.files = files;
    }

    @Override
    public void destroy() {
        making.close();
    }

    @Override
    public void service(Request request, Response response) throws IOException {
        try {
            if (!ReadOnly.admits(request, response) || answers(request, response)) {
                answered(response);
            }
        } catch (ProblemException e) {
            Problems.write(e, request, response);
            answered(response);
        }
    }

    private static void answered(Response response) {
        if (response.isSuspended()) {
            response.resume();
        }
    }

    /** Whether the answer is there when this returns. */
    private boolean answers(Request request, Response response) throws IOException {
        ServedFile file = files.apply(request.getRequestURI());
        response.setHeader("Cache-Control", "public, no-cache");
        response.setHeader("ETag", file.entityTag());
        file.headers().forEach(response::setHeader);
        if (matches(request.getHeader("If-None-Match"), file.entityTag())) {
            response.setStatus(304);
            return true;
        }
        if (file.isAtHand().getAsBoolean()) {
            send(file, response);
            return true;
        }
        making.serve(request, response, () -> {
            send(file, response);
            response.resume();
        });
        return false;
    }

    private static void send(ServedFile file, Response response) throws IOException {
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
