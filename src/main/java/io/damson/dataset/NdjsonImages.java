package io.damson.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** Newline-delimited JSON: an image a line, so that a broken line is no end. Blank lines are passed over. */
final class NdjsonImages implements ImageSource {
    /** Far more than an image needs, and little enough to hold. */
    private static final int MAX_LINE_BYTES = 16 * 1024 * 1024;

    private final String name;
    private final InputStream content;
    private final byte[] buffer = new byte[64 * 1024];
    private int from;
    private int to;
    private long line;

    NdjsonImages(String name, InputStream content) {
        this.name = name;
        this.content = content;
    }

    /** Whether a text that begins with a brace begins a file of this format: its first line is an object without {@code images}. */
    static boolean begins(String text) {
        String first = text.lines().findFirst().orElse("");
        try {
            JsonNode node = DatasetJson.parse(first);
            return !node.has("images");
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    @Override
    public Optional<ImageItem> next() throws IOException {
        for (Optional<byte[]> bytes = readLine(); bytes.isPresent(); bytes = readLine()) {
            String place = name + ":" + line;
            try {
                String text =
                        Utf8.decoder().decode(ByteBuffer.wrap(bytes.get())).toString();
                if (!text.isBlank()) {
                    return Optional.of(item(place, text));
                }
            } catch (CharacterCodingException e) {
                return Optional.of(new ImageItem.Refused(place, "the line is not valid UTF-8"));
            }
        }
        return Optional.empty();
    }

    private static ImageItem item(String place, String text) {
        try {
            return new ImageItem.Taken(place, ImageRecord.of(DatasetJson.parse(text)));
        } catch (JsonProcessingException e) {
            return new ImageItem.Refused(place, DatasetJson.reason(e));
        } catch (IllegalArgumentException e) {
            return new ImageItem.Refused(place, String.valueOf(e.getMessage()));
        }
    }

    private Optional<byte[]> readLine() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean begun = false;
        while (from < to || fill()) {
            if (!begun) {
                begun = true;
                line++;
            }
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            if (bytes.size() + end - from > MAX_LINE_BYTES) {
                throw new DatasetException(
                        name + ":" + line + ": the line is longer than " + MAX_LINE_BYTES + " bytes");
            }
            bytes.write(buffer, from, end - from);
            boolean whole = end < to;
            from = end + 1;
            if (whole) {
                break;
            }
        }
        return begun ? Optional.of(bytes.toByteArray()) : Optional.empty();
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, content.read(buffer));
        return to > 0;
    }
}
