package io.damson.dataset;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Images of texts that files have to quote or escape, and of boundaries. The same for the same random numbers. */
public final class OddImages {
    private static final List<String> PIECES = List.of(
            "a",
            "B",
            ".jpg",
            " ",
            "  ",
            ",",
            ";",
            "|",
            "\"",
            "\"\"",
            "'",
            "\\",
            "/",
            "\\u0041",
            "\\n",
            "null",
            "true",
            "0",
            "-1",
            "=1+1",
            "@",
            "é",
            "e\u0301",
            "\u00A0",
            "\u2028",
            "\u2029",
            "\uFEFF",
            "\uFFFD",
            "\uFFFF",
            "\uE000",
            "😀",
            "\uD800\uDC00",
            "\uD835\uDCB3",
            "a\uD83D\uDE00",
            "\uD83D\uDE00b",
            "\uD83D\uDE01",
            "\uDBFF\uDFFF",
            "{",
            "}",
            "[",
            "]",
            ":",
            "#",
            "//",
            "sep=");
    private static final List<String> CONTROLS =
            List.of("\n", "\r\n", "\r", "\t", "\u0001", "\u001F", "\u007F", "\u0085", "\b", "\f");
    private static final List<Integer> INTEGERS =
            List.of(0, 1, 9, 10, 100, 1_000, 65_536, Integer.MAX_VALUE - 1, Integer.MAX_VALUE);
    private static final List<Long> LONGS = List.of(
            0L,
            1L,
            1L + Integer.MAX_VALUE,
            1L << 53,
            (1L << 53) + 1,
            999_999_999_999_999_999L,
            1_000_000_000_000_000_000L,
            Long.MAX_VALUE);
    private static final List<LocalDateTime> MOMENTS = List.of(
            LocalDateTime.of(1, 1, 1, 0, 0, 0),
            LocalDateTime.of(99, 12, 31, 23, 59, 59),
            LocalDateTime.of(1582, 10, 10, 1, 0, 0),
            LocalDateTime.of(1900, 2, 28, 12, 0, 0),
            LocalDateTime.of(1970, 1, 1, 0, 0, 0),
            LocalDateTime.of(2000, 2, 29, 9, 9, 9),
            LocalDateTime.of(2024, 2, 29, 23, 59, 0),
            LocalDateTime.of(2024, 3, 31, 2, 30, 0),
            LocalDateTime.of(2024, 12, 31, 23, 59, 59),
            LocalDateTime.of(9999, 12, 31, 23, 59, 59));

    private OddImages() {}

    /** An image whose reference no image of another id has. */
    public static Image random(long id, Random random) {
        return new Image(
                id,
                new ImageReference(text(PIECES, random) + id + text(PIECES, random)),
                pick(INTEGERS, random),
                pick(List.of(ImageStatus.values()), random),
                pick(MOMENTS, random),
                nullable(random),
                random.nextInt(3) == 0 ? null : pick(MOMENTS, random),
                random.nextInt(3) == 0
                        ? null
                        : IntStream.range(0, random.nextInt(4))
                                .mapToObj(i -> value(random))
                                .toList(),
                nullable(random),
                nullable(random),
                nullable(random),
                nullable(random),
                pick(INTEGERS, random),
                pick(INTEGERS, random),
                pick(LONGS, random));
    }

    private static @Nullable String nullable(Random random) {
        return random.nextInt(3) == 0 ? null : value(random);
    }

    private static String value(Random random) {
        return text(PIECES, random) + (random.nextInt(3) == 0 ? text(CONTROLS, random) + text(PIECES, random) : "");
    }

    private static String text(List<String> pieces, Random random) {
        StringBuilder text = new StringBuilder();
        for (int more = random.nextInt(5); more > 0; more--) {
            text.append(pick(pieces, random));
        }
        return text.toString();
    }

    public static <T> T pick(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
