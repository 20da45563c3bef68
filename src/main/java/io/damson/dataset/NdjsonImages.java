package io.damson.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.util.Optional;

/** Newline-delimited JSON: an image a line, so that a broken line is no end. Blank lines are passed over. */
final class NdjsonImages implements ImageSource {
    /** Far more than an image needs, and little enough to hold. */
    private static final int MAX_LINE_BYTES = 16 * 1024 * 1024;

    private final String name;
    private final InputStream content;
    private final JsonItems images;
    private final CharsetDecoder decoder = Utf8Reader.decoder();
    private final byte[] buffer = new byte[64 * 1024];
    private int from;
    private int to;
    private long line;

    NdjsonImages(String name, InputStream content, Completeness completeness) {
        this.name = name;
        this.content = content;
        this.images = JsonItems.written(name, completeness);
    }

    @Override
    public Optional<ImageItem> next() throws IOException {
        for (Optional<byte[]> bytes = readLine(); bytes.isPresent(); bytes = readLine()) {
            if (!isBlank(bytes.get())) {
                return Optional.of(item(bytes.get()));
            }
        }
        return Optional.empty();
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private ImageItem item(byte[] bytes) throws IOException {
        long before = line - 1;
        try (JsonParser parser = parser(bytes)) {
            parser.nextToken();
            ImageItem item = images.read(parser, before);
            return parser.nextToken() == null
                    ? item
                    : new ImageItem.Refused(
                            name + ":" + line + ":"
                                    + parser.currentTokenLocation().getColumnNr(),
                            "the line goes on after the image; an image a line is needed");
        } catch (JsonProcessingException e) {
            return new ImageItem.Refused(name + ":" + JsonMistake.place(e, before), JsonMistake.reason(e));
        } catch (NotUtf8Exception e) {
            return new ImageItem.Refused(name + ":" + e.place(before), e.getMessage());
        }
    }

    private JsonParser parser(byte[] bytes) throws IOException {
        try {
            CharBuffer text = decoder.decode(ByteBuffer.wrap(bytes));
            return DatasetJson.MAPPER.createParser(text.array(), 0, text.limit());
        } catch (CharacterCodingException e) {
            new Utf8Reader(new ByteArrayInputStream(bytes)).transferTo(Writer.nullWriter()); // throws, with the place
            throw e;
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
