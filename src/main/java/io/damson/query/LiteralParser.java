package io.damson.query;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code primitiveLiteral} of the OData ABNF: strings, numbers and date-times. */
final class LiteralParser {
    /** The most characters that a number has. */
    static final int MAX_NUMBER_CHARACTERS = 64;

    /** Beyond it, exponents are all the same: no property has such values. */
    private static final int MAX_EXPONENT = 1_000_000;

    private static final Pattern DIGITS_AHEAD = Pattern.compile("[+-]?[0-9][0-9A-Za-z:.+-]*+");
    private static final Pattern NUMBER =
            Pattern.compile("([+-]?[0-9]++(?:\\.[0-9]++)?)(?:[eE]([+-]?)0*+([0-9]*+)(?<=[0-9]))?");
    private static final Pattern DATE_LIKE = Pattern.compile("-?[0-9]{4,}+-[0-9].*");
    private static final Pattern YEARS_BEYOND = Pattern.compile("(?:-|[1-9][0-9]{4}).*");
    private static final String YEARS = "years are 0001 to 9999";
    private static final Pattern DATE_TIME = Pattern.compile(
            "([0-9]{4})-([0-9]{2})-([0-9]{2})"
                    + "(?:[Tt]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,12}))?)?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))?)?");

    private final Scanner scanner;

    LiteralParser(Scanner scanner) {
        this.scanner = scanner;
    }

    /** The string or number or date-time that begins here; empty where none does. */
    Optional<Literal> literal() {
        if (scanner.peek(0) == '\'') {
            return Optional.of(string());
        }
        int start = scanner.position();
        String token = scanner.lookingAt(DIGITS_AHEAD);
        if (token.isEmpty()) {
            return Optional.empty();
        }
        scanner.moveTo(start + token.length());
        return Optional.of(DATE_LIKE.matcher(token).matches() ? dateTime(token, start) : number(token, start));
    }

    /** {@code stringLiteral}: {@code SQUOTE-in-string} is two quotes and stands for one. */
    private Literal string() {
        int start = scanner.position();
        StringBuilder value = new StringBuilder();
        for (int from = start + 1; ; ) {
            int quote = scanner.find('\'', from);
            if (quote < 0) {
                throw scanner.error(start, "the string that begins", "it has no closing quote");
            }
            scanner.moveTo(quote);
            value.append(scanner.exactly(from, quote));
            from = quote + 2;
            if (scanner.peek(1) != '\'') {
                scanner.moveTo(quote + 1);
                return new Literal.StringLiteral(value.toString());
            }
            value.append('\'');
        }
    }

    /**
     * {@code decimalLiteral}, and with it every {@code int64Literal}, {@code doubleLiteral} and the others, which look the same;
     * {@code nanInfinity} is left out.
     */
    private Literal number(String token, int start) {
        if (token.length() > MAX_NUMBER_CHARACTERS) {
            throw scanner.error(start, "a number has at most " + MAX_NUMBER_CHARACTERS + " characters, that");
        }
        Matcher matcher = NUMBER.matcher(token);
        if (!matcher.matches()) {
            requireDocumented(start);
            throw scanner.error(start, "\"" + Scanner.shown(token) + "\" is neither a number nor a date-time");
        }
        BigDecimal mantissa = new BigDecimal(matcher.group(1));
        String digits = matcher.group(3);
        if (digits == null || digits.isEmpty() || mantissa.signum() == 0) {
            return new Literal.NumberLiteral(mantissa);
        }
        int exponent = digits.length() > 7 ? MAX_EXPONENT : Math.min(MAX_EXPONENT, Integer.parseInt(digits));
        return new Literal.NumberLiteral(
                mantissa.scaleByPowerOfTen("-".equals(matcher.group(2)) ? -exponent : exponent));
    }

    /**
     * {@code date} (its midnight) and {@code dateTimeOffsetLiteral}; the offset may be left out, as the API itself prints them. Stored
     * values are read as UTC.
     */
    private Literal dateTime(String token, int start) {
        Matcher m = DATE_TIME.matcher(token);
        if (!m.matches()) {
            requireDocumented(start);
            if (YEARS_BEYOND.matcher(token).matches()) {
                throw notADate(token, start, YEARS);
            }
            throw notADate(
                    token,
                    start,
                    "write it as 2024-04-05T08:44:33, with Z or an offset if you want one, or 2024-04-05");
        }
        try {
            LocalDate date = LocalDate.of(part(m, 1), part(m, 2), part(m, 3));
            if (date.getYear() < 1) {
                throw notADate(token, start, YEARS);
            }
            LocalDateTime local = LocalDateTime.of(date, LocalTime.of(part(m, 4), part(m, 5), part(m, 6)));
            LocalTime offset = LocalTime.of(part(m, 9), part(m, 10));
            long minutes = offset.toSecondOfDay() / 60;
            LocalDateTime utc = "-".equals(m.group(8)) ? local.plusMinutes(minutes) : local.minusMinutes(minutes);
            String fraction = m.group(7);
            return new Literal.DateTimeLiteral(
                    utc, fraction == null ? BigDecimal.ZERO : new BigDecimal("0." + fraction));
        } catch (DateTimeException e) {
            throw notADate(token, start, "there is no such day or time");
        }
    }

    private void requireDocumented(int start) {
        scanner.moveTo(start);
        Optional<String> undocumented = UndocumentedOData.literal(scanner);
        if (undocumented.isPresent()) {
            throw OperandParser.undocumented(scanner, undocumented.get());
        }
    }

    private static int part(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private InvalidQueryOptionException notADate(String token, int start, String advice) {
        return scanner.error(start, "\"" + Scanner.shown(token) + "\" is not a date-time", advice);
    }
}
