package io.damson.verify.shape;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A path of the contract, such as {@code /images({reference})}, which is compared with the path of a request before decoding: each
 * character of the template but a slash may be sent raw or percent-encoded, a parameter is one character at least and no raw slash.
 */
final class PathTemplate {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^{}/]+}");
    /** A slash that is percent-encoded is another thing than a raw one. */
    private static final Pattern ESCAPE = Pattern.compile("%(?!2[Ff])([0-9A-Fa-f]{2})");

    private final String text;
    private final Pattern pattern;

    PathTemplate(String text) {
        this.text = text;
        this.pattern = Pattern.compile(
                Stream.of(PARAMETER.split(octets(text), -1)).map(Pattern::quote).collect(Collectors.joining("[^/]+")),
                Pattern.DOTALL);
    }

    boolean matches(String rawPath) {
        String decoded = ESCAPE.matcher(octets(rawPath))
                .replaceAll(
                        escape -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 16))));
        return pattern.matcher(decoded).matches();
    }

    /** How many parameters it has: of two templates that match, the one with fewer is meant (OpenAPI, Paths Object). */
    long parameters() {
        return PARAMETER.matcher(text).results().count();
    }

    /** A character for each byte of UTF-8. */
    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return text;
    }
}
