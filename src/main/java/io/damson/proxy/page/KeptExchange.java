package io.damson.proxy.page;

import io.damson.verify.traffic.Passage;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An exchange of the journal.
 *
 * @param number greater than those before it
 * @param passage with no more of its body than is shown, and with its secrets: {@link #redaction}
 * @param verdict what is said of the response
 * @param relations ids of those that it breaks
 * @param reason why nothing could be said; empty text where something could
 */
record KeptExchange(long number, Passage passage, Said verdict, List<String> relations, String reason) {
    /** What an exchange takes beside its texts. */
    private static final int OVERHEAD = 512;

    private static final double NANOS_OF_A_MILLISECOND = 1e6;

    /** What is said of a response. */
    enum Said {
        OK,
        FAILED,
        UNJUDGED
    }

    /** With as much of the body as is kept. */
    static KeptExchange of(long number, Passage passage, Said verdict, List<String> relations, String reason) {
        ByteBuffer whole = passage.body();
        boolean isCut = whole.remaining() > KeptBody.MAX_BYTES;
        if (!isCut && whole.remaining() == whole.capacity()) {
            return new KeptExchange(number, passage, verdict, relations, reason); // it may be shared with others
        }
        byte[] body = new byte[Math.min(whole.remaining(), KeptBody.MAX_BYTES)];
        whole.duplicate().get(body);
        Passage kept = new Passage(
                passage.method(),
                passage.target(),
                passage.requestFields(),
                passage.status(),
                passage.fields(),
                ByteBuffer.wrap(body),
                passage.isWhole() && !isCut,
                passage.received(),
                passage.begun(),
                passage.ended());
        return new KeptExchange(number, kept, verdict, relations, reason);
    }

    /** What must not be shown of it. */
    Redaction redaction() {
        return Redaction.of(passage);
    }

    /** How much memory it takes, by its texts. */
    long bytes() {
        long fields = passage.requestFields().stream()
                        .mapToLong(
                                field -> field.name().length() + field.value().length())
                        .sum()
                + passage.fields().stream()
                        .mapToLong(
                                field -> field.name().length() + field.value().length())
                        .sum();
        return OVERHEAD + passage.target().length() + fields + passage.body().remaining();
    }

    double milliseconds() {
        return (passage.ended() - passage.begun()) / NANOS_OF_A_MILLISECOND;
    }
}
