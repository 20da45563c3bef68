package io.damson.image;

import java.time.DateTimeException;
import java.time.LocalDateTime;

/** The API's date-times: local, to the second, of the years 0001 to 9999. */
public final class DateTimes {
    private static final String FORM = "0000-00-00T00:00:00";

    private DateTimes() {}

    /**
     * Reads a text like {@code 2024-04-05T08:44:33}. By hand: a parser for all forms takes ten times as long, and a page has two
     * hundred.
     *
     * @throws DateTimeException if it is none
     */
    public static LocalDateTime parse(String text) {
        if (text.length() != FORM.length()) {
            throw malformed(text);
        }
        for (int i = 0; i < FORM.length(); i++) {
            char c = text.charAt(i);
            if (FORM.charAt(i) == '0' ? c < '0' || c > '9' : c != FORM.charAt(i)) {
                throw malformed(text);
            }
        }
        int year = number(text, 0, 4);
        if (year == 0) {
            throw malformed(text);
        }
        return LocalDateTime.of(
                year,
                number(text, 5, 7),
                number(text, 8, 10),
                number(text, 11, 13),
                number(text, 14, 16),
                number(text, 17, 19));
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static DateTimeException malformed(String text) {
        return new DateTimeException("no date-time like 2024-04-05T08:44:33: " + text);
    }
}
