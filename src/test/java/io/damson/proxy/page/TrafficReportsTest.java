package io.damson.proxy.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.damson.proxy.ProxyConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** What is written of the traffic at the end. */
class TrafficReportsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private final Journal journal = new Journal(Traffic.JUDGE.operations());

    private void write() throws IOException {
        for (int i = 0; i < 3; i++) {
            journal.judged(Traffic.verdict(
                    Traffic.passage(
                            "GET",
                            "/images?$filter=status%20eq%20'Ok'&api_key=" + Traffic.COOKIE,
                            200,
                            "{\"items\":[],\"key\":\"" + Traffic.KEY + "\"}"),
                    "FILTER-1"));
        }
        journal.judged(Traffic.verdict(
                Traffic.passage("GET", "/images?$top=101", 400, "{\"detail\":\"" + Traffic.COOKIE + "\"}")));
        journal.unjudged(
                Traffic.passage("GET", "/images(" + Traffic.KEY + ")", 200, "\u0000"), "the judge had fallen behind");
        ProxyConfiguration configuration = new ProxyConfiguration(
                "127.0.0.1",
                9090,
                "/",
                Traffic.JUDGE.settings().target(),
                true,
                true,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60));
        new TrafficReports(journal, Traffic.JUDGE, configuration, List.of("--record 'my images'")).write(folder);
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    @Test
    void noneHasAKey() throws IOException {
        write();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(4);
            for (Path file : all) {
                assertThat(Files.readString(file))
                        .as("%s", file)
                        .doesNotContain(Traffic.KEY, Traffic.COOKIE, "Secret%2Bkey", "Secret");
            }
        }
    }

    @Test
    void allNameTheProxyAndTheRequestAsCurl() throws IOException {
        write();
        String curl = "curl -g -i -H \"X-API-KEY: $API_KEY\" '";
        assertThat(read("report.html"))
                .contains(
                        "<title>damson proxy: ",
                        "damson proxy --upstream https://staging.example/dam --port 9090 --enforce --record 'my images'",
                        "does not conform",
                        "4 of 5 requests",
                        "1: the judge had fallen behind",
                        "no traffic showed it",
                        curl.replace("\"", "&quot;"))
                .doesNotContain("<dt>Seed</dt>", "<dt>Images</dt>", "damson verify --");
        assertThat(read("junit.xml"))
                .contains(
                        "damson proxy https://staging.example/dam",
                        "3 times; the first time: expected",
                        curl.replace("\"", "&quot;"))
                .doesNotContain("seed");
        JsonNode json = new ObjectMapper().readTree(read("report.json"));
        assertThat(json.path("judged").asInt()).isEqualTo(4);
        assertThat(json.path("notJudged").asInt()).isEqualTo(1);
        assertThat(json.has("seed")).isFalse();
        JsonNode failed = Stream.iterate(0, i -> i + 1)
                .map(json.path("relations")::get)
                .filter(relation -> relation.path("id").asText().equals("FILTER-1"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.path("outcome").asText()).isEqualTo("failed");
        assertThat(failed.path("failures").asInt()).isEqualTo(3);
        assertThat(failed.path("replay").asText()).startsWith(curl);
    }

    @Test
    void junitXmlCountsWhatItHolds() throws Exception {
        write();
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("junit.xml").toFile());
        var suite = xml.getDocumentElement();
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(xml.getElementsByTagName("failure").getLength()).isOne();
        assertThat(xml.getElementsByTagName("testcase").getLength())
                .isEqualTo(Integer.parseInt(suite.getAttribute("tests")));
        assertThat(xml.getElementsByTagName("skipped").getLength())
                .isEqualTo(Integer.parseInt(suite.getAttribute("skipped")));
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("report.html").toFile());
    }

    /** The members that HAR 1.2 requires, of each of its objects. */
    @Test
    void theArchiveHasWhatItsFormatRequires() throws IOException {
        write();
        JsonNode log = new ObjectMapper().readTree(read("traffic.har")).path("log");
        requireMembers(log, "version", "creator", "entries");
        assertThat(log.path("version").asText()).isEqualTo("1.2");
        requireMembers(log.path("creator"), "name", "version");
        assertThat(log.path("entries")).hasSize(5);
        for (JsonNode entry : log.path("entries")) {
            requireMembers(entry, "startedDateTime", "time", "request", "response", "cache", "timings");
            assertThat(Instant.parse(entry.path("startedDateTime").asText())).isNotNull();
            requireMembers(entry.path("timings"), "send", "wait", "receive");
            assertThat(entry.path("time").asDouble())
                    .isEqualTo(entry.at("/timings/send").asDouble()
                            + entry.at("/timings/wait").asDouble()
                            + entry.at("/timings/receive").asDouble())
                    .isEqualTo(4.1);
            requireMembers(
                    entry.path("request"),
                    "method",
                    "url",
                    "httpVersion",
                    "cookies",
                    "headers",
                    "queryString",
                    "headersSize",
                    "bodySize");
            requireMembers(
                    entry.path("response"),
                    "status",
                    "statusText",
                    "httpVersion",
                    "cookies",
                    "headers",
                    "content",
                    "redirectURL",
                    "headersSize",
                    "bodySize");
            requireMembers(entry.at("/response/content"), "size", "mimeType");
            for (JsonNode header : entry.at("/request/headers")) {
                requireMembers(header, "name", "value");
            }
        }
        JsonNode request = log.at("/entries/0/request");
        assertThat(request.path("url").asText())
                .isEqualTo("https://staging.example/dam/images?$filter=status%20eq%20'Ok'&api_key=…");
        assertThat(request.at("/queryString/0/value").asText()).isEqualTo("status eq 'Ok'");
        assertThat(request.at("/headers/1/value").asText()).isEqualTo("…");
        assertThat(log.at("/entries/0/response/content/text").asText()).isEqualTo("{\"items\":[],\"key\":\"…\"}");
    }

    private static void requireMembers(JsonNode object, String... names) {
        for (String name : names) {
            assertThat(object.has(name)).as("%s in %s", name, object).isTrue();
        }
    }
}
