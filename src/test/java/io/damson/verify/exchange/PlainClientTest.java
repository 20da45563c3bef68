package io.damson.verify.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.verify.shape.Contract;
import io.damson.verify.shape.ShapeFault.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that may have no body, with and without one. Answered by a socket, since an HTTP server would not send them. */
class PlainClientTest {
    private static final String NONE = "HTTP/1.1 204 No Content\r\n\r\n";
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n";

    /** What is answered; whether the connection is closed then; how many answers have a body that may have none. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyAfterHeadAndNoContentIsSeenAndSpoilsNothing(boolean closes) throws IOException {
        assertThat(faults("HEAD", HEAD, closes)).isEmpty();
        assertThat(faults("HEAD", HEAD + "{\"items\":[]}", closes)).hasSize(1);
        assertThat(faults("HEAD", HEAD + "{", closes)).hasSize(1);
        assertThat(faults("GET", HEAD + "{\"items\":[]}{\"more\":1}", closes)).isEmpty();
        assertThat(faults("DELETE", NONE, closes)).isEmpty();
        assertThat(faults("DELETE", NONE + "{\"deleted\":true}", closes)).hasSize(1);
    }

    /** The bodies that the client finds, though another request follows at once. */
    private static List<String> faults(String method, String answer, boolean closes) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> serve(socket, answer, closes), "strange-server");
            thread.setDaemon(true);
            thread.start();
            Target target = new Target(URI.create("http://127.0.0.1:" + socket.getLocalPort()));
            Contract contract =
                    Contract.ofResource("/io/damson/openapi/dam-images.yaml").strict();
            Client client = new Client(target, () -> contract, 10, Optional.empty(), notice -> {});
            String path = method.equals("DELETE") ? "/images(a.jpg)" : "/images?$top=1";
            client.send(new Request(method, path, Credential.open("k")));
            assertThat(client.send(Request.get("/images", Credential.open("k"))).text())
                    .isEqualTo("{\"items\":[]}");
            return List.copyOf(client.ledger().faults(Kind.UNDECLARED_BODY).keySet());
        }
    }

    private static void serve(ServerSocket socket, String answer, boolean closes) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                answer(connection, answer);
                if (closes) {
                    connection.close();
                }
            } catch (IOException e) {
                // The client went away, or the test is over.
            }
        }
    }

    private static void answer(Socket connection, String answer) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        String first = in.readLine();
        while (!in.readLine().isEmpty()) {}
        String sent = first.startsWith("GET /images HTTP") ? HEAD + "{\"items\":[]}" : answer;
        connection.getOutputStream().write(sent.getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
    }
}
