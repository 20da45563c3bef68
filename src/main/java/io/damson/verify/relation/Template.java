package io.damson.verify.relation;

import io.damson.query.FilterText;
import io.damson.verify.shape.Percent;
import java.math.BigInteger;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
    private static final int LONGEST = 100_000;

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
     * @throws IllegalArgumentException if a value is of a type that is not changed so, or a repetition is too long
     */
    static Optional<String> filled(
            String template, Function<String, Optional<?>> value, Function<Object, String> printed) {
        StringBuilder text = new StringBuilder();
        Matcher place = PLACE.matcher(template);
        while (place.find()) {
            String name = place.group(1);
            String change = Optional.ofNullable(place.group(2)).orElse("");
            Optional<?> found = Character.isDigit(name.charAt(0))
                    ? Optional.of(repeated(place.group(), name, change))
                    : value.apply(name).flatMap(there -> changed(place.group(), there, change));
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

    /**
     * The text with an example in each place: for a text that is read, so that none of its places stays without a value later.
     *
     * @param examples by name
     * @throws IllegalArgumentException if a place has a name that there is not, or a change that its value cannot have
     */
    static String example(String template, Map<String, ?> examples, Function<Object, String> printed) {
        return filled(
                        template,
                        name -> {
                            if (!examples.containsKey(name)) {
                                throw new IllegalArgumentException("nothing fills {" + name + "} here; there "
                                        + (examples.isEmpty()
                                                ? "are no places but {100:x}"
                                                : "is " + places(examples)));
                            }
                            return Optional.ofNullable(examples.get(name));
                        },
                        printed)
                .orElse(template);
    }

    private static String places(Map<String, ?> examples) {
        return examples.keySet().stream().sorted().map(name -> "{" + name + "}").collect(Collectors.joining(" "));
    }

    /** Whether it has a place for a value of that name. */
    static boolean has(String template, String name) {
        return PLACE.matcher(template)
                .results()
                .anyMatch(place -> place.group(1).equals(name));
    }

    private static Verbatim repeated(String place, String times, String text) {
        if (!times.matches("[0-9]{1,6}") || Integer.parseInt(times) * (long) text.length() > LONGEST) {
            throw new IllegalArgumentException(place + " repeats its text a number of times, to at most " + LONGEST
                    + " characters, such as {100:(}");
        }
        return new Verbatim(text.repeat(Integer.parseInt(times)));
    }

    private static Optional<?> changed(String place, Object value, String change) {
        if (change.isEmpty()) {
            return Optional.of(value);
        }
        try {
            if (value instanceof LocalDateTime moment) {
                return changed(moment, change);
            }
            return Optional.of(
                    value instanceof Number
                            ? changed(new BigInteger(value.toString()), change)
                            : changed(value.toString(), change));
        } catch (DateTimeException | ArithmeticException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": " + changes(value), e);
        }
    }

    private static String changes(Object value) {
        if (value instanceof LocalDateTime) {
            return "a date-time is changed by +PT2H, -PT5H30M and the like, or day";
        }
        return value instanceof Number
                ? "a number is changed by +1, -1, /2 and the like"
                : "a text is changed by s/PATTERN/REPLACEMENT/ with a regular expression, upper, lower, nfc, nfd or"
                        + " percent";
    }

    private static Optional<Verbatim> changed(LocalDateTime moment, String change) {
        return change.equals("day")
                ? Optional.of(new Verbatim(FilterText.dateTime(moment).substring(0, 10)))
                : Optional.of(moment.plus(Duration.parse(change)))
                        .filter(FilterText::canSay)
                        .map(later -> new Verbatim(FilterText.dateTime(later)));
    }

    private static BigInteger changed(BigInteger number, String change) {
        BigInteger operand = new BigInteger(change.substring(1));
        return switch (change.charAt(0)) {
            case '+' -> number.add(operand);
            case '-' -> number.subtract(operand);
            case '/' -> number.divide(operand);
            default -> throw new IllegalArgumentException(change);
        };
    }

    private static String changed(String text, String change) {
        Matcher substitution = SUBSTITUTION.matcher(change);
        if (substitution.matches()) {
            Matcher found =
                    Pattern.compile(substitution.group(1), Pattern.DOTALL).matcher(text);
            String replacement = substitution.group(2);
            // A group that there is not shows itself where the pattern is found, which this one always is.
            Pattern.compile("(?:" + substitution.group(1) + ")|").matcher("").replaceFirst(replacement);
            return substitution.group(3).isEmpty() ? found.replaceFirst(replacement) : found.replaceAll(replacement);
        }
        return switch (change) {
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "nfc" -> Normalizer.normalize(text, Normalizer.Form.NFC);
            case "nfd" -> Normalizer.normalize(text, Normalizer.Form.NFD);
            case "percent" -> Percent.encode(text);
            default -> throw new IllegalArgumentException(change);
        };
    }
}
