package io.damson.mock.media;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The files drawn last, as many as its bytes hold; what is not there is drawn. Thread-safe. */
final class MediaCache {
    private final Map<Picture, byte[]> files = new LinkedHashMap<>(16, 0.75f, true);
    private final long maxBytes;
    private long bytes;

    /** With at most so many bytes of files. */
    MediaCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The picture's file. */
    byte[] file(Picture picture) {
        return find(picture).orElseGet(() -> keep(picture, picture.draw()));
    }

    /** Whether the picture's file need not be drawn. */
    synchronized boolean has(Picture picture) {
        return files.containsKey(picture);
    }

    private synchronized Optional<byte[]> find(Picture picture) {
        return Optional.ofNullable(files.get(picture));
    }

    private synchronized byte[] keep(Picture picture, byte[] file) {
        byte[] before = files.put(picture, file);
        bytes += file.length - (before == null ? 0 : before.length);
        for (Iterator<byte[]> eldest = files.values().iterator(); bytes > maxBytes; eldest.remove()) {
            bytes -= eldest.next().length;
        }
        return file;
    }

    /** How many bytes of files it holds. */
    synchronized long bytes() {
        return bytes;
    }
}
