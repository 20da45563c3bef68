package io.damson.verify.shape;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path of the contract, such as {@code /images({reference})}, which is compared with the path of a request before decoding: each
 * character of the template may be sent raw or percent-encoded, a parameter is one character at least and no raw slash.
 */
final class PathTemplate {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^{}/]+}");

    private final String text;
    private final Pattern pattern;
    private final int parameters;

    PathTemplate(String text) {
        this.text = text;
        StringBuilder regex = new StringBuilder();
        Matcher matcher = PARAMETER.matcher(text);
        int literalFrom = 0;
        int count = 0;
        while (matcher.find()) {
            regex.append(literal(text.substring(literalFrom, matcher.start()))).append("[^/]+");
            literalFrom = matcher.end();
            count++;
        }
        regex.append(literal(text.substring(literalFrom)));
        this.pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
        this.parameters = count;
    }

    boolean matches(String rawPath) {
        return pattern.matcher(rawPath).matches();
    }

    /** How many parameters it has: of two templates that match, the one with fewer is meant (OpenAPI, Paths Object). */
    int parameters() {
        return parameters;
    }

    private static String literal(String text) {
        StringBuilder regex = new StringBuilder();
        text.codePoints().forEach(c -> {
            String raw = Character.toString(c);
            regex.append("(?:")
                    .append(Pattern.quote(raw))
                    .append("|(?i:")
                    .append(octets(raw))
                    .append("))");
        });
        return regex.toString();
    }

    private static String octets(String raw) {
        StringBuilder octets = new StringBuilder();
        for (byte octet : raw.getBytes(StandardCharsets.UTF_8)) {
            octets.append(Percent.of(octet & 0xFF));
        }
        return octets.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
