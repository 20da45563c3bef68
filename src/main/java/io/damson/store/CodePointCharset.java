package io.damson.store;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/**
 * Every code point as three bytes of seven bits, the highest first. H2 can order strings by the bytes of a charset, but it compares
 * them as signed numbers; none of these is negative, so that its order is the order of the code points. Only ever used to encode.
 */
final class CodePointCharset extends Charset {
    /** The name by which H2 finds it. */
    static final String NAME = "DAMSON_CODE_POINTS";

    private static final int BYTES = 3;
    private static final int BITS = 7;
    private static final int MASK = 0x7F;

    CodePointCharset() {
        super(NAME, new String[0]);
    }

    @Override
    public boolean contains(Charset other) {
        return false;
    }

    @Override
    public CharsetDecoder newDecoder() {
        throw new UnsupportedOperationException(NAME + " is for ordering only");
    }

    @Override
    public CharsetEncoder newEncoder() {
        return new CharsetEncoder(this, BYTES, BYTES) {
            @Override
            public boolean isLegalReplacement(byte[] replacement) {
                return true;
            }

            @Override
            protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
                while (in.hasRemaining()) {
                    if (out.remaining() < BYTES) {
                        return CoderResult.OVERFLOW;
                    }
                    int codePoint = next(in);
                    out.put((byte) (codePoint >> (2 * BITS)))
                            .put((byte) (codePoint >> BITS & MASK))
                            .put((byte) (codePoint & MASK));
                }
                return CoderResult.UNDERFLOW;
            }
        };
    }

    private static int next(CharBuffer in) {
        char first = in.get();
        boolean pair = Character.isHighSurrogate(first)
                && in.hasRemaining()
                && Character.isLowSurrogate(in.get(in.position()));
        return pair ? Character.toCodePoint(first, in.get()) : first;
    }
}
