package io.damson.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** The values of fields, as spreadsheets write them too. What is none is passed on as it is, to be refused with its member. */
final class CsvField {
    private static final int DATE = "2024-04-05".length();
    private static final int MINUTE = "2024-04-05T08:44".length();
    private static final int SECOND = "2024-04-05T08:44:33".length();
    private static final int MAX_SAFE_DIGITS = 18;
    private static final Pattern EXPONENT = Pattern.compile("[0-9]+([.,][0-9]+)?[eE]\\+?[0-9]+");
    private static final Pattern LOCAL_DATE = Pattern.compile("[0-9]{1,4}([/.-])[0-9]{1,2}\\1[0-9]{1,4}([ T,].*)?");

    private CsvField() {}

    /** A whole number, decimals of nothing but one or two zeros passed over. */
    static JsonNode number(String member, String field) {
        String text = field.strip();
        String digits = text.substring(0, endOfWhole(text));
        if (isNumber(digits)) {
            return digits.length() <= MAX_SAFE_DIGITS
                    ? LongNode.valueOf(Long.parseLong(digits))
                    : BigIntegerNode.valueOf(new BigInteger(digits));
        }
        if (EXPONENT.matcher(text).matches()) {
            throw new MemberException(
                    member,
                    "%s is %s; digits are lost in that: give the column a number format without decimals, and save anew"
                            .formatted(member, text));
        }
        return TextNode.valueOf(field);
    }

    /** Three decimals could be thousands. */
    private static int endOfWhole(String text) {
        for (int zeros = 1; zeros <= 2; zeros++) {
            int mark = text.length() - zeros - 1;
            if (mark > 0
                    && (text.charAt(mark) == '.' || text.charAt(mark) == ',')
                    && text.endsWith("0".repeat(zeros))) {
                return mark;
            }
        }
        return text.length();
    }

    private static boolean isNumber(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > from && text.length() <= MAX_SAFE_DIGITS + 2;
    }

    /**
     * A date-time of ISO 8601, with a blank in place of the T, without seconds or time of day too.
     *
     * @throws LocalDateException if it is one of those that countries write in different orders
     */
    static String dateTime(String member, String field) {
        String text = field.strip();
        if (text.length() == SECOND && text.charAt(DATE) == 'T') {
            return text;
        }
        if (text.length() >= DATE && text.charAt(4) == '-' && text.charAt(7) == '-') {
            return iso(text);
        }
        if (LOCAL_DATE.matcher(text).matches()) {
            throw new LocalDateException(member, text);
        }
        return field;
    }

    private static String iso(String text) {
        if (text.length() == DATE) {
            return text + "T00:00:00";
        }
        String date = text.substring(0, DATE) + (text.charAt(DATE) == ' ' ? 'T' : text.charAt(DATE));
        String time = text.substring(DATE + 1);
        String whole = date + (time.indexOf(':') == 1 ? "0" : "") + time;
        if (whole.length() == MINUTE) {
            return whole + ":00";
        }
        boolean hasZeroFraction = whole.length() > SECOND + 1
                && whole.charAt(SECOND) == '.'
                && whole.chars().skip(SECOND + 1).allMatch(c -> c == '0');
        return hasZeroFraction ? whole.substring(0, SECOND) : whole;
    }
}
