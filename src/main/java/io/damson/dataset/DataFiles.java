package io.damson.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a folder that hold data, and the tenants that they are together. */
public final class DataFiles {
    private static final Set<String> ENDINGS = Set.of("json", "ndjson", "jsonl", "csv", "tsv");
    private static final String SCHEMA_SUFFIX = ".schema.json";

    private DataFiles() {}

    /**
     * The data files of a folder, by name, or the one file. In a folder, hidden files are none: editors and file systems leave theirs
     * there.
     *
     * @throws DatasetException if there is none
     */
    public static List<Path> list(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> all = files.filter(DataFiles::isData).sorted().toList();
            if (all.isEmpty()) {
                throw new DatasetException(path + " has no data files, such as mock-data/acme.json");
            }
            return all;
        } catch (IOException e) {
            throw DatasetException.unreadable(path.toString(), e);
        }
    }

    private static boolean isData(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".")
                && !name.endsWith(SCHEMA_SUFFIX)
                && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))
                && !Files.isDirectory(file);
    }

    /**
     * Reads the files: each is a tenant, but the answers of the API in a folder, which are pages of one.
     *
     * @throws DatasetException with all that is wrong in them, up to {@value Refusals#MAX} mistakes
     */
    static List<MockData> load(Path path) {
        Refusals refusals = new Refusals();
        List<MockData> all = new ArrayList<>();
        List<DataFile> pages = new ArrayList<>();
        for (Path file : list(path)) {
            DataFile read = DataFile.read(file, refusals);
            if (read.isPage()) {
                pages.add(read);
            } else {
                all.add(MockData.of(List.of(read), nameOf(file), refusals));
            }
        }
        if (!pages.isEmpty()) {
            Path name = pages.size() == 1 ? Path.of(pages.get(0).origin().name()) : path;
            all.add(MockData.of(pages, nameOf(name), refusals));
        }
        refusals.requireNone();
        return all;
    }

    private static String nameOf(Path file) {
        String name = Optional.ofNullable(file.toAbsolutePath().normalize().getFileName())
                .map(Path::toString)
                .orElse("");
        return Files.isDirectory(file) || name.lastIndexOf('.') <= 0 ? name : name.substring(0, name.lastIndexOf('.'));
    }

    /** The origin of several files. */
    static DataOrigin origin(List<DataFile> files) {
        return new DataOrigin(
                files.stream().map(file -> file.origin().name()).collect(Collectors.joining(", ")),
                files.stream().map(file -> file.origin().digest()).collect(Collectors.joining()));
    }
}
