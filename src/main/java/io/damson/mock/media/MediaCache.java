package io.damson.mock.media;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** The files drawn last, as many as its bytes hold; what is not there is drawn, a few at a time. Thread-safe. */
final class MediaCache {
    /** A large picture takes 16 MiB while it is drawn, and a processor. */
    private static final int DRAWN_AT_ONCE = 2;

    private final Map<Picture, byte[]> files = new LinkedHashMap<>(16, 0.75f, true);
    private final Semaphore drawing = new Semaphore(DRAWN_AT_ONCE);
    private final long maxBytes;
    private long bytes;

    /** With at most so many bytes of files. */
    MediaCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The picture's file. */
    byte[] file(Picture picture) {
        Optional<byte[]> known = find(picture);
        if (known.isPresent()) {
            return known.get();
        }
        drawing.acquireUninterruptibly();
        try {
            return find(picture).orElseGet(() -> keep(picture, picture.draw()));
        } finally {
            drawing.release();
        }
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
