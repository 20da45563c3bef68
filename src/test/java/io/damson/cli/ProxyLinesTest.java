package io.damson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.proxy.page.Traffic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** What a proxy prints of the traffic while it runs. */
class ProxyLinesTest {
    private final StringWriter printed = new StringWriter();

    private FindingLines findings() {
        return new FindingLines(
                new PrintWriter(printed), Traffic.JUDGE.settings().target(), (style, word) -> "<" + style + ">" + word);
    }

    @Test
    void aFindingHasItsRequestAndStatusAndWhatIsWrongAndNoKey() {
        findings()
                .judged(Traffic.verdict(
                        Traffic.passage("GET", "/images?$top=5", 200, "{\"key\":\"" + Traffic.KEY + "\"}"), "PAGE-2"));
        assertThat(printed.toString().lines())
                .containsExactly(
                        "<red>FAILED    PAGE-2     GET /images?$top=5 200",
                        "            expected  no key …",
                        "            got       the text {\"key\":\"…\"}",
                        "            because   OData 4.01 URL Conventions 5.1.5: $top",
                        "                      curl -g -i -H \"X-API-KEY: $API_KEY\" 'https://staging.example/dam/images?$top=5'");
    }

    @Test
    void theFirstThreeOfARelationAreInFullAndTheOthersCounted() {
        FindingLines lines = findings();
        for (int i = 0; i < 60; i++) {
            lines.judged(Traffic.verdict(Traffic.passage("GET", "/images?$skip=" + i, 200, "{}"), "PAGE-2"));
        }
        lines.judged(Traffic.verdict(Traffic.passage("GET", "/images", 200, "{}"), "FILTER-1"));
        assertThat(printed.toString().lines().filter(line -> line.contains("FAILED    PAGE-2")))
                .hasSize(3);
        assertThat(printed.toString()).contains("FAILED    FILTER-1");
        assertThat(lines.more()).isEqualTo(Map.of("PAGE-2", 57));
    }

    @Test
    void noControlCharacterOfAServerReachesTheTerminal() {
        findings()
                .judged(Traffic.verdict(
                        Traffic.passage("GET", "/images?$filter=%1B%5B31m", 200, "\u001b[31mred\u0007"), "FILTER-1"));
        assertThat(printed.toString().lines()).allMatch(line -> line.chars().noneMatch(Character::isISOControl));
    }

    @Test
    void aLineForEachRequestHasItsVerdict() {
        PassedLines lines = new PassedLines(new PrintWriter(printed), Ansi.OFF);
        lines.judged(Traffic.verdict(Traffic.passage("GET", "/images?$top=5&api_key=" + Traffic.KEY, 200, "{}")));
        lines.judged(Traffic.verdict(Traffic.passage("GET", "/images", 500, "{}"), "SHAPE-1", "PAGE-2"));
        lines.unjudged(Traffic.passage("GET", "/images", 200, "{}"), "the judge had fallen behind");
        assertThat(printed.toString().lines())
                .containsExactly(
                        "GET /images?$top=5&api_key=… 200 4.1 ms  ok",
                        "GET /images 500 4.1 ms  SHAPE-1, PAGE-2",
                        "GET /images 200 4.1 ms  not judged: the judge had fallen behind");
    }
}
