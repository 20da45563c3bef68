package io.damson.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who stands in for the upstream says nothing of a deletion that the upstream may have carried out. */
class StandInTest {
    private static final String RECORDED = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nrecorded";

    @ParameterizedTest
    @CsvSource({"silent, 504", "closed, 502", "malformed, 502"})
    void aDeleteThatWasSentIsNotAnsweredByIt(String upstreamIs, int status) {
        try (RawUpstream recorded = RawUpstream.answering(RECORDED);
                RawUpstream upstream = new RawUpstream((head, in, out) -> {
                    switch (upstreamIs) {
                        case "silent" -> in.read();
                        case "malformed" -> out.write("nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        default -> {}
                    }
                    return false;
                });
                ProxyServer proxy = Proxies.to(upstream.url())
                        .responseTimeout(Duration.ofMillis(300))
                        .standIn(key -> Optional.of(new StandIn.Instead(URI.create(recorded.url() + "/"), key)))
                        .start()) {
            String delete = "DELETE /images(a) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            assertThat(RawClient.exchange(proxy.uri(), delete))
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("application/problem+json");
            assertThat(recorded.heads).isEmpty();
            assertThat(RawClient.get(proxy.uri(), "/images")).endsWith("recorded");
        }
    }
}
