package io.damson.proxy.page;

import io.damson.http.QueryValues;
import io.damson.verify.shape.Percent;
import io.damson.verify.traffic.Field;
import io.damson.verify.traffic.Passage;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Leaves secrets out of what people see: values of header fields that carry them, wherever a server repeats them, and the values of
 * query options that the API does not have, since a key may be one.
 *
 * @param secrets the values, the longest first
 */
record Redaction(List<String> secrets) {
    private static final String LEFT_OUT = "…";

    /** A shorter one stands in any text by chance. */
    private static final int SHORTEST = 6;

    private static final Set<String> SECRET =
            Set.of("x-api-key", "x-admin-key", "authorization", "proxy-authorization", "cookie", "set-cookie");

    /** Of one passage. */
    static Redaction of(Passage passage) {
        return of(Stream.concat(passage.requestFields().stream(), passage.fields().stream())
                .filter(field -> isSecret(field.name()))
                .flatMap(Redaction::values)
                .toList());
    }

    /** Of these values, also where they are percent-encoded, or in JSON whose slashes are escaped. */
    static Redaction of(Collection<String> values) {
        return new Redaction(values.stream()
                .filter(value -> value.length() >= SHORTEST)
                .flatMap(value -> Stream.of(value, Percent.encode(value), value.replace("/", "\\/")))
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList());
    }

    /** Of these values too. */
    Redaction and(Collection<String> values) {
        return of(Stream.concat(secrets.stream(), values.stream()).toList());
    }

    /** The value itself, and what of it is a secret alone: what follows a scheme (RFC 9110, 11.4), or a cookie's name (RFC 6265, 4). */
    private static Stream<String> values(Field field) {
        String value = field.value().strip();
        return switch (field.name().toLowerCase(Locale.ROOT)) {
            case "authorization", "proxy-authorization" -> Stream.of(value, value.replaceFirst("^[^ ]+ +", ""));
            case "cookie" ->
                Stream.concat(Stream.of(value), Stream.of(value.split("; *")).map(Redaction::cookie));
            case "set-cookie" -> Stream.of(value, cookie(value.replaceFirst(";.*", "")));
            default -> Stream.of(value);
        };
    }

    private static String cookie(String pair) {
        return pair.substring(pair.indexOf('=') + 1);
    }

    static boolean isSecret(String name) {
        return SECRET.contains(name.toLowerCase(Locale.ROOT));
    }

    String text(String text) {
        return secrets.stream().reduce(text, (shown, secret) -> shown.replace(secret, LEFT_OUT));
    }

    /** The same of a text whose end is missing, which may be in the middle of a secret. */
    String beginning(String text) {
        String shown = text(text);
        for (String secret : secrets) {
            for (int length = Math.min(secret.length() - 1, shown.length()); length >= SHORTEST; length--) {
                if (shown.endsWith(secret.substring(0, length))) {
                    return shown.substring(0, shown.length() - length) + LEFT_OUT;
                }
            }
        }
        return shown;
    }

    String target(String target) {
        int query = target.indexOf('?');
        return text(
                query < 0
                        ? target
                        : target.substring(0, query + 1) + QueryValues.ofTheApi(target.substring(query + 1)));
    }

    List<Field> fields(List<Field> fields) {
        return fields.stream()
                .map(field -> new Field(field.name(), value(field.name(), field.value())))
                .toList();
    }

    String value(String name, String value) {
        return isSecret(name) ? LEFT_OUT : text(value);
    }
}
