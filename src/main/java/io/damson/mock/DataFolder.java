package io.damson.mock;

import io.damson.dataset.DataFiles;
import io.damson.dataset.DatasetException;
import io.damson.dataset.MockData;
import io.damson.mock.tenant.MockTenants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data files, taken again whenever they differ from what was taken. Thread-safe. */
final class DataFolder implements DataWatch.Watched {
    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

    private final Path path;
    private final MockTenants tenants;
    private final List<MockData> besides;
    private volatile List<Stamp> seen = List.of();
    private volatile Optional<String> error = Optional.empty();
    private volatile boolean own = true;

    /**
     * What tells a file from what it was, without reading it; of a link, what it leads to.
     *
     * @param key which file it is; null where the file system does not say
     */
    record Stamp(
            Path file,
            long size,
            FileTime modified,
            @Nullable Object key) {}

    /** @param besides what is served too, and never changes */
    DataFolder(Path path, List<MockData> besides, MockTenants tenants) {
        this.path = path;
        this.besides = besides;
        this.tenants = tenants;
    }

    /**
     * Reads the files, and takes those that have changed.
     *
     * @return whether there were any
     * @throws DatasetException if one cannot be taken; then none is
     */
    synchronized boolean load() {
        seen = stamps(); // before they are read: whatever changes afterwards is seen
        List<MockData> files = MockData.load(path);
        boolean bundled = MockData.areBundled(files);
        own |= !bundled; // before anybody can have them
        List<MockData> all = new ArrayList<>(files);
        all.addAll(besides);
        boolean changed = tenants.take(all);
        own = !bundled;
        return changed;
    }

    /** Takes what has changed, if anything has; what cannot be taken is left as it was, and the log says why. */
    @Override
    public synchronized void refresh() {
        if (stamps().equals(seen)) {
            return;
        }
        try {
            boolean changed = load();
            error = Optional.empty();
            if (changed) {
                LOG.info("the data in {} have changed and are taken", path);
            }
        } catch (DatasetException e) {
            Optional<String> before = error;
            error = Optional.ofNullable(e.getMessage());
            if (!error.equals(before)) {
                LOG.warn("changed data are not taken, the old ones stay: {}", e.getMessage());
            }
        }
    }

    @Override
    public boolean differs() {
        return !stamps().equals(seen);
    }

    /** What the files are now; none where there are none. */
    @Override
    public List<Stamp> stamps() {
        List<Stamp> stamps = new ArrayList<>();
        try {
            for (Path file : DataFiles.list(path)) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                stamps.add(new Stamp(file, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey()));
            }
        } catch (IOException | DatasetException e) {
            return List.of(); // as good as gone; reading says why
        }
        return stamps;
    }

    /** Whether there are others among them than those that come with Damson. */
    boolean isOwn() {
        return own;
    }

    /** Why the latest change was not taken; empty where it was. */
    Optional<String> error() {
        return error;
    }
}
