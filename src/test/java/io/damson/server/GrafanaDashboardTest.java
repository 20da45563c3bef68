package io.damson.server;

import static io.damson.server.MonitoredServer.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.damson.Await;
import io.damson.store.DatabaseConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each query of the dashboard finds what the server measures. In its queries every metric has a selector in braces. */
class GrafanaDashboardTest {
    /** Which Prometheus adds itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without) \\(([^)]*)\\)");
    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+");

    @Test
    void eachQueryFindsItsMetricsAndLabels() throws Exception {
        Map<String, Set<String>> measured = new HashMap<>();
        try (MonitoredServer server = new MonitoredServer(DatabaseConfiguration.temporary(), Optional.empty())) {
            assertThat(server.api("GET", "/images", "X-API-KEY", KEY)).isEqualTo(200);
            System.gc(); // so that there has been a collection to measure
            Await.until(() -> !server.metrics("jvm_gc_pause_seconds_sum").isEmpty());
            for (String line : server.metrics("")) {
                Matcher series = SERIES.matcher(line);
                assertThat(series.matches()).as(line).isTrue();
                Set<String> labels = measured.computeIfAbsent(series.group(1), name -> new HashSet<>(OF_PROMETHEUS));
                Optional.ofNullable(series.group(2)).ifPresent(text -> labels.addAll(all(LABEL, text)));
            }
        }
        List<String> queries = queries();
        assertThat(queries).hasSizeGreaterThan(20);
        for (String query : queries) {
            Set<String> wanted = new HashSet<>();
            all(GROUPING, query).forEach(list -> wanted.addAll(List.of(list.split(", *"))));
            List<MatchResult> selectors = SELECTOR.matcher(query).results().toList();
            assertThat(selectors).as(query).isNotEmpty();
            for (MatchResult selector : selectors) {
                assertThat(measured).as(query).containsKey(selector.group(1));
                wanted.addAll(all(LABEL, selector.group(2)));
                assertThat(measured.get(selector.group(1))).as(query).containsAll(wanted);
            }
        }
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static List<String> queries() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(Path.of("docs/examples/grafana-dashboard.json").toFile());
        List<String> queries = new ArrayList<>(dashboard.findValuesAsText("expr"));
        Stream.of(dashboard.at("/templating/list"))
                .flatMap(list -> list.findValuesAsText("definition").stream())
                .forEach(queries::add);
        return queries;
    }
}
