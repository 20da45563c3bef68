package io.damson.http;

import java.nio.ByteBuffer;

/** Learns of one request's answer, each part before it is sent, by one thread at a time. Must not wait. */
public interface SentAnswer {
    /**
     * The answer begins. A part of its body may have been told before.
     *
     * @param status its status
     */
    void head(int status);

    /**
     * A part of its body, compressed where it is sent so.
     *
     * @param part is not to be kept: its bytes are another answer's later
     */
    void body(ByteBuffer part);
}
