package io.damson.query;

import io.damson.image.Image;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Literals at the boundaries of what images have, in any spelling. The same for the same random numbers. */
final class LiteralWriter {
    private static final List<String> BOUNDARIES = List.of(
            "-0.5",
            "0.5",
            "0",
            "1",
            "-1",
            "-0.000000000001",
            "2147483646.5",
            "2147483647",
            "2147483648",
            "-2147483648.5",
            "-2147483649",
            "9223372036854775806.5",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809");
    private static final List<String> FRACTIONS = List.of("", "", "", "0", "000", "5", "000000000001", "999999999999");
    private static final List<Integer> OFFSETS =
            List.of(0, 1, -1, 60, -60, 330, 840, -840, 23 * 60 + 59, -23 * 60 - 59);

    /** What means something to some language of patterns. */
    private static final List<String> PATTERNS = List.of(
            "!", "!%", "!_", "!!", "a!c", "%c", "_c", "__", "\\%", "\\_", "\\\\", "*", "?", "[a]", "^a", "c$", "a.c",
            "#", "~", "||");

    private final List<Image> images;
    private final Random random;

    /** @param images whose values are near the literals */
    LiteralWriter(List<Image> images, Random random) {
        this.images = images;
        this.random = random;
    }

    /** @param near whose values the literal is near, and of whose type it is */
    WrittenLiteral literal(ImageProperty near) {
        return switch (near.type()) {
            case STRING -> string(text(near));
            case NUMBER -> number(number(near));
            default -> dateTime(moment(near));
        };
    }

    /** A string that a function finds where it looks, in an image that has a longer one there. */
    WrittenLiteral part(ImageProperty near, String function) {
        String whole = value(near).toString();
        int cut = whole.offsetByCodePoints(0, random.nextInt(whole.codePointCount(0, whole.length()) + 1));
        return string(function.equals("startswith") ? whole.substring(0, cut) : whole.substring(cut));
    }

    /** A value that some image has; an empty text where that one has none. */
    private Object value(ImageProperty property) {
        Object value = property.of(Images.pick(images, random));
        return value == null ? "" : value;
    }

    private static WrittenLiteral string(String value) {
        return new WrittenLiteral("'" + value.replace("'", "''") + "'", new Literal.StringLiteral(value));
    }

    private String text(ImageProperty near) {
        if (random.nextInt(4) == 0) {
            return Images.pick(random.nextBoolean() ? Images.TEXTS : PATTERNS, random);
        }
        String whole = value(near).toString();
        int characters = whole.codePointCount(0, whole.length());
        int from = whole.offsetByCodePoints(0, random.nextInt(characters + 1));
        int to = whole.offsetByCodePoints(0, random.nextInt(characters + 1));
        return switch (random.nextInt(6)) {
            case 0 -> whole;
            case 1 -> whole.substring(0, to);
            case 2, 3 -> whole.substring(from);
            case 4 -> whole.substring(Math.min(from, to), Math.max(from, to));
            default -> whole.substring(0, to) + Images.pick(Images.TEXTS, random) + whole.substring(to);
        };
    }

    private BigDecimal number(ImageProperty property) {
        if (random.nextInt(3) == 0) {
            return new BigDecimal(Images.pick(BOUNDARIES, random));
        }
        BigDecimal near = value(property) instanceof Long number ? BigDecimal.valueOf(number) : BigDecimal.ZERO;
        return near.add(new BigDecimal(Images.pick(List.of("0", "0", "0", "1", "-1", "0.5", "-0.5"), random)));
    }

    private WrittenLiteral number(BigDecimal value) {
        String plain = value.toPlainString();
        String signed = value.signum() >= 0 && random.nextInt(8) == 0
                ? Images.pick(List.of("+", value.signum() == 0 ? "-" : "+"), random) + plain
                : plain;
        String text = switch (random.nextInt(6)) {
            case 0 -> signed + (plain.contains(".") ? "0" : ".0");
            case 1 -> value.unscaledValue() + Images.pick(List.of("e", "E"), random) + "-" + value.scale();
            case 2 -> signed + Images.pick(List.of("e0", "E+0", "e-00"), random);
            case 3 -> value.movePointLeft(2).toPlainString() + Images.pick(List.of("e2", "E+2", "e+002"), random);
            default -> signed;
        };
        return new WrittenLiteral(text, new Literal.NumberLiteral(value));
    }

    private LocalDateTime moment(ImageProperty property) {
        LocalDateTime near =
                value(property) instanceof LocalDateTime dateTime ? dateTime : Images.pick(Images.MOMENTS, random);
        LocalDateTime moment = near.plusSeconds(random.nextInt(3) - 1L);
        return FilterText.canSay(moment) ? moment : near;
    }

    private WrittenLiteral dateTime(LocalDateTime second) {
        if (second.toLocalTime().equals(LocalTime.MIDNIGHT) && random.nextBoolean()) {
            return new WrittenLiteral(
                    FilterText.dateTime(second).substring(0, 10), new Literal.DateTimeLiteral(second, BigDecimal.ZERO));
        }
        int minutes = Images.pick(OFFSETS, random);
        LocalDateTime local = second.plusMinutes(minutes);
        String offset = Images.pick(List.of("", "Z", "z", "+00:00", "-00:00"), random);
        if (minutes != 0 && FilterText.canSay(local)) {
            offset = "%s%02d:%02d".formatted(minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, Math.abs(minutes) % 60);
        } else {
            local = second;
        }
        String digits = Images.pick(FRACTIONS, random);
        String text = FilterText.dateTime(local) + (digits.isEmpty() ? "" : "." + digits);
        if (digits.isEmpty() && text.endsWith(":00") && random.nextBoolean()) {
            text = text.substring(0, text.length() - 3);
        }
        text = random.nextInt(8) == 0 ? text.toLowerCase(Locale.ROOT) : text;
        return new WrittenLiteral(
                text + offset,
                new Literal.DateTimeLiteral(
                        second, digits.isEmpty() ? BigDecimal.ZERO : new BigDecimal("0." + digits)));
    }
}
