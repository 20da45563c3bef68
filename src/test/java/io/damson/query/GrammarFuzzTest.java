package io.damson.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Any text as an option: accepted as the grammar has it, or refused at a place in the text. */
class GrammarFuzzTest extends FuzzTarget {
    private static final Pattern POSITION = Pattern.compile("at position ([0-9]+)");

    /** Refused before a filter is read, or in strings, of which the grammar of the test has only some characters. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\t]]");

    /** What the grammar's own reader gets through in time, and on the stack of a test. */
    private static final int MAX_JUDGED = 100;

    private static final int MAX_PARENTHESES = 30;
    private static final int SEED_INPUTS = 60;

    GrammarFuzzTest() {
        super(400);
    }

    @Override
    public List<byte[]> seedInputs() {
        Random random = new Random(1);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < SEED_INPUTS; i++) {
            texts.add(Filters.random(random));
            texts.add(Verdict.GRAMMAR.derive("filter", random, 9));
            texts.add(Filters.order(random));
        }
        return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Override
    public List<String> words() {
        return Stream.concat(GrammarTest.SNIPPETS.stream(), GrammarTest.OPERATORS.stream())
                .toList();
    }

    @Override
    public void check(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        requireRefusalInOrder(text, "$filter", FilterParser::parse);
        requireRefusalInOrder(text, "$orderby", OrderByParser::parse);
        requireRefusalInOrder(text, "$top", PagingOption::top);
        requireRefusalInOrder(text, "$skip", PagingOption::skip);
        String simplified = CONTROL.matcher(Verdict.simplified(text)).replaceAll("x");
        if (simplified.length() <= MAX_JUDGED
                && simplified.chars().filter(c -> c == '(').count() <= MAX_PARENTHESES) {
            Verdict.requireSame(simplified);
        }
    }

    private static void requireRefusalInOrder(String text, String option, Consumer<String> parser) {
        try {
            parser.accept(text);
        } catch (InvalidQueryOptionException e) {
            assertThat(e.option()).isEqualTo(option);
            assertThat(e.getMessage()).isNotBlank();
            // The first one may be quoted from the text.
            Matcher position = POSITION.matcher(e.getMessage());
            boolean found = false;
            boolean inside = false;
            while (position.find()) {
                found = true;
                inside |= position.group(1).length() < 6
                        && Integer.parseInt(position.group(1)) <= text.codePointCount(0, text.length());
            }
            assertThat(inside || !found).as(e.getMessage()).isTrue();
        }
    }

    @Override
    public void close() {}
}
