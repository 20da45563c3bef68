package io.damson.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;

/** Small files in UTF-8, which are read before a command does anything: none of them may have no end. */
final class TextFile {
    private static final int MAX_BYTES = 1024 * 1024;

    /** What shells give for what another command writes, and for nothing; the next that is no regular file may never end. */
    private static final Pattern PIPE = Pattern.compile("/dev/(stdin|null|fd/[0-9]+)|/proc/self/fd/[0-9]+");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFile() {}

    /**
     * The text of a file, or of a pipe such as {@code /dev/stdin}, without a byte order mark.
     *
     * @throws IllegalArgumentException with the reason, if there is none
     */
    static String read(String path) {
        try {
            Path file = Path.of(path);
            requireEnd(path, Files.readAttributes(file, BasicFileAttributes.class));
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw new IllegalArgumentException("it is larger than 1 MiB");
                }
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
            }
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("no such file", e);
        } catch (AccessDeniedException e) {
            throw new IllegalArgumentException("permission denied", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is no UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void requireEnd(String path, BasicFileAttributes file) {
        if (file.isDirectory()) {
            throw new IllegalArgumentException("it is a folder");
        }
        if (!file.isRegularFile() && !PIPE.matcher(path).matches()) {
            throw new IllegalArgumentException("it is no regular file, nor a pipe like /dev/stdin or /dev/fd/3");
        }
    }
}
