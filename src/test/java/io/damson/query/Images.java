package io.damson.query;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Images for tests: full of nulls, boundaries, equal keys and odd characters. */
public final class Images {
    static final List<String> TEXTS = List.of(
            "",
            "a",
            "A",
            "ab",
            "abc",
            "a%c",
            "a_c",
            "a\\c",
            "%",
            "_",
            "'",
            "it's",
            "jpg",
            "png",
            "JPG",
            "é",
            "e\u0301",
            "ß",
            "\uFF5E",
            "\uFFFD",
            "\uD835\uDCB3",
            "😀",
            "😀b",
            "a b",
            " ",
            "\t",
            "null",
            "x.jpg");
    static final List<Long> NUMBERS = List.of(
            0L,
            1L,
            2L,
            3L,
            5L,
            100L,
            (long) Integer.MAX_VALUE,
            1L + Integer.MAX_VALUE,
            Long.MAX_VALUE - 1,
            Long.MAX_VALUE);
    static final List<LocalDateTime> MOMENTS = List.of(
            LocalDateTime.of(1, 1, 1, 0, 0, 0),
            LocalDateTime.of(1969, 12, 31, 23, 59, 59),
            LocalDateTime.of(2024, 2, 29, 0, 0, 0),
            LocalDateTime.of(2024, 3, 31, 2, 30, 0),
            LocalDateTime.of(2024, 4, 5, 8, 44, 33),
            LocalDateTime.of(2024, 4, 5, 8, 44, 34),
            LocalDateTime.of(9999, 12, 31, 23, 59, 59));

    private Images() {}

    /** That many images with the ids 1, 2, …; the same for the same seed. */
    public static List<Image> random(int count, long seed) {
        Random random = new Random(seed);
        List<Image> images = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            images.add(random(id, random));
        }
        return List.copyOf(images);
    }

    private static Image random(long id, Random random) {
        String reference = pick(TEXTS, random) + id + pick(TEXTS, random);
        return new Image(
                id,
                new ImageReference(reference.replace("\t", " ")),
                Math.toIntExact(pick(NUMBERS.subList(0, 7), random)),
                pick(List.of(ImageStatus.values()), random),
                pick(MOMENTS, random),
                text(random),
                random.nextInt(4) == 0 ? null : pick(MOMENTS, random),
                random.nextInt(4) == 0
                        ? null
                        : List.of("null", "", "\"a,b\"", "{}").subList(0, random.nextInt(5)),
                text(random),
                text(random),
                text(random),
                text(random),
                Math.toIntExact(pick(NUMBERS.subList(0, 7), random)),
                Math.toIntExact(pick(NUMBERS.subList(0, 7), random)),
                pick(NUMBERS, random));
    }

    private static @Nullable String text(Random random) {
        return random.nextInt(4) == 0 ? null : pick(TEXTS, random);
    }

    static <T> T pick(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
