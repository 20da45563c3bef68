package io.damson.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
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
    private long line;

    NdjsonImages(String name, InputStream content) {
        this.name = name;
        this.content = new BufferedInputStream(content);
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
        int octet = content.read();
        if (octet < 0) {
            return Optional.empty();
        }
        line++;
        for (; octet >= 0 && octet != '\n'; octet = content.read()) {
            if (bytes.size() == MAX_LINE_BYTES) {
                throw new DatasetException(
                        name + ":" + line + ": the line is longer than " + MAX_LINE_BYTES + " bytes");
            }
            bytes.write(octet);
        }
        return Optional.of(bytes.toByteArray());
    }
}
