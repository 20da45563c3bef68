package io.damson.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The images of a file, one after the other in constant memory: the one reader of all that images come from. The file is a JSON array,
 * an object with {@code images} (a file of {@code mock-data/}) or {@code items} (an answer of the API), newline-delimited or other JSON
 * of one image after the other, or CSV whose header names the members; always UTF-8. Not thread-safe.
 */
public final class ImageFile implements Closeable {
    /** What has to be seen of a file to know its format. */
    private static final int SNIFFED_BYTES = 64 * 1024;

    private final String name;
    private final CountingInputStream counting;
    private final ImageSource source;

    private ImageFile(String name, CountingInputStream counting, ImageSource source) {
        this.name = name;
        this.counting = counting;
        this.source = source;
    }

    /**
     * Opens a file, whose format its name's ending or its beginning tells.
     *
     * @param name what people call it; stands in the places of its items
     * @param bytes closed with this
     * @param completeness what has to be there of an image
     * @throws DatasetException if the file cannot be read or holds no images
     */
    public static ImageFile open(String name, InputStream bytes, Completeness completeness) {
        try {
            CountingInputStream counting = new CountingInputStream(bytes);
            PushbackInputStream content = new PushbackInputStream(counting, SNIFFED_BYTES);
            byte[] start = content.readNBytes(SNIFFED_BYTES);
            ForeignContent.of(start).ifPresent(foreign -> {
                throw new DatasetException(name + ": " + foreign.words());
            });
            int from = ForeignContent.lengthOfMark(start);
            content.unread(start, from, start.length - from);
            String text = new String(start, from, start.length - from, StandardCharsets.UTF_8);
            return new ImageFile(name, counting, source(name, text, content, completeness));
        } catch (IOException e) {
            throw DatasetException.unreadable(name, e);
        }
    }

    private static ImageSource source(String name, String start, InputStream content, Completeness completeness)
            throws IOException {
        return switch (ImageFormat.of(name, start)) {
            case JSON -> new JsonImages(name, content, completeness);
            case NDJSON -> new NdjsonImages(name, content, completeness);
            case JSON_SEQUENCE -> new JsonSequence(name, content, completeness);
            case CSV -> new CsvImages(name, start, content, completeness);
        };
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

    /** What stands beside the images, once all have been read. */
    Map<String, FileMember> members() {
        return source.members();
    }

    /** Whether it is an answer of the API, once all has been read. */
    boolean isPage() {
        return source.isPage();
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
