package io.damson.dataset;

import io.damson.fuzz.JsonSpelling;
import io.damson.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Files of images in all formats and spellings. The same for the same random numbers. */
final class ImageFileWriter {
    private static final int MAX_IMAGES = 3;

    private static final List<String> MARKS = List.of("", "", "", "\uFEFF");

    private final Random random;

    ImageFileWriter(Random random) {
        this.random = random;
    }

    WrittenImages file() {
        return random.nextInt(5) < 2 ? new CsvWriter(random).file() : json();
    }

    private WrittenImages json() {
        int kind = random.nextInt(5);
        JsonSpelling spelling = new JsonSpelling(random, kind < 2);
        ImageMembers members = new ImageMembers(spelling, random);
        List<Image> meant = new ArrayList<>();
        List<String> items = new ArrayList<>();
        int refused = 0;
        for (int i = random.nextInt(MAX_IMAGES + 1); i >= 0; i--) {
            Image image = OddImages.random(i + 1L, random);
            Map<String, String> object = members.of(image);
            if (random.nextInt(4) == 0) {
                members.spoil(object);
                refused++;
            } else {
                meant.add(image);
            }
            items.add(spelling.object(object));
        }
        String mark = OddImages.pick(MARKS, random);
        return switch (kind) {
            case 0, 1 -> new WrittenImages("a.ndjson", mark + lines(items), meant, refused);
            case 2 -> new WrittenImages("a.json", mark + spelling.array(items), meant, refused);
            default ->
                new WrittenImages(
                        "a.json",
                        mark
                                + spelling.object(
                                        Map.of("images", spelling.array(items), "tenant", spelling.string("shop"))),
                        meant,
                        refused);
        };
    }

    private String lines(List<String> items) {
        return items.stream()
                .map(item -> item + List.of("\n", "\n", "\r\n", "\n\n \n").get(random.nextInt(4)))
                .collect(Collectors.joining());
    }
}
