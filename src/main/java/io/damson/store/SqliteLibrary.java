package io.damson.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * SQLite's native library, unpacked once into the folder that the system property {@value #FOLDER} names. Without it sqlite-jdbc
 * unpacks the library at every start, and leaves it behind where the process is killed.
 */
final class SqliteLibrary {
    static final String FOLDER = "damson.native";

    private static final Logger LOG = LoggerFactory.getLogger(SqliteLibrary.class);

    private SqliteLibrary() {}

    /** Says to sqlite-jdbc where the library is. Whatever goes wrong, sqlite-jdbc does as it does by itself. */
    static void prepare() {
        String folder = System.getProperty(FOLDER, "");
        if (folder.isEmpty()) {
            return;
        }
        String name = LibraryLoaderUtil.getNativeLibName();
        String platform = OSInfo.getNativeLibFolderPathForCurrentOS().replace('/', '-');
        Path library = Path.of(folder, "sqlite-" + SQLiteJDBCLoader.getVersion() + "-" + platform + "-" + name)
                .toAbsolutePath();
        try {
            if (!Files.exists(library)) {
                unpack(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name, library);
            }
            System.load(
                    library.toString()); // what cannot be loaded, as from a file system without programs, is not named
            System.setProperty(
                    "org.sqlite.lib.path", Path.of(folder).toAbsolutePath().toString());
            System.setProperty("org.sqlite.lib.name", library.getFileName().toString());
        } catch (IOException | UnsatisfiedLinkError e) {
            LOG.debug("SQLite's library is unpacked at every start", e);
        }
    }

    /** Others may do so at once; whoever finds the file finds all of it. */
    private static void unpack(String resource, Path library) throws IOException {
        Path part = Files.createTempFile(library.getParent(), library.getFileName() + ".", ".part");
        try (InputStream bytes = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IOException("no " + resource);
            }
            Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, library, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
