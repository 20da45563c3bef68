package io.damson.dataset;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Knows how much has been read. */
final class CountingInputStream extends FilterInputStream {
    private long count;

    CountingInputStream(InputStream bytes) {
        super(bytes);
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        count += octet < 0 ? 0 : 1;
        return octet;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int read = super.read(buffer, from, length);
        count += Math.max(0, read);
        return read;
    }
}
