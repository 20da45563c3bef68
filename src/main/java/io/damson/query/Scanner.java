package io.damson.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of an option and how far it has been read. Positions that people see count code points from 0. */
final class Scanner {
    private static final int SHOWN_CHARACTERS = 40;

    private final String option;
    private final String text;
    private final int end;
    private int position;

    /** Blanks at either end are not part of the expression. */
    Scanner(String option, String text) {
        this.option = option;
        this.text = text;
        int last = text.length();
        while (last > 0 && isBlank(text.charAt(last - 1))) {
            last--;
        }
        this.end = last;
        skipBlanks();
    }

    int position() {
        return position;
    }

    void moveTo(int newPosition) {
        position = newPosition;
    }

    boolean atEnd() {
        return position >= end;
    }

    /** The character {@code ahead} of here; NUL behind the end. */
    char peek(int ahead) {
        return position + ahead < end ? text.charAt(position + ahead) : '\0';
    }

    /** {@code BWS} and {@code RWS}: any blanks and tabs; how many there were. */
    int skipBlanks() {
        int start = position;
        while (position < end && isBlank(text.charAt(position))) {
            position++;
        }
        return position - start;
    }

    /** Takes the character if it comes next. */
    boolean take(char expected) {
        boolean found = position < end && text.charAt(position) == expected;
        if (found) {
            position++;
        }
        return found;
    }

    void expect(char expected, String purpose) {
        if (!take(expected)) {
            throw expected("'" + expected + "' " + purpose);
        }
    }

    /** What the pattern matches here, at least one character; empty where it does not match. Nothing is taken. */
    String lookingAt(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(position, end);
        return matcher.lookingAt() ? matcher.group() : "";
    }

    /** The text from there to here, shortened for a message. */
    String since(int start) {
        return between(start, position);
    }

    /** The text between two positions, shortened for a message. */
    String between(int start, int stop) {
        return shown(text.substring(start, stop).strip());
    }

    /** The text between two positions. */
    String exactly(int start, int stop) {
        return text.substring(start, stop);
    }

    /** Where the character comes next, from a position on; -1 where it does not. */
    int find(char wanted, int from) {
        int found = text.indexOf(wanted, from);
        return found < end ? found : -1;
    }

    String rest() {
        return text.substring(position, Math.max(position, end));
    }

    InvalidQueryOptionException expected(String what) {
        String found = atEnd() ? "the end" : "\"" + shown(word()) + "\"";
        return error(position, "expected " + what + ", found " + found);
    }

    InvalidQueryOptionException error(int where, String message) {
        return refusal(where, message, null);
    }

    /** A refusal that names what was found and adds what would be right. */
    InvalidQueryOptionException error(int where, String message, String advice) {
        return refusal(where, message, Correction.ofWords(advice));
    }

    /** A refusal that knows what would be right, and where that stands. */
    InvalidQueryOptionException error(int where, String message, Correction correction) {
        return refusal(where, message, correction);
    }

    private InvalidQueryOptionException refusal(int where, String message, @Nullable Correction correction) {
        skipBlanks();
        return new InvalidQueryOptionException(
                option, message + " at position " + text.codePointCount(0, where), where, position, correction);
    }

    private String word() {
        int stop = position;
        while (stop < end && !isBlank(text.charAt(stop)) && "(),'".indexOf(text.charAt(stop)) < 0) {
            stop++;
        }
        return stop > position
                ? text.substring(position, stop)
                : text.substring(position, text.offsetByCodePoints(position, 1));
    }

    static String shown(String token) {
        return token.codePointCount(0, token.length()) <= SHOWN_CHARACTERS
                ? token
                : token.substring(0, token.offsetByCodePoints(0, SHOWN_CHARACTERS)) + "…";
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
