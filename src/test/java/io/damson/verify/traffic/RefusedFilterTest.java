package io.damson.verify.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Relation;
import io.damson.verify.relation.Relations;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused by which relation: all that the kit's relations say, and what nobody can say. */
class RefusedFilterTest {
    private static final Map<String, Level> LEVELS =
            Relations.standard().all().stream().collect(Collectors.toMap(Relation::id, Relation::level));
    private static final Pattern REPEATED = Pattern.compile("\\{([0-9]+):([^}]*)}");

    /** A text that is wrong in two ways is refused by the one that is found first. */
    private static final Map<String, Set<String>> ALSO = Map.of(
            "REFUSE-6",
            Set.of("REFUSE-10"),
            "REFUSE-8",
            Set.of("REFUSE-7"),
            "REFUSE-10",
            Set.of("REFUSE-6", "REFUSE-9"));

    static Stream<Arguments> refused() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(Relations.class.getResourceAsStream("/io/damson/verify/relation/refuse.yaml"))) {
            JsonNode relations = new YAMLMapper().readTree(file).path("relations");
            return StreamSupport.stream(relations.spliterator(), false)
                    .flatMap(relation -> relation.path("refuses").properties().stream()
                            .flatMap(option -> texts(option.getValue())
                                    .map(text -> Arguments.of(
                                            relation.path("id").asText(), query(option.getKey(), repeated(text))))));
        }
    }

    private static Stream<String> texts(JsonNode texts) {
        return texts.isArray()
                ? StreamSupport.stream(texts.spliterator(), false).map(JsonNode::asText)
                : texts.asText().lines();
    }

    private static String repeated(String text) {
        return REPEATED.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(2).repeat(Integer.parseInt(match.group(1)))));
    }

    private static String query(String option, String text) {
        return switch (option) {
            case "filter" -> filter(text);
            case "query" -> text;
            default -> option + "=" + text;
        };
    }

    private static String filter(String text) {
        return "$filter=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String relation(String query, Level level) {
        Options options = Options.of(query, level);
        return options.isOpen()
                ? "open"
                : options.refusal().map(Options.Refusal::relation).orElse("taken");
    }

    private static Level level(String id) {
        return Objects.requireNonNull(LEVELS.get(id), id);
    }

    private static Set<String> refusing(String id) {
        return Stream.concat(Stream.of(id), ALSO.getOrDefault(id, Set.of()).stream())
                .collect(Collectors.toSet());
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("refused")
    void whatTheKitHasRefusedIsRefusedByThatRelation(String id, String query) {
        Set<String> ids = refusing(id);
        if (level(id) == Level.DAMSON) {
            assertThat(relation(query, Level.DAMSON)).isIn(id, "open");
            assertThat(relation(query, Level.ODATA)).isIn(id, "open");
        } else {
            assertThat(relation(query, Level.ODATA)).isIn(ids);
            assertThat(relation(query, Level.DAMSON)).isIn(ids);
        }
    }

    /** A server that takes them may have more of OData than the documentation, or be kinder to blanks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'red' in tags",
                "status in tags",
                "status in [\"Ok\",\"Er\"]",
                "id in (1,2) eq true",
                "contains  (reference,'a')",
                "createdOn gt 10000-01-01T00:00:00Z",
                "createdOn gt 2024-1-1",
                "status eq 'Ok'\nand width gt 5",
                "status\u00a0eq 'Ok'",
                "width gt 1.5M and reference eq 'has to be boolean'",
                "hassubset(tags,['a'])",
                "matchesPattern(reference,'a')",
                "width mul 2 gt height",
                "geo.distance(reference,reference) lt 5",
                "createdOn gt now()",
                "contains(tolower(reference),'a')",
                "tags/$count gt 1",
                "not tags/any()"
            })
    void nobodyCanSayThatEachServerRefusesThem(String filter) {
        String relation = relation(filter(filter), Level.ODATA);
        if (!relation.equals("open")) {
            assertThat(level(relation)).isEqualTo(Level.DAMSON);
        }
    }

    /** What a text says in its strings is nothing that is said of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    'is longer than' eq 5                                  | REFUSE-9
                    'a number has at most' eq 5                            | REFUSE-9
                    'years are 0001 to 9999' eq 5                          | REFUSE-9
                    statu eq 'is a function, which needs'                  | REFUSE-6
                    statu eq 'there is no such day or time'                | REFUSE-6
                    statu eq 'is OData, but this API does not document it' | REFUSE-6
                    width gt and reference eq 'cannot compare'             | REFUSE-10
                    """)
    void aTextIsNotRefusedByWhatStandsInItsStrings(String filter, String id) {
        assertThat(relation(filter(filter), Level.ODATA)).isIn(refusing(id));
    }
}
