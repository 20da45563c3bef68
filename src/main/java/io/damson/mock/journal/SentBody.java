package io.damson.mock.journal;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The beginning of an answer's body, as it was sent, and the length of the whole. Thread-safe. */
public final class SentBody {
    /** What comes after so many bytes is counted only. */
    public static final int MAX_BYTES = 16_384;

    private static final Pattern TEXT = Pattern.compile("text/.*|application/(.+\\+)?json");

    private byte[] kept = {};
    private long length;

    /**
     * A part of a body as text.
     *
     * @param isWhole whether it is all of it
     */
    public record Text(String value, boolean isWhole) {}

    /** Adds a part: how many bytes of it are kept. */
    synchronized int add(ByteBuffer part) {
        int more = Math.min(part.remaining(), MAX_BYTES - kept.length);
        length += part.remaining();
        if (more > 0) {
            kept = Arrays.copyOf(kept, kept.length + more);
            part.get(kept, kept.length - more, more);
        }
        return more;
    }

    synchronized int keptBytes() {
        return kept.length;
    }

    /** How many bytes were sent. */
    public synchronized long length() {
        return length;
    }

    /**
     * What is kept, as text of at most {@value MAX_BYTES} bytes: decompressed, if it was sent in the format of gzip. Empty if nothing was
     * sent, or no text.
     *
     * @param fields the answer's header fields, which have its type and coding
     */
    public synchronized Optional<Text> text(Map<String, String> fields) {
        String type = fields.getOrDefault("Content-Type", "").split(";", 2)[0].strip();
        String coding = fields.getOrDefault("Content-Encoding", "identity");
        if (length == 0 || !TEXT.matcher(type.toLowerCase(Locale.ROOT)).matches()) {
            return Optional.empty();
        }
        return switch (coding) {
            case "identity" -> Optional.of(new Text(decoded(kept, kept.length), length == kept.length));
            case "gzip" -> Optional.of(decompressed());
            default -> Optional.empty();
        };
    }

    private Text decompressed() {
        byte[] bytes = new byte[MAX_BYTES + 1];
        int end = 0;
        boolean isWhole = true;
        try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(kept))) {
            for (int read = 0; read >= 0 && end < bytes.length; end += Math.max(read, 0)) {
                read = stream.read(bytes, end, bytes.length - end);
            }
        } catch (EOFException e) {
            isWhole = false; // the rest was not kept, or is still to come
        } catch (IOException e) {
            throw new IllegalStateException("our own compression can be undone", e);
        }
        return new Text(decoded(bytes, Math.min(end, MAX_BYTES)), isWhole && end <= MAX_BYTES);
    }

    /** A character that was cut in two is left out. */
    private static String decoded(byte[] bytes, int end) {
        CharBuffer text = CharBuffer.allocate(end);
        StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .decode(ByteBuffer.wrap(bytes, 0, end), text, false);
        return text.flip().toString();
    }
}
