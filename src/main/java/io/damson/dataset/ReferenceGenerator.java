package io.damson.dataset;

import io.damson.image.ImageReference;
import java.text.Normalizer;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes up file names as people, cameras and product databases give them, each once. Not thread-safe. */
final class ReferenceGenerator {
    private static final List<String> PRODUCTS = words(
            "trail-runner city-sneaker hiking-boot desk-lamp pendant-lamp floor-lamp folding-chair rocking-chair"
                    + " bar-stool oak-table side-table bookshelf wool-scarf rain-jacket down-jacket parka linen-shirt"
                    + " denim-jeans summer-dress canvas-backpack leather-wallet travel-bag city-bicycle kids-bicycle"
                    + " bike-helmet coffee-mug tea-pot dinner-plate cutting-board chef-knife cast-iron-pan water-bottle"
                    + " yoga-mat tennis-racket head-torch camping-tent sleeping-bag garden-hose watering-can bath-towel"
                    + " bed-linen scented-candle wall-clock photo-frame desk-organizer fountain-pen notebook phone-case");
    private static final List<String> COLOURS =
            words("black white grey navy blue green olive red yellow orange sand brown walnut oak copper pink");
    private static final List<String> VIEWS =
            words("front back side top detail sole open closed worn packshot lifestyle label box size-chart");
    private static final List<String> SPANISH = List.of(
            "lámpara de pie",
            "sillón",
            "cojín de algodón",
            "muñeca",
            "niño en bicicleta",
            "cinturón",
            "pingüino rojo",
            "jarrón",
            "edredón",
            "mesa rincón");

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");
    private static final DateTimeFormatter CAMERA = DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss");
    private static final DateTimeFormatter SCREENSHOT = DateTimeFormatter.ofPattern("uuuu-MM-dd 'at' HH.mm.ss");

    /** {@code #} is the number of the round, so that the composed and the decomposed name differ in nothing else. */
    private static final List<String> BOUNDARIES = List.of(
            "it's a #.jpg",
            "\"quoted\" #.png",
            "photo (#).jpg",
            "((#).jpg",
            "100% wool #.jpg",
            "100%25 wool #.jpg",
            "crème brûlée #.jpg",
            Normalizer.normalize("crème brûlée #.jpg", Normalizer.Form.NFD),
            "a/b #.jpg",
            "a%2Fb #.jpg",
            "back\\slash #.png",
            "under_score #.gif",
            "a+b & c=d #.jpg",
            "which? #.jpg",
            "#;v=2.jpg",
            " blank at the start #.jpg",
            "blank at the end #.jpg ",
            "UPPER #.JPG",
            "upper #.jpg",
            "日本の写真 #.jpg",
            "صورة #.png",
            "👩‍👩‍👧 #.gif",
            "no ending #",
            ".hidden-#",
            "<b>bold</b> #.jpg",
            "'); drop table image; -- #.jpg",
            "{{template}} ${#}.png");

    private final Random random;
    private final Set<String> given = new HashSet<>();

    ReferenceGenerator(Random random) {
        this.random = random;
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    /** A name as most are. */
    String usual(LocalDateTime createdOn) {
        int style = random.nextInt(100);
        if (style < 60) {
            return unused(product() + (random.nextInt(3) == 0 ? "-0" + random.nextInt(10) : ""), ending());
        }
        if (style < 75) {
            return unused(digits(8) + "_" + (char) ('A' + random.nextInt(6)) + "1N1", ".jpg");
        }
        if (style < 84) {
            return unused("IMG_" + CAMERA.format(createdOn), ".jpg");
        }
        if (style < 90) {
            return unused("DSC_" + digits(4), ".JPG");
        }
        return style < 95
                ? unused("Screenshot " + SCREENSHOT.format(createdOn), ".png")
                : unused(any(SPANISH) + " " + random.nextInt(1_000), ending());
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    private String product() {
        return any(PRODUCTS) + "-" + any(COLOURS) + "-" + any(VIEWS);
    }

    private String ending() {
        int percent = random.nextInt(100);
        return percent < 70 ? ".jpg" : percent < 95 ? ".png" : ".gif";
    }

    private String any(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    /** As browsers name the second download, but with a number that makes long searches unlikely. */
    private String unused(String stem, String ending) {
        String name = stem + ending;
        while (!given.add(name)) {
            name = stem + "-" + random.nextInt(1_000_000) + ending;
        }
        return name;
    }

    /** The boundary case whose turn it is; the last two are names of the greatest length. */
    String boundary(int turn) {
        int kinds = BOUNDARIES.size() + 2;
        String round = String.valueOf(turn / kinds + 1);
        int kind = turn % kinds;
        if (kind < BOUNDARIES.size()) {
            return BOUNDARIES.get(kind).replace("#", round);
        }
        String character = kind == BOUNDARIES.size() ? "x" : "🫐";
        return round + character.repeat(ImageReference.MAX_CODE_POINTS - round.length());
    }

    /** Words of a name, and sometimes others. */
    List<String> tags(String reference) {
        List<String> tags = new ArrayList<>();
        for (String word : NO_LETTERS.split(reference.toLowerCase(Locale.ROOT), -1)) {
            if (word.length() > 3) {
                tags.add(word);
            }
        }
        if (random.nextInt(3) == 0) {
            tags.add(random.nextBoolean() ? "otoño 2025" : "sale");
        }
        return List.copyOf(tags);
    }
}
