package io.damson.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * An order, and what it means.
 *
 * @param text of {@code $orderby}
 * @param meant its keys, with {@code id} as the last
 */
record WrittenOrder(String text, List<Sort> meant) {
    /** By up to four keys, some of them again; the same for the same random numbers. */
    static WrittenOrder random(Random random) {
        List<ImageProperty> sortable = Arrays.stream(ImageProperty.values())
                .filter(ImageProperty::isSortable)
                .toList();
        StringBuilder text = new StringBuilder();
        List<Sort> meant = new ArrayList<>();
        for (int keys = 1 + random.nextInt(4); keys > 0; keys--) {
            ImageProperty property = Images.pick(sortable, random);
            Sort.Direction direction = Images.pick(List.of(Sort.Direction.values()), random);
            boolean said = direction == Sort.Direction.DESC || random.nextBoolean();
            String word =
                    random.nextInt(4) == 0 ? direction.name() : direction.name().toLowerCase(Locale.ROOT);
            text.append(text.isEmpty() ? "" : blanks(random) + "," + blanks(random))
                    .append(property.propertyName())
                    .append(said ? Images.pick(List.of(" ", " ", "\t "), random) + word : "");
            if (meant.stream().noneMatch(sort -> sort.property() == property)) {
                meant.add(new Sort(property, direction));
            }
        }
        if (meant.stream().noneMatch(sort -> sort.property() == ImageProperty.ID)) {
            meant.add(new Sort(ImageProperty.ID, meant.get(meant.size() - 1).direction()));
        }
        return new WrittenOrder(text.toString(), List.copyOf(meant));
    }

    private static String blanks(Random random) {
        return Images.pick(List.of("", "", " ", "\t"), random);
    }
}
