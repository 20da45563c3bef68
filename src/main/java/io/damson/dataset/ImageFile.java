package io.damson.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The images of a file, one after the other in constant memory. The file is a JSON array, an object with {@code images} (a file of
 * {@code mock-data/}), newline-delimited JSON, or CSV whose header names the members; always UTF-8. Not thread-safe.
 */
public final class ImageFile implements Closeable {
    /** What has to be seen of a file to know its format. */
    private static final int SNIFFED_BYTES = 64 * 1024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final String name;
    private final CountingInputStream counting;
    private final ImageSource source;

    private ImageFile(String name, CountingInputStream counting, ImageSource source) {
        this.name = name;
        this.counting = counting;
        this.source = source;
    }

    /**
     * Opens a file, whose format its name's ending or its first bytes tell.
     *
     * @param name what people call it; stands in the places of its items
     * @param bytes closed with this
     * @throws DatasetException if the file cannot be read or holds no images
     */
    public static ImageFile open(String name, InputStream bytes) {
        try {
            CountingInputStream counting = new CountingInputStream(bytes);
            PushbackInputStream content = new PushbackInputStream(counting, SNIFFED_BYTES);
            String start = sniff(content);
            return new ImageFile(name, counting, source(name, start, content));
        } catch (IOException e) {
            throw DatasetException.unreadable(name, e);
        }
    }

    private static String sniff(PushbackInputStream content) throws IOException {
        byte[] start = content.readNBytes(SNIFFED_BYTES);
        int from = Arrays.equals(BYTE_ORDER_MARK, Arrays.copyOf(start, BYTE_ORDER_MARK.length))
                ? BYTE_ORDER_MARK.length
                : 0;
        content.unread(start, from, start.length - from);
        return new String(start, from, start.length - from, StandardCharsets.UTF_8);
    }

    private static ImageSource source(String name, String start, InputStream content) throws IOException {
        String ending = name.toLowerCase(Locale.ROOT);
        if (ending.endsWith(".csv")) {
            return new CsvImages(name, content);
        }
        if (ending.endsWith(".ndjson") || ending.endsWith(".jsonl")) {
            return new NdjsonImages(name, content);
        }
        String text = start.stripLeading();
        if (text.startsWith("[")) {
            return new JsonImages(name, content);
        }
        if (text.isEmpty() || text.startsWith("{")) {
            return NdjsonImages.begins(text) ? new NdjsonImages(name, content) : new JsonImages(name, content);
        }
        return new CsvImages(name, content);
    }

    /**
     * The next item; empty at the end of the file.
     *
     * @throws DatasetException if what comes cannot be read at all, with the place
     */
    public Optional<ImageItem> next() {
        try {
            return source.next();
        } catch (IOException e) {
            throw DatasetException.unreadable(name, e);
        }
    }

    /** How many bytes of the file have been read. */
    public long bytesRead() {
        return counting.count();
    }

    @Override
    public void close() throws IOException {
        counting.close();
    }
}
