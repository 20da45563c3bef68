package io.damson.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.damson.dataset.MockData;
import io.damson.verify.report.Console;
import io.damson.verify.report.Reports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** What is written of a run. */
class ReportsTest {
    private static final String KEY = "Secret-key-of-acme";

    @TempDir
    Path folder;

    private final StringWriter console = new StringWriter();

    private Report run() throws IOException {
        return run(
                List.of("KEY-4", "PAGE-1", "PAGE-2", "REFUSE-1", "TENANT-1", "FILTER-17"),
                Mutant.TOP_CLAMPED,
                Mutant.DEFAULT_TOP_IS_50);
    }

    private Report run(List<String> ids, Mutant... mutants) throws IOException {
        return run(ids, VerifySettings.MAX_REQUESTS, mutants);
    }

    private Report run(List<String> ids, int requests, Mutant... mutants) throws IOException {
        try (SmallServer server =
                new SmallServer(
                        Map.of(
                                KEY,
                                MockData.load(Path.of("mock-data/acme.json"))
                                        .get(0)
                                        .images()),
                        mutants) {
                    @Override
                    boolean intercept(HttpExchange exchange) {
                        String key = exchange.getRequestHeaders().getFirst("X-API-KEY");
                        exchange.getResponseHeaders().set("X-Echo", String.valueOf(key));
                        return false;
                    }
                }) {
            VerifySettings settings = VerifySettings.of(server.url(), KEY)
                    .withOnly(ids.toArray(String[]::new))
                    .withKnown("PAGE-1", "PAGE-2")
                    .withRequests(requests)
                    .withDeletes(VerifySettings.MAX_DELETES)
                    .withSeed(3);
            Console out = new Console(new PrintWriter(console), settings.target(), (style, word) -> word);
            Report report = Verification.begin(settings, new Verification.Listener() {
                        @Override
                        public void done(Result result) {
                            out.result(result);
                        }
                    })
                    .run();
            out.summary(report);
            Reports.prepare(folder.resolve("new"));
            Reports.write(report, folder.resolve("new"));
            return report;
        }
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve("new").resolve(name));
    }

    @Test
    void allReportsSayTheSameAndNoneHoldsAKey() throws Exception {
        Report report = run();
        assertThat(report.conforms()).isFalse();
        for (String text :
                new String[] {console.toString(), read("report.html"), read("report.json"), read("junit.xml")}) {
            assertThat(text)
                    .contains("REFUSE-1")
                    .contains("--only REFUSE-1 --seed 3")
                    .contains("$API_KEY")
                    .doesNotContainIgnoringCase(KEY);
        }
        assertThat(console.toString())
                .contains(
                        "curl -g -i -H \"X-API-KEY: $API_KEY\" '"
                                + report.target().url() + "/images?$top=101'",
                        "expected  400",
                        "because   Vendor's guide: $top maximum 100",
                        "does not conform",
                        "--other-api-key (TENANT-1)");
    }

    @Test
    void whatAnAnswerShowsComesAgainWithTheRelationThatAskedForIt() throws Exception {
        run(List.of("FILTER-16", "SHAPE-1"), Mutant.ERROR_ON_A_QUOTE);
        assertThat(read("report.html")).contains("--only FILTER-16 --seed 3", "--only FILTER-16,SHAPE-1 --seed 3");
    }

    @Test
    void junitXmlCountsWhatItHolds() throws Exception {
        run();
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("new/junit.xml").toFile());
        var suite = xml.getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("6");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("2");
        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(6);
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(xml.getElementsByTagName("skipped").getLength()).isEqualTo(2);
    }

    @Test
    void jsonHoldsAllOutcomesAndTheCoverage() throws Exception {
        run();
        JsonNode json = new ObjectMapper().readTree(read("report.json"));
        assertThat(json.path("conforms").asBoolean()).isFalse();
        assertThat(json.path("relations").findValuesAsText("outcome"))
                .containsExactlyInAnyOrder("passed", "accepted", "passed", "passed", "failed", "not checked");
        assertThat(json.at("/coverage/GET ~1images (listImages)/400").asInt()).isPositive();
    }

    @Test
    void aRunThatIsBrokenOffIsNoGreenBuild() throws Exception {
        Report report = run(List.of("KEY-1", "PAGE-6", "DELETE-2"), 12);
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("new/junit.xml").toFile());
        assertThat(xml.getDocumentElement().getAttribute("errors")).isEqualTo("1");
        assertThat(xml.getDocumentElement().getAttribute("tests")).isEqualTo("4");
        assertThat(xml.getElementsByTagName("error")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("message")
                        .getTextContent())
                .isEqualTo(report.brokenOff().orElseThrow());
        JsonNode json = new ObjectMapper().readTree(read("report.json"));
        assertThat(json.path("verdict").asText()).isEqualTo("unknown");
        assertThat(json.path("brokenOff").asText()).contains("--max-requests");
        assertThat(read("report.html")).contains("the run was broken off");
    }

    @Test
    void theReportsHoldWhatItTakesToRunAgain() throws Exception {
        Report report = run(List.of("PAGE-2", "DELETE-2"), 1_000);
        JsonNode json = new ObjectMapper().readTree(read("report.json"));
        assertThat(json.path("command").asText())
                .isEqualTo("damson verify --url " + report.target().url()
                        + " --api-key \"$API_KEY\" --only DELETE-2,PAGE-2 --seed 3 --allow-delete --max-requests 1000");
        assertThat(json.path("deleted").path(0).asText())
                .isEqualTo(report.deleted().get(0));
        assertThat(json.path("knownButPassed").path(0).asText()).isEqualTo("PAGE-2");
        assertThat(console.toString())
                .contains("Deleted, or requested to be deleted:", "Known deviations that are none any more:");
    }

    @Test
    void thePageHasAListToJumpByAndWhatBuildsOnAFailureStandsUnderIt() throws Exception {
        run(List.of("OPTION-1", "FILTER-2", "PAGE-2"), Mutant.FILTER_PASSED_OVER);
        String page = read("report.html");
        assertThat(page)
                .contains(
                        "<a href=\"#OPTION-1\">OPTION-1 $filter is applied</a>; under it FILTER-2",
                        "<a href=\"#relations\">Relations</a>",
                        "id=\"relations\"",
                        "<dt>Not tested because of it</dt><dd>FILTER-2</dd>");
        assertThat(console.toString())
                .contains(
                        "Not checked, since one failed that they build on:",
                        "OPTION-1 $filter is applied: FILTER-2",
                        "does not conform, 1 failed, 1 not checked");
    }

    @Test
    void reportsOfARunBeforeAreRemovedWhenARunBegins() throws Exception {
        run();
        assertThat(folder.resolve("new")).isNotEmptyDirectory();
        Reports.prepare(folder.resolve("new"));
        assertThat(folder.resolve("new")).isEmptyDirectory();
    }

    @Test
    void thePageIsWellFormedAndNeedsNothingElse() throws Exception {
        run();
        String page = read("report.html");
        assertThat(page).startsWith("<!DOCTYPE html>").doesNotContain("<script", "<link", "src=", "@import", "url(");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("new/report.html").toFile());
    }
}
