package io.damson.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of the connection are real at the socket. */
@Timeout(60)
class ConnectionFaultsTest {
    @RegisterExtension
    private static final RunningMock MOCK = new RunningMock();

    private static byte[] meet(String fault, String delay) throws IOException {
        Client own = MOCK.sandbox(fault);
        own.ask("POST", "/__admin/faults", "{\"fault\":\"" + fault + "\",\"times\":1" + delay + "}");
        URI uri = MOCK.server().uri();
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream()
                    .write(("GET /images?$top=1 HTTP/1.1\r\nHost: localhost\r\nX-API-KEY: sandbox-" + fault
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().readAllBytes();
        } finally {
            assertThat(own.get("/__admin/requests").json().findValuesAsText("fault"))
                    .contains(fault);
            assertThat(own.get("/images?$top=1").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"delay\":\"PT0.1S\""})
    void aResetIsAReset(String delay) {
        assertThatThrownBy(() -> meet("CONNECTION_RESET_BY_PEER", delay))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void anEmptyResponseIsAnEndWithoutAByte() throws IOException {
        assertThat(meet("EMPTY_RESPONSE", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"delay\":\"PT0.1S\""})
    void aMalformedChunkFollowsAGoodHead(String delay) throws IOException {
        String answer = new String(meet("MALFORMED_RESPONSE_CHUNK", delay), StandardCharsets.ISO_8859_1);
        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").contains("Transfer-Encoding: chunked\r\n\r\nlskdu");
        assertThat(answer.split("HTTP/1.1", -1)).hasSize(2);
    }

    @Test
    void randomDataAreNoAnswer() throws IOException {
        byte[] answer = meet("RANDOM_DATA_THEN_CLOSE", "");
        assertThat(answer).hasSize(256);
        assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain("HTTP/1.1");
    }
}
