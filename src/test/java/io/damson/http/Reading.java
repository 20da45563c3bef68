package io.damson.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;

/**
 * What is read off a connection on which some bytes have come.
 *
 * @param requests those that are whole
 * @param refusal why what follows them is none; empty where it may become one
 * @param over whether nothing else is read: the last request was the connection's last, or something was refused
 */
public record Reading(List<Whole> requests, Optional<Refusal> refusal, boolean over) {
    /**
     * A request.
     *
     * @param from where it begins
     * @param to where the next one would
     * @param canonical as it is passed on, as ISO 8859-1
     */
    public record Whole(int from, int to, String canonical) {}

    /**
     * A refusal.
     *
     * @param isHead whether the request's method is HEAD, as far as it is known
     * @param pending whether the rest of the head is still waited for
     */
    public record Refusal(int status, String detail, boolean isHead, boolean pending) {}

    /** Reads bytes that come in pieces of that length. */
    public static Reading of(byte[] bytes, int piece, HttpLimits limits) {
        List<Whole> requests = new ArrayList<>();
        RequestReader reader = new RequestReader(limits);
        int from = 0;
        int at = 0;
        while (at < bytes.length) {
            Buffer buffer =
                    Buffers.wrap(MemoryManager.DEFAULT_MEMORY_MANAGER, bytes, at, Math.min(piece, bytes.length - at));
            int before = buffer.remaining();
            try {
                Optional<byte[]> request = reader.read(buffer);
                at += before - buffer.remaining();
                if (request.isPresent()) {
                    requests.add(new Whole(from, at, text(request.get())));
                    if (reader.isLast()) {
                        return new Reading(requests, Optional.empty(), true);
                    }
                    reader = new RequestReader(limits);
                    from = at;
                } else if (buffer.hasRemaining()) {
                    throw new AssertionError("bytes are left of a request that is not whole, at " + at);
                }
            } catch (ProblemException e) {
                return new Reading(requests, Optional.of(refusal(e, reader, false)), true);
            }
        }
        RequestReader last = reader;
        return new Reading(requests, reader.fault().map(e -> refusal(e, last, true)), false);
    }

    private static Refusal refusal(ProblemException e, RequestReader reader, boolean pending) {
        return new Refusal(
                e.problemType().status(), e.detail(), reader.refused(e).method().equals("HEAD"), pending);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
