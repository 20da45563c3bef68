package io.damson.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads UTF-8 strictly: what is none is an error with its line and column, not U+FFFD. Not thread-safe. */
final class Utf8Reader extends Reader {
    private static final int BUFFER = 16 * 1024;

    private final InputStream content;
    private final CharsetDecoder decoder = decoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
    private boolean ended;
    private long line = 1;
    private long column = 1;

    Utf8Reader(InputStream content) {
        this.content = content;
    }

    /** Refuses what is no UTF-8. */
    static CharsetDecoder decoder() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** @throws NotUtf8Exception when all before what is no UTF-8 has been read */
    @Override
    public int read(char[] into, int from, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (ended && !bytes.hasRemaining()) {
                return -1;
            }
            decode();
        }
        int read = Math.min(length, chars.remaining());
        chars.get(into, from, read);
        return read;
    }

    private void decode() throws IOException {
        if (!ended) {
            bytes.compact();
            int read = content.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = read < 0;
            bytes.position(bytes.position() + Math.max(0, read)).flip();
        }
        chars.clear();
        CoderResult result = decoder.decode(bytes, chars, ended);
        chars.flip();
        count();
        if (result.isError() && !chars.hasRemaining()) {
            throw new NotUtf8Exception(line, column, bytes.get(bytes.position()));
        }
    }

    private void count() {
        char[] read = chars.array();
        int end = chars.limit();
        for (int i = 0; i < end; i++) {
            column++;
            if (read[i] == '\n') {
                line++;
                column = 1;
            }
        }
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
