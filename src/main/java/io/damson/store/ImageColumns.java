package io.damson.store;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An image as a row, read and bound by hand: through objects of Hibernate's a page takes several times as long. */
final class ImageColumns {
    /** The columns of an image that have nothing to do with its keys. */
    static final List<String> VALUES = List.of(
            "num_links",
            "status",
            "modified_on",
            "file_type",
            "created_on",
            "tags",
            "original_url",
            "thumbnail_url",
            "thumbnail_medium_url",
            "thumbnail_preview_url",
            "width",
            "height",
            "size_in_bytes");

    private ImageColumns() {}

    /** What {@link #read} reads, of the row that has the alias. */
    static String of(String alias) {
        return Stream.concat(Stream.of("id", "reference"), VALUES.stream())
                .map(column -> alias + "." + column)
                .collect(Collectors.joining(", "));
    }

    /** As many question marks as the columns from the reference on need. */
    static String parameters() {
        return "?" + ", ?".repeat(VALUES.size());
    }

    /**
     * The image in a row of {@link #of}.
     *
     * @throws DatabaseUnavailableException if a value of it is none that an image has
     */
    static Image read(Dialect dialect, ResultSet row) throws SQLException {
        try {
            return readStrictly(dialect, row);
        } catch (RuntimeException e) {
            throw new DatabaseUnavailableException(
                    DatabaseUnavailableException.Reason.DAMAGED, "image " + row.getLong(1) + ": " + e.getMessage());
        }
    }

    /**
     * The same.
     *
     * @throws RuntimeException that says which value is none that an image has
     */
    static Image readStrictly(Dialect dialect, ResultSet row) throws SQLException {
        int next = 1;
        return new Image(
                row.getLong(next++),
                new ImageReference(Objects.requireNonNull(dialect.text(row, next++))),
                count(row, next++),
                status(Objects.requireNonNull(dialect.text(row, next++))),
                Objects.requireNonNull(dialect.dateTime(row, next++)),
                dialect.text(row, next++),
                dialect.dateTime(row, next++),
                Tags.read(dialect.text(row, next++)),
                dialect.text(row, next++),
                dialect.text(row, next++),
                dialect.text(row, next++),
                dialect.text(row, next++),
                count(row, next++),
                count(row, next++),
                row.getLong(next));
    }

    private static ImageStatus status(String code) {
        return ImageStatus.ofCode(code)
                .orElseThrow(() -> new IllegalArgumentException("no status of an image: " + code));
    }

    /** A number of SQLite's has up to 64 bits, whatever its column is meant for. */
    private static int count(ResultSet row, int index) throws SQLException {
        long value = row.getLong(index);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("no number from 0 to " + Integer.MAX_VALUE + ": " + value);
        }
        return (int) value;
    }

    /** The values of the reference and of {@link #VALUES}: texts, numbers, date-times whose fractions are cut off, and nulls. */
    static List<@Nullable Object> values(Image image) {
        LocalDateTime createdOn = image.createdOn();
        return Arrays.asList(
                image.reference().value(),
                image.numLinks(),
                image.status().code(),
                image.modifiedOn().truncatedTo(ChronoUnit.SECONDS),
                image.fileType(),
                createdOn == null ? null : createdOn.truncatedTo(ChronoUnit.SECONDS),
                Tags.write(image.tags()),
                image.originalUrl(),
                image.thumbnailUrl(),
                image.thumbnailMediumUrl(),
                image.thumbnailPreviewUrl(),
                image.width(),
                image.height(),
                image.sizeInBytes());
    }

    /** Fills parameters with {@link #values}, from that number on. */
    static void bind(Dialect dialect, PreparedStatement statement, int from, Image image) throws SQLException {
        int next = from;
        for (Object value : values(image)) {
            dialect.bind(statement, next++, value);
        }
    }
}
