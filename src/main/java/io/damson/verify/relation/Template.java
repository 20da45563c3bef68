package io.damson.verify.relation;

import io.damson.query.FilterText;
import io.damson.verify.shape.Percent;
import java.math.BigInteger;
import java.text.Normalizer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places for values: {@code {width}} is one, {@code {width:+1}} one that is changed before, and {@code {100:(}} a
 * hundred times what follows the colon.
 *
 * <p>Texts are changed by {@code s/PATTERN/REPLACEMENT/} (as {@code sed} has it; {@code g} at the end for all), {@code upper},
 * {@code lower}, {@code nfc}, {@code nfd} and {@code percent}; numbers by {@code +N}, {@code -N} and {@code /N}; date-times by
 * {@code +PT2H} or {@code -PT5H30M}, which are then written without an offset, and {@code day}.
 */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)(?::([^{}]*))?}");
    private static final Pattern SUBSTITUTION = Pattern.compile("s/(.*)/(.*)/(g?)");

    private Template() {}

    /** A text that stands for itself, which is not quoted or encoded. */
    record Verbatim(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * The text with its values; empty where one is not there or cannot be changed so.
     *
     * @param value the value of a name
     * @param printed how a value is written that is no {@link Verbatim}
     * @throws IllegalArgumentException if a value is of a type that is not changed so
     */
    static Optional<String> filled(
            String template, Function<String, Optional<?>> value, Function<Object, String> printed) {
        StringBuilder text = new StringBuilder();
        Matcher place = PLACE.matcher(template);
        while (place.find()) {
            String name = place.group(1);
            String change = Optional.ofNullable(place.group(2)).orElse("");
            Optional<?> found = Character.isDigit(name.charAt(0))
                    ? Optional.of(new Verbatim(change.repeat(Integer.parseInt(name))))
                    : value.apply(name).flatMap(there -> changed(there, change));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Object there = found.get();
            place.appendReplacement(
                    text,
                    Matcher.quoteReplacement(there instanceof Verbatim ? there.toString() : printed.apply(there)));
        }
        return Optional.of(place.appendTail(text).toString());
    }

    /** Whether it has a place for a value of that name. */
    static boolean has(String template, String name) {
        return PLACE.matcher(template)
                .results()
                .anyMatch(place -> place.group(1).equals(name));
    }

    private static Optional<?> changed(Object value, String change) {
        if (change.isEmpty()) {
            return Optional.of(value);
        }
        if (value instanceof LocalDateTime moment) {
            return change.equals("day")
                    ? Optional.of(new Verbatim(FilterText.dateTime(moment).substring(0, 10)))
                    : Optional.of(moment.plus(Duration.parse(change)))
                            .filter(FilterText::canSay)
                            .map(later -> new Verbatim(FilterText.dateTime(later)));
        }
        if (value instanceof Number) {
            BigInteger operand = new BigInteger(change.substring(1));
            BigInteger number = new BigInteger(value.toString());
            return Optional.of(
                    switch (change.charAt(0)) {
                        case '+' -> number.add(operand);
                        case '-' -> number.subtract(operand);
                        case '/' -> number.divide(operand);
                        default -> throw new IllegalArgumentException("a number is not changed by " + change);
                    });
        }
        return Optional.of(changed(value.toString(), change));
    }

    private static String changed(String text, String change) {
        Matcher substitution = SUBSTITUTION.matcher(change);
        if (substitution.matches()) {
            Matcher found =
                    Pattern.compile(substitution.group(1), Pattern.DOTALL).matcher(text);
            String replacement = substitution.group(2);
            return substitution.group(3).isEmpty() ? found.replaceFirst(replacement) : found.replaceAll(replacement);
        }
        return switch (change) {
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "nfc" -> Normalizer.normalize(text, Normalizer.Form.NFC);
            case "nfd" -> Normalizer.normalize(text, Normalizer.Form.NFD);
            case "percent" -> Percent.encode(text);
            default -> throw new IllegalArgumentException("a text is not changed by " + change);
        };
    }
}
