package io.damson.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a text that is no JSON (RFC 8259), in words for those who wrote it and not for those who wrote the parser. */
final class JsonMistake {
    private static final Pattern CHARACTER =
            Pattern.compile("Unexpected character \\('?(.*?)'? ?\\(code ([0-9]+).*?\\)\\): (.*)", Pattern.DOTALL);
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);
    private static final Pattern TOKEN =
            Pattern.compile("(?:Unrecognized|Non-standard) token '(.*?)'.*", Pattern.DOTALL);
    private static final Pattern CLOSING =
            Pattern.compile("Unexpected close marker '(.)': expected '(.)'.*", Pattern.DOTALL);

    private JsonMistake() {}

    /** The end of a file that is no JSON. */
    static DatasetException of(String name, JsonProcessingException e) {
        return new DatasetException(name + ":" + place(e, 0) + ": " + reason(e));
    }

    /** {@code LINE:COLUMN}, after the lines of the file that stand before the text. */
    static String place(JsonProcessingException e, long linesBefore) {
        return linesBefore + e.getLocation().getLineNr() + ":"
                + Math.max(1, e.getLocation().getColumnNr() - lengthOfToken(e.getOriginalMessage()));
    }

    /** How far behind the beginning of what is wrong the parser is; of some tokens it knows only at their ends. */
    private static int lengthOfToken(String message) {
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.matches()) {
            return JsonStringEncoder.getInstance().quoteAsString(duplicate.group(1)).length + 2;
        }
        Matcher token = TOKEN.matcher(message);
        return message.startsWith("Non-standard") && token.matches()
                ? token.group(1).length()
                : 0;
    }

    /** What is wrong, in one line. */
    static String reason(JsonProcessingException e) {
        return "not JSON: " + words(e);
    }

    private static String words(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        if (e instanceof JsonEOFException) {
            return "it ends too early; a bracket, a brace or a quote is not closed";
        }
        if (e instanceof StreamConstraintsException) {
            return "a number, a name or a string is too long, or brackets are nested too deeply";
        }
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.matches()) {
            return "the member " + ImageRecord.abbreviated(duplicate.group(1)) + " is there twice";
        }
        Matcher token = TOKEN.matcher(message);
        if (token.matches()) {
            return ImageRecord.abbreviated(token.group(1))
                    + " is no value; strings stand in double quotes, and what is not known is null";
        }
        Matcher closing = CLOSING.matcher(message);
        if (closing.matches()) {
            return closing.group(1) + " stands where " + closing.group(2) + " has to";
        }
        Matcher character = CHARACTER.matcher(message);
        if (character.matches()) {
            return character(Integer.parseInt(character.group(2)), character.group(3));
        }
        return other(message);
    }

    private static String character(int code, String expected) {
        return switch (code) {
            case '/', '#' -> "a comment, which JSON does not have; remove it";
            case ']', '}' -> "something is missing before " + (char) code + ", or the comma before it is one too many";
            case ',' -> "a comma stands where a value or a member has to";
            case '\'' -> "strings and names stand in double quotes, not in single ones";
            default -> {
                String character = ImageRecord.abbreviated(Character.toString(code));
                if (expected.contains("colon")) {
                    yield "a colon is missing before " + character;
                }
                if (expected.contains("field name")) {
                    yield character + " begins no member; names stand in double quotes";
                }
                if (expected.contains("comma")) {
                    yield "a comma is missing before " + character;
                }
                yield character + " stands where a value has to";
            }
        };
    }

    private static String other(String message) {
        if (message.startsWith("Illegal unquoted character")) {
            return "a control character in a string, such as a line break; it is written like \\n";
        }
        if (message.startsWith("Unrecognized character escape")) {
            return "a backslash in a string that escapes nothing; a backslash itself is written \\\\";
        }
        if (message.startsWith("Invalid numeric value")) {
            return "a number that begins with a zero, a sign or a point too many";
        }
        return "it cannot be read from here on";
    }
}
