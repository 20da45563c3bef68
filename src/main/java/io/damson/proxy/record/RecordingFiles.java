package io.damson.proxy.record;

import io.damson.dataset.DatasetException;
import io.damson.dataset.MockData;
import io.damson.dataset.MockDataWriter;
import io.damson.image.Image;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a folder with recordings: {@code recorded-1.json}, {@code recorded-2.json}, … Other files are left alone.
 *
 * @param folder there, and writable
 */
record RecordingFiles(Path folder) {
    private static final Pattern NAME = Pattern.compile("recorded-([1-9][0-9]{0,5})\\.json");

    /**
     * The files of a folder, which is made where it is not there.
     *
     * @throws DatasetException if it cannot be made, or is no folder
     */
    static RecordingFiles in(Path folder) {
        try {
            return new RecordingFiles(Files.createDirectories(folder));
        } catch (IOException e) {
            throw new DatasetException(
                    folder + " is no folder, and cannot be made one; recordings need a folder that can be written");
        }
    }

    /**
     * The images of each recording, by its number.
     *
     * @throws DatasetException if one cannot be read, with what is wrong
     */
    NavigableMap<Integer, List<Image>> read() {
        NavigableMap<Integer, List<Image>> found = new TreeMap<>();
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(all::add);
        } catch (IOException e) {
            throw new DatasetException(folder + " cannot be read: " + e.getMessage());
        }
        for (Path file : all) {
            number(file)
                    .ifPresent(number ->
                            found.put(number, MockData.load(file).get(0).images()));
        }
        return found;
    }

    private static Optional<Integer> number(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Optional.of(Integer.valueOf(name.group(1))) : Optional.empty();
    }

    /** Writes the recording of that number in place of what is there, which stays whole until the new file is. */
    void write(int number, List<Image> images) throws IOException {
        Path target = folder.resolve(Recording.header(number).tenant() + ".json");
        Path whole = target.resolveSibling(target.getFileName() + ".new");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(whole))) {
            MockDataWriter writer = new MockDataWriter(out, Recording.header(number));
            for (Image image : images) {
                writer.write(image, Optional.empty());
            }
            writer.finish();
        }
        Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
