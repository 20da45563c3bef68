package io.damson.mock;

import io.damson.dataset.DatasetException;
import io.damson.dataset.MockData;
import io.damson.mock.tenant.MockTenants;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data files, taken again whenever one of them has changed. Thread-safe. */
final class DataFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

    private final Path path;
    private final MockTenants tenants;
    private final List<MockData> besides;
    private Map<Path, Taken> files = Map.of();
    private volatile Optional<String> error = Optional.empty();

    private record Taken(String digest, TenantName tenant) {}

    /** @param besides what is served too, and never changes */
    DataFolder(Path path, List<MockData> besides, MockTenants tenants) {
        this.path = path;
        this.besides = besides;
        this.tenants = tenants;
    }

    /** The folder that the data files are in. */
    Path folder() {
        Path absolute = path.toAbsolutePath();
        return Files.isDirectory(absolute)
                ? absolute
                : Optional.ofNullable(absolute.getParent()).orElse(absolute);
    }

    /**
     * Takes the files that have changed since they were taken.
     *
     * @throws DatasetException if one cannot be taken; then none is
     */
    synchronized void load() {
        Map<Path, Taken> found = new HashMap<>();
        List<MockData> changed = new ArrayList<>();
        Set<TenantName> kept = new HashSet<>();
        for (Path file : MockData.files(path)) {
            String digest = digest(file);
            Taken before = files.get(file);
            if (before != null && before.digest().equals(digest)) {
                found.put(file, before);
                kept.add(before.tenant());
            } else {
                MockData data = MockData.read(file);
                changed.add(data);
                found.put(file, new Taken(digest, data.tenant()));
            }
        }
        if (!found.equals(files)) {
            if (files.isEmpty()) {
                changed.addAll(besides);
            } else {
                besides.forEach(data -> kept.add(data.tenant()));
            }
            tenants.take(changed, kept);
            files = Map.copyOf(found);
        }
    }

    /** Takes what has changed; what cannot be taken is left as it was, and the log says why. */
    void reload() {
        try {
            Map<Path, Taken> before = files();
            load();
            error = Optional.empty();
            if (!before.equals(files())) {
                LOG.info("the data in {} have changed and are taken", path);
            }
        } catch (DatasetException e) {
            error = Optional.ofNullable(e.getMessage());
            LOG.warn("changed data are not taken, the old ones stay: {}", e.getMessage());
        }
    }

    private synchronized Map<Path, Taken> files() {
        return files;
    }

    /** Why the latest change was not taken; empty where it was. */
    Optional<String> error() {
        return error;
    }

    private static String digest(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw DatasetException.unreadable(file.toString(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
