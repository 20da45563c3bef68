package io.damson.dataset;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes up the images of a shop. The same seed gives the same images on every machine, and more of them begin with the same: each
 * tenth has a boundary case for a name, and the values that go wrong in clients. Not thread-safe.
 */
public final class ImageGenerator {
    /** The most images that are made up. */
    public static final int MAX_IMAGES = 1_000_000;

    private static final int BOUNDARY_EVERY = 10;
    private static final LocalDateTime FIRST_CREATED = LocalDateTime.of(2019, 1, 7, 9, 0, 0);
    private static final int MINUTES_OF_WORK = 7 * 365 * 24 * 60;
    private static final List<ImageStatus> STATUSES = List.of(ImageStatus.values());
    private static final String URL = "https://cdn.example.com/generated/";
    private static final int[][] SIZES = {
        {2000, 2000}, {1500, 1500}, {1200, 1200}, {2400, 1600}, {1600, 2000}, {1920, 1080}, {1200, 628}, {800, 800},
        {640, 480}, {512, 512}, {3000, 2000}, {6000, 4000}, {2480, 3508}, {728, 90}, {64, 64}, {1, 1}
    };

    private final Random random;
    private final ReferenceGenerator references;

    private ImageGenerator(long seed) {
        this.random = new Random(seed); // its algorithm is part of its specification
        this.references = new ReferenceGenerator(random);
    }

    /**
     * The first images, with ids from 1.
     *
     * @param count 0 to {@value #MAX_IMAGES}
     * @param seed what all that is made up follows from
     * @throws IllegalArgumentException if the count is not in its bounds
     */
    public static List<Image> images(int count, long seed) {
        requireCount(count);
        ImageGenerator generator = new ImageGenerator(seed);
        List<Image> images = new ArrayList<>(count);
        for (int id = 1; id <= count; id++) {
            images.add(
                    id % BOUNDARY_EVERY == 0 ? generator.boundary(id, id / BOUNDARY_EVERY - 1) : generator.usual(id));
        }
        return List.copyOf(images);
    }

    /** @throws IllegalArgumentException if so many images cannot be made up */
    public static void requireCount(int count) {
        if (count < 0 || count > MAX_IMAGES) {
            throw new IllegalArgumentException("0 to " + MAX_IMAGES + " images can be made up, not " + count);
        }
    }

    private Image usual(int id) {
        LocalDateTime createdOn = createdOn();
        String reference = references.usual(createdOn);
        ImageStatus status = status();
        return image(id, reference, status, createdOn, random.nextInt(12) == 0 ? null : tags(reference));
    }

    /** The kinds of boundary cases come in turn, so that a few hundred images have all of them. */
    private Image boundary(int id, int turn) {
        ImageStatus status = STATUSES.get(turn % STATUSES.size());
        List<String> noTags = turn % 2 == 0 ? List.of() : null;
        Image image = image(id, references.boundary(turn), status, createdOn(), noTags);
        return turn % 7 == 0 ? extreme(image) : image;
    }

    private Image image(
            int id, String reference, ImageStatus status, LocalDateTime createdOn, @Nullable List<String> tags) {
        boolean begun = status != ImageStatus.VD;
        boolean small = begun && (status == ImageStatus.OK || random.nextInt(3) > 0);
        int[] size = begun ? SIZES[random.nextInt(SIZES.length)] : new int[] {0, 0};
        String url = URL + id;
        return new Image(
                id,
                new ImageReference(reference),
                random.nextInt(4) == 0 ? 0 : random.nextInt(20),
                status,
                createdOn.plusSeconds(random.nextInt(5) == 0 ? random.nextInt(30_000_000) : 0),
                begun ? fileType(reference) : null,
                random.nextInt(50) == 0 ? null : createdOn,
                tags,
                begun ? url : null,
                small ? url + "_TH.png" : null,
                small ? url + "_THM.png" : null,
                small ? url + "_THP.png" : null,
                size[0],
                size[1],
                begun ? 1_000L + (long) size[0] * size[1] * (1 + random.nextInt(9)) / 10 : 0);
    }

    /** The same image with the greatest numbers that the contract can print, and no time of its making. */
    private static Image extreme(Image image) {
        return new Image(
                image.id(),
                image.reference(),
                Integer.MAX_VALUE,
                image.status(),
                LocalDateTime.of(9999, 12, 31, 23, 59, 59),
                null,
                null,
                image.tags(),
                image.originalUrl(),
                image.thumbnailUrl(),
                image.thumbnailMediumUrl(),
                image.thumbnailPreviewUrl(),
                image.width(),
                image.height(),
                1L << 53); // the first number after which JavaScript's are no longer exact
    }

    private LocalDateTime createdOn() {
        return FIRST_CREATED.plusMinutes(random.nextInt(MINUTES_OF_WORK)).plusSeconds(random.nextInt(60));
    }

    private ImageStatus status() {
        int percent = random.nextInt(100);
        return percent < 90
                ? ImageStatus.OK
                : percent < 93
                        ? ImageStatus.ER
                        : percent < 96 ? ImageStatus.VD : percent < 98 ? ImageStatus.UP : ImageStatus.RE;
    }

    private List<String> tags(String reference) {
        return random.nextInt(10) == 0 ? List.of() : references.tags(reference);
    }

    private static @Nullable String fileType(String reference) {
        String ending = reference.substring(reference.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "jpg", "png", "gif" -> ending;
            default -> null;
        };
    }
}
