package io.damson.query;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * Ends a refusal with the whole filter as it should have been, where that is known: mistake after mistake is corrected until the
 * parser accepts the text. What it does not accept is never shown.
 */
final class Corrector {
    /** In a longer text the rule alone is told. */
    private static final int MAX_CHARACTERS = 1_000;

    /** How many mistakes one text may have. */
    private static final int MAX_MISTAKES = 50;

    private static final String WHOLE = "Corrected: ";
    private static final String WHOLE_IN_A_URL = "Corrected, as it stands in a URL: ";

    private final Function<String, Optional<InvalidQueryOptionException>> refusal;

    /** @param refusal why a text is refused; empty where it is accepted */
    Corrector(Function<String, Optional<InvalidQueryOptionException>> refusal) {
        this.refusal = refusal;
    }

    /** The refusal of that text, with what would have been right as far as that is known. */
    InvalidQueryOptionException helped(InvalidQueryOptionException refused, String text) {
        Optional<Correction> first = correction(refused, text);
        if (first.isEmpty()) {
            return refused;
        }
        String advised = refused.with(first.get()).getMessage();
        return new InvalidQueryOptionException(
                refused.option(),
                whole(first.get(), text)
                        .map(whole -> advised + (advised.endsWith("?") ? " " : ". ") + whole)
                        .orElse(advised));
    }

    private Optional<String> whole(Correction first, String text) {
        if (text.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        String corrected = text;
        boolean plus = false;
        Optional<Correction> next = Optional.of(first);
        for (int mistakes = 0; next.isPresent() && mistakes < MAX_MISTAKES; mistakes++) {
            String before = corrected;
            corrected = next.get().applyTo(before).strip();
            plus |= next.get().right().contains("+");
            if (corrected.equals(before)) {
                return Optional.empty();
            }
            Optional<InvalidQueryOptionException> refused = refusal.apply(corrected);
            if (refused.isEmpty()) {
                return Optional.of(plus ? WHOLE_IN_A_URL + escaped(corrected) : WHOLE + corrected);
            }
            next = correction(refused.get(), corrected);
        }
        return Optional.empty();
    }

    /** An operand may be none only because the parser does not know the operator that comes next. */
    private static Optional<Correction> correction(InvalidQueryOptionException refused, String text) {
        return refused.position() < 0
                ? Optional.empty()
                : Spellings.correction(text, refused.position())
                        .or(refused::correction)
                        .or(() -> Spellings.correction(text, refused.read()));
    }

    /** As a query has it that any client sends as it is; what a query may have anyway stays readable (RFC 3986, section 3.4). */
    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%27", "'")
                .replace("%28", "(")
                .replace("%29", ")")
                .replace("%2C", ",")
                .replace("%3A", ":");
    }
}
