package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another reader of requests, by the letter of RFC 9112 and of nothing else: it fails wherever any reader could see another end of a
 * request, or another request. Text is ISO 8859-1.
 *
 * @param method as it came
 * @param target as it came
 * @param body without what is about chunks
 * @param marks the values of the fields {@code X-A}, which stand for all that are none of the framing's
 * @param last whether the connection ends with it (RFC 9112, section 9.3)
 */
record LetterReader(String method, String target, String body, List<String> marks, boolean last) {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern LINE = Pattern.compile("(" + TOKEN + ") ([^ ]+) HTTP/1\\.([01])");
    private static final Pattern FIELD = Pattern.compile("(" + TOKEN + "):[ \t]*(.*?)[ \t]*", Pattern.DOTALL);
    private static final Pattern EMPTY_LINES = Pattern.compile("(?:\r\n)*");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0A-\\x1F\\x7F]");
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]+)(?:[ \t]*;[^\r\n]*)?\r\n");
    private static final Pattern TRAILERS = Pattern.compile("(?:[^\r\n]+\r\n)*\r\n");

    /** The one request that the text is, from its beginning to its end. */
    static LetterReader of(String text) {
        Matcher empty = EMPTY_LINES.matcher(text);
        int from = empty.lookingAt() ? empty.end() : 0;
        int end = text.indexOf("\r\n\r\n", from);
        assertThat(end).as("the end of the head").isPositive();
        List<String> lines = List.of(text.substring(from, end).split("\r\n", -1));
        assertThat(lines).noneMatch(line -> CONTROL.matcher(line).find());
        Matcher line = LINE.matcher(lines.get(0));
        assertThat(line.matches()).as(lines.get(0)).isTrue();
        List<Matcher> fields = lines.stream()
                .skip(1)
                .map(FIELD::matcher)
                .filter(Matcher::matches)
                .toList();
        assertThat(fields).as("lines that are fields").hasSize(lines.size() - 1);
        List<String> lengths = values(fields, "content-length");
        List<String> codings = values(fields, "transfer-encoding");
        List<String> hosts = values(fields, "host");
        assertThat(lengths.size() + codings.size()).as("what says the length").isLessThan(2);
        assertThat(hosts).hasSizeBetween(line.group(3).equals("1") ? 1 : 0, 1);
        String rest = text.substring(end + 4);
        return new LetterReader(
                line.group(1),
                line.group(2),
                codings.isEmpty() ? counted(lengths, rest) : chunked(codings.get(0), line.group(3), rest),
                values(fields, "x-a"),
                isLast(values(fields, "connection"), line.group(3)));
    }

    private static boolean isLast(List<String> connections, String minor) {
        List<String> options = Arrays.stream(String.join(",", connections).split(",", -1))
                .map(option -> option.replaceAll("^[ \t]+|[ \t]+$", "").toLowerCase(Locale.ROOT))
                .toList();
        return options.contains("close") || (minor.equals("0") && !options.contains("keep-alive"));
    }

    private static List<String> values(List<Matcher> fields, String name) {
        return fields.stream()
                .filter(field -> field.group(1).toLowerCase(Locale.ROOT).equals(name))
                .map(field -> field.group(2))
                .toList();
    }

    private static String counted(List<String> lengths, String rest) {
        String length = lengths.isEmpty() ? "0" : lengths.get(0);
        assertThat(length).matches("[0-9]+");
        assertThat(rest).hasSize(Integer.parseInt(length));
        return rest;
    }

    private static String chunked(String coding, String minor, String rest) {
        assertThat(coding).isEqualToIgnoringCase("chunked");
        assertThat(minor).isEqualTo("1");
        StringBuilder body = new StringBuilder();
        Matcher chunk = CHUNK.matcher(rest);
        int at = 0;
        while (true) {
            assertThat(chunk.region(at, rest.length()).lookingAt())
                    .as("a chunk")
                    .isTrue();
            int size = Integer.parseInt(chunk.group(1), 16);
            at = chunk.end();
            if (size == 0) {
                break;
            }
            body.append(rest, at, at + size);
            assertThat(rest.startsWith("\r\n", at + size))
                    .as("the end of a chunk")
                    .isTrue();
            at += size + 2;
        }
        assertThat(TRAILERS.matcher(rest.substring(at)).matches())
                .as("trailers")
                .isTrue();
        return body.toString();
    }
}
