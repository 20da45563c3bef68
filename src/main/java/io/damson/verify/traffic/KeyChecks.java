package io.damson.verify.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What one request with its key, or without one, can show. */
final class KeyChecks {
    static final String HEADER = "X-API-KEY";

    private static final Set<Integer> ACCEPTED = Set.of(200, 204, 404, 409);

    /** Names under which a key may stand elsewhere. */
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)[?&](?:x-)?api[_-]?key=");

    private KeyChecks() {}

    /** The key of the request, as it was sent; empty text where it has none that counts. */
    static String key(Passage passage) {
        List<String> given = passage.requestFields().stream()
                .filter(field -> field.name().equalsIgnoreCase(HEADER))
                .map(Field::value)
                .toList();
        // One that is sent twice is none, and what a server makes of that is its own affair.
        return given.size() == 1 ? given.get(0).strip() : "";
    }

    /** Whether the request has a field for a key, and one only. */
    static boolean isGivenOnce(Passage passage) {
        return passage.requestFields().stream()
                        .filter(field -> field.name().equalsIgnoreCase(HEADER))
                        .count()
                == 1;
    }

    /** Whether the key was taken, as far as the response shows. */
    static boolean isAccepted(Look look) {
        return ACCEPTED.contains(look.status());
    }

    /** Whether a refusal names the key as the reason. */
    static boolean isBlamed(JsonNode problem) {
        return named(problem, HEADER)
                || problem.path("detail").asText().toLowerCase(Locale.ROOT).contains("api key");
    }

    /** Whether a refusal says that a field is wrong. */
    static boolean named(JsonNode problem, String field) {
        JsonNode failures = problem.path("validationFailures");
        if (!failures.isObject()) {
            return false;
        }
        for (String name : (Iterable<String>) failures::fieldNames) {
            if (letters(name).equals(letters(field))) {
                return true;
            }
        }
        return false;
    }

    /** Services write names in many ways: {@code $orderby}, {@code OrderBy}, {@code order_by}. */
    private static String letters(String name) {
        return name.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    }

    /** @param isOtherwiseRight whether nothing else is wrong about the request */
    static void check(Look look, boolean isOtherwiseRight) {
        long given = look.passage().requestFields().stream()
                .filter(field -> field.name().equalsIgnoreCase(HEADER))
                .count();
        if (given > 1) {
            return;
        }
        if (!key(look.passage()).isEmpty()) {
            look.require(
                    "KEY-3",
                    look.status() != 401,
                    "400 where a key is unknown: 401 is for a request without one",
                    "401 to a request with a key");
            return;
        }
        // Which of two mistakes is found first is Damson's reading.
        if (look.status() == 401 || isOtherwiseRight || look.status() < 400) {
            boolean isElsewhere = look.passage().requestField("Authorization").isPresent()
                    || ELSEWHERE.matcher(look.passage().target()).find();
            String id = given == 1 ? "KEY-2" : isElsewhere && look.status() < 400 ? "KEY-6" : "KEY-1";
            look.require(
                    id,
                    look.status() == 401,
                    "401: the request has " + (given == 1 ? "an empty key" : "no key"),
                    String.valueOf(look.status()));
        }
    }
}
