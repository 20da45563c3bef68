package io.damson.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses of IPv6, on machines that have it. */
class ListeningTest {
    private final Database database = Database.open(DatabaseConfiguration.temporary());

    @BeforeEach
    void needsIpv6() throws IOException {
        assumeTrue(NetworkInterface.getByInetAddress(InetAddress.getAllByName("::1")[0]) != null);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private DamsonServer start(String host, int port) throws IOException {
        return DamsonServer.start(
                new ServerConfiguration(host, port, "/", HttpLimits.DEFAULT, Optional.empty()),
                database,
                CorsOrigins.none());
    }

    private static int status(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }

    @ParameterizedTest
    @CsvSource({"::1, [::1]", "[::1], [::1]", "::, [::1]", "0.0.0.0, 127.0.0.1"})
    void theUrlOfAnAddressOfIpv6HasBracketsAndCanBeOpened(String host, String inUrls) throws Exception {
        try (DamsonServer server = start(host, 0)) {
            assertThat(server.uri().getHost()).isEqualTo(inUrls);
            assertThat(status(server.uri().resolve("/images"))).isEqualTo(401);
        }
    }

    @Test
    void localhostIsAnAddressOfIpv4AndOneOfIpv6() throws Exception {
        try (DamsonServer server = start("localhost", 0)) {
            int port = server.uri().getPort();
            for (String host : new String[] {"127.0.0.1", "[::1]", "localhost"}) {
                assertThat(status(URI.create("http://" + host + ":" + port + "/images")))
                        .as(host)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void aPortThatIsTakenOnOneOfTheTwoIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getAllByName("::1")[0])) {
            assertThatThrownBy(() -> start("localhost", other.getLocalPort())).isInstanceOf(IOException.class);
            start("127.0.0.1", other.getLocalPort()).close();
        }
    }
}
