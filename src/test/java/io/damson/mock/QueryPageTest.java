package io.damson.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The filters of {@code docs/query.md} select as many images as the page says. */
class QueryPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (\\d+) \\|");
    private static final int REFUSED = 400;
    private static final int MAX_TOP = 100;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static DamsonMock mock;

    @BeforeAll
    static void start() {
        mock = DamsonMock.start();
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    @TestFactory
    List<DynamicTest> eachFilterOfThePage() throws IOException {
        List<MatchResult> rows = ROW.matcher(Files.readString(Path.of("docs/query.md")))
                .results()
                .toList();
        assertThat(rows).hasSizeGreaterThan(40);
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.group(1), () -> assertThat(count(row.group(1))).isEqualTo(Integer.parseInt(row.group(2)))))
                .toList();
    }

    /** How many images the filter selects, or 400 where it is refused. */
    private static int count(String filter) throws IOException, InterruptedException {
        int count = 0;
        int page;
        do {
            HttpRequest request = HttpRequest.newBuilder(URI.create("%s/images?$filter=%s&$skip=%d"
                            .formatted(mock.url(), URLEncoder.encode(filter, StandardCharsets.UTF_8), count)))
                    .header("X-API-KEY", "acme-demo-key")
                    .build();
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == REFUSED) {
                return REFUSED;
            }
            JsonNode items = new ObjectMapper().readTree(response.body()).get("items");
            page = items.size();
            count += page;
        } while (page == MAX_TOP);
        return count;
    }
}
