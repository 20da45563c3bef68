package io.damson.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.mock.DamsonMock;
import io.damson.verify.traffic.Finding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What clients have done through one proxy is no finding of another before the same upstream. */
class TwoProxiesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern REFERENCE = Pattern.compile("\"reference\":\"([^\"]+)\"");

    private static HttpResponse<String> send(URI server, String key, String method, String target)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + target))
                .method(method, BodyPublishers.noBody())
                .header("X-API-KEY", key)
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static List<String> references(HttpResponse<String> list) {
        assertThat(list.statusCode()).isEqualTo(200);
        return REFERENCE
                .matcher(list.body())
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    private static List<String> failures(Proxies proxies) {
        return proxies.verdicts.stream()
                .flatMap(verdict -> Stream.concat(verdict.findings().stream(), verdict.confirmed().stream()))
                .filter(Finding::isFailure)
                .map(finding ->
                        finding.relation().id() + ": " + finding.failed().expected() + ", got "
                                + finding.failed().got())
                .toList();
    }

    @Test
    void deletesThroughOneAreNoFindingsOfTheOther() throws Exception {
        try (DamsonMock mock = DamsonMock.start()) {
            Proxies first = Proxies.to(mock.url()).told();
            Proxies second = Proxies.to(mock.url()).told();
            String key = mock.newSandboxKey();
            try (ProxyServer deletes = first.start();
                    ProxyServer lists = second.start()) {
                for (int round = 0; round < 8; round++) {
                    String list = "/images?$filter=status%20eq%20'Ok'%20and%20id%20gt%20" + round + "&$top=5&$skip=";
                    String image =
                            references(send(lists.uri(), key, "GET", list + 0)).get(0);
                    String one = "/images(" + image + ")";
                    assertThat(send(lists.uri(), key, "GET", one).statusCode()).isEqualTo(200);
                    assertThat(send(deletes.uri(), key, "DELETE", one).statusCode())
                            .isEqualTo(204);
                    send(lists.uri(), key, "GET", list + 5);
                    send(lists.uri(), key, "GET", list + 0);
                    assertThat(send(lists.uri(), key, "GET", one).statusCode()).isEqualTo(404);
                    assertThat(send(lists.uri(), key, "DELETE", one).statusCode())
                            .isEqualTo(404);
                    send(lists.uri(), key, "GET", "/images?$orderby=reference&$top=20");
                    send(deletes.uri(), key, "GET", list + 0);
                }
            }
            assertThat(failures(first)).isEmpty();
            assertThat(failures(second)).isEmpty();
            assertThat(second.verdicts).hasSizeGreaterThan(50);
        }
    }
}
