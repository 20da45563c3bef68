package io.damson.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.damson.image.Image;
import io.damson.tenant.TenantName;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A file of {@code mock-data/} that grows page by page: in a file beside it, {@code FILE.part}, which says what it is of and has one
 * image a line, until it is whole. A process that ends early leaves whole pages, with which another goes on. Not thread-safe.
 *
 * <p>The part is read through the channel that holds its lock and through no other: POSIX releases the locks that a process has on a
 * file when the process closes any of its descriptors of that file.
 */
public final class SnapshotFile implements Closeable {
    /** A byte that no file has: what is locked cannot be read on every platform. */
    private static final long LOCKED = Long.MAX_VALUE - 1;

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private Optional<Image> last = Optional.empty();
    private long images;
    private long headerBytes;
    private boolean finished;

    private SnapshotFile(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.channel = channel;
    }

    /**
     * Begins the file, or goes on with what an earlier snapshot has left of it.
     *
     * @param from the service that it is of
     * @throws DatasetException if what is there is of another service, or no part of a snapshot, or if another snapshot writes it
     * @throws IOException if it cannot be written
     */
    public static SnapshotFile open(Path target, ServiceUrl from) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        SnapshotFile file = new SnapshotFile(
                target,
                part,
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        try {
            file.lock();
            file.readWhatIsThere(from);
            return file;
        } catch (IOException | RuntimeException e) {
            file.channel.close();
            throw e;
        }
    }

    /** Held until the channel is closed, or the process has ended, however it ends. */
    private void lock() throws IOException {
        try {
            // Where another run has just made the whole file, this would be the lock of a file without a name.
            if (channel.tryLock(LOCKED, 1, false) != null && Files.exists(part)) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // by this very process
        }
        throw new DatasetException("another snapshot into " + target + " is under way; wait until it is done");
    }

    private void readWhatIsThere(ServiceUrl from) throws IOException {
        ObjectNode header = DatasetJson.MAPPER.createObjectNode().put("snapshotOf", from.toString());
        byte[] headerLine = (header + "\n").getBytes(StandardCharsets.UTF_8);
        headerBytes = headerLine.length;
        long whole = 0;
        try {
            BufferedReader lines = lines();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long end = whole + line.getBytes(StandardCharsets.UTF_8).length + 1;
                if (end > channel.size()) {
                    break; // cut off in the middle of a line
                }
                JsonNode json = DatasetJson.parse(line);
                if (whole == 0
                        && !from.equals(new ServiceUrl(
                                URI.create(json.path("snapshotOf").asText())))) {
                    throw new DatasetException(
                            part + " is of another service than " + from + "; remove it, or write to another file");
                }
                if (whole > 0) {
                    last = Optional.of(ImageRecord.of(json).image());
                    images++;
                }
                headerBytes = whole == 0 ? end : headerBytes;
                whole = end;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new DatasetException(part + " is no part of a snapshot; remove it, or write to another file");
        }
        channel.truncate(whole).position(whole);
        if (whole == 0) {
            append(headerLine);
        }
    }

    /** All lines of the part; not to be closed, which would close the channel. */
    private BufferedReader lines() throws IOException {
        return new BufferedReader(Channels.newReader(channel.position(0), StandardCharsets.UTF_8));
    }

    /** The image with the greatest id. */
    public Optional<Image> last() {
        return last;
    }

    /** How many images it has. */
    public long images() {
        return images;
    }

    /** Adds a page: wholly, as far as the operating system can be trusted. */
    public void add(List<Image> page) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try (ImageWriter writer = new ImageWriter(lines)) {
            for (Image image : page) {
                writer.write(image);
            }
        }
        append(lines.toByteArray());
        images += page.size();
        if (!page.isEmpty()) {
            last = Optional.of(page.get(page.size() - 1));
        }
    }

    private void append(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    /** Makes the file of the mock, in place of what is there, with a key that stands for nothing elsewhere. */
    public void finish(TenantName tenant) throws IOException {
        Path whole = target.resolveSibling(target.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(whole)) {
            BufferedReader lines = lines();
            lines.readLine();
            MockDataWriter writer = new MockDataWriter(out, DataHeader.of(tenant));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                writer.write(line);
            }
            writer.finish();
        }
        Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(part);
        finished = true;
    }

    /** Keeps what can be gone on with. */
    @Override
    public void close() throws IOException {
        try (channel) {
            // Before the lock is released: afterwards, it may be another run's.
            if (!finished && images == 0 && channel.size() == headerBytes) {
                Files.deleteIfExists(part);
            }
        }
    }
}
