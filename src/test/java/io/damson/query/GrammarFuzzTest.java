package io.damson.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.fuzz.FuzzTarget;
import io.damson.image.Image;
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

    /** Like what the grammar has, without being it: blanks, digits, letters, quotes and minus signs of other alphabets, and controls. */
    private static final List<String> ODD = List.of(
            "\u00A0",
            "\u2003",
            "\u3000",
            "\u0085",
            "\u200B",
            "\uFEFF",
            "\n",
            "\r",
            "\f",
            "\u000B",
            "\0",
            "\u0660",
            "\uFF11",
            "\u212A",
            "\u0130",
            "\u017F",
            "\uFF45",
            "\u2019",
            "\u02BC",
            "\"",
            "`",
            "\u2212",
            "\u2013",
            "_",
            ".",
            "(",
            ")",
            "'",
            ",",
            " ",
            "e",
            "T",
            "0",
            "\uD83D\uDE00",
            "%20",
            "+",
            "/",
            "$it",
            "\\");

    private static final List<Image> IMAGES = Images.random(40, 1);

    GrammarFuzzTest() {
        super(600);
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
    protected byte[] derived(Random random) {
        String text = switch (random.nextInt(6)) {
            case 0 -> WrittenOrder.random(random).text();
            case 1, 2, 3 -> Verdict.GRAMMAR.derive("filter", random, 4 + random.nextInt(8));
            default -> new FilterWriter(IMAGES, random).filter().brief();
        };
        return odd(text, random).getBytes(StandardCharsets.UTF_8);
    }

    /** Often with a character in it that is like another one, or of no kind at all. */
    private static String odd(String text, Random random) {
        if (random.nextBoolean()) {
            return text;
        }
        int any = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length()) + 1));
        int blank = text.indexOf(' ', any);
        int at = blank >= 0 && random.nextBoolean() ? blank : any;
        int end = at == text.length() || random.nextInt(3) == 0 ? at : text.offsetByCodePoints(at, 1);
        return text.substring(0, at) + Images.pick(ODD, random) + text.substring(end);
    }

    @Override
    protected void checkMeaning(Random random) {
        switch (random.nextInt(4)) {
            case 0 ->
                new LiteralWriter(IMAGES, random)
                        .literal(Images.pick(List.of(ImageProperty.values()), random))
                        .requireRead();
            case 1 -> {
                WrittenOrder order = WrittenOrder.random(random);
                assertThat(OrderByParser.parse(order.text())).as(order.text()).isEqualTo(order.meant());
            }
            default -> {
                WrittenFilter filter = new FilterWriter(IMAGES, random).filter();
                assertThat(FilterParser.parse(filter.brief()))
                        .as("%s is not read as %s", filter.brief(), filter.whole())
                        .isEqualTo(FilterParser.parse(filter.whole()));
            }
        }
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
