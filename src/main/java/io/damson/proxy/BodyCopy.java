package io.damson.proxy;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The copy of a body on its way, as long as there is room for it. */
final class BodyCopy {
    /** Longer bodies are not copied. */
    static final int MAX = 32 << 20;

    private static final int FIRST = 4096;

    /** The most bytes that are reserved for an announced length before they come. */
    private static final long MOST_BELIEVED = 1 << 20;

    private static final byte[] NOTHING = {};

    private final Judging judging;
    private final int first;
    private byte[] bytes = NOTHING;
    private int length;
    private boolean isWhole = true;
    private boolean isCrowdedOut;

    /** @param announced how long it will be; less than zero where nobody knows */
    BodyCopy(Judging judging, long announced) {
        this.judging = judging;
        this.first = announced < 0 ? FIRST : (int) Math.min(announced, MOST_BELIEVED);
    }

    /** Whether all of the body is here, as far as it has come. */
    boolean isWhole() {
        return isWhole;
    }

    /** Whether other bodies took the room that it would have needed. */
    boolean isCrowdedOut() {
        return isCrowdedOut;
    }

    int length() {
        return length;
    }

    /** Whether a further part can be taken; {@link #add} takes it. */
    boolean hasRoomFor(int more) {
        if (!isWhole || more > MAX - length) {
            return false;
        }
        if (length + more <= bytes.length) {
            return true;
        }
        int capacity = Math.min(MAX, Math.max(length + more, Math.max(first, 2 * length)));
        if (!judging.reserve(capacity - bytes.length)) {
            isCrowdedOut = true;
            return false;
        }
        bytes = Arrays.copyOf(bytes, capacity);
        return true;
    }

    void add(ByteBuf part) {
        int more = part.readableBytes();
        part.getBytes(part.readerIndex(), bytes, length, more);
        length += more;
    }

    /** Forgets it. */
    void drop() {
        judging.free(bytes.length);
        bytes = NOTHING;
        length = 0;
        isWhole = false;
    }

    /** What has come so far; must not be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** What has come so far. */
    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, 0, length).asReadOnlyBuffer();
    }

    /** The room that it takes. */
    int size() {
        return bytes.length;
    }
}
