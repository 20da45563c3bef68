package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.http.HttpLimits;
import io.damson.server.ServerConfiguration;
import io.damson.server.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same over TLS; and who is slow in the handshake, or never begins it, is sent away too. */
class SlowClientsOverTlsTest extends SlowClientsTest {
    /** A client that may be silent for long between two requests may not be so before the first. */
    private static final HttpLimits PATIENT =
            new HttpLimits(65_536, 32_768, 65_536, Duration.ofSeconds(1), Duration.ofSeconds(600));

    /** The first bytes of a TLS record that would be longer. */
    private static final byte[] BEGUN = {22, 3, 1, 1, 0, 1, 0};

    @TempDir
    private static Path folder;

    private static @Nullable Tls tls;

    private static synchronized Tls tls() {
        if (tls == null) {
            tls = Tls.open(TestKeystores.make(folder.resolve("server.p12"), "server"), TestKeystores.PASSWORD);
        }
        return tls;
    }

    @AfterAll
    static void forgetKeys() {
        tls().close();
    }

    /** Twice the time of a request: the handshakes of many clients at once take a while. */
    @Override
    ServerConfiguration configuration(HttpLimits limits) {
        HttpLimits longer = new HttpLimits(
                limits.maxTargetBytes(),
                limits.maxHeaderBytes(),
                limits.maxBodyBytes(),
                limits.requestTimeout().multipliedBy(2),
                limits.keepAliveTimeout());
        return super.configuration(longer).withTls(Optional.of(tls()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 7})
    void whoStopsInTheHandshakeIsLeft(int bytes) throws IOException {
        try (var server = start(PATIENT);
                Socket silent = new Socket(
                        InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            silent.setSoTimeout(10_000);
            silent.getOutputStream().write(BEGUN, 0, bytes);
            assertThat(silent.getInputStream().readAllBytes()).hasSizeLessThan(100);
        }
    }

    @Test
    void whoDripsItsHandshakeIsLeftWhileOthersAreServed() throws IOException {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (var server = start(PATIENT);
                Socket drip = new Socket(
                        InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            drip.setSoTimeout(10_000);
            drip.getOutputStream().write(BEGUN);
            var dripping = clock.scheduleAtFixedRate(() -> send(drip), 0, 50, TimeUnit.MILLISECONDS);
            try (Wire other = Wire.open(server.uri().toString())) {
                other.send("GET /next HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(other.read("GET").status()).isEqualTo(404);
            }
            assertThat(ends(drip.getInputStream())).isTrue();
            dripping.cancel(true);
        } finally {
            clock.shutdownNow();
        }
    }

    private static void send(Socket drip) {
        try {
            drip.getOutputStream().write(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the connection ends, with a reset where bytes were on their way. */
    private static boolean ends(InputStream in) {
        try {
            in.readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void whoSpeaksNoTlsIsLeftAtOnce() throws IOException {
        for (String said : List.of("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "\0\0\0\0\0\0\0\0", "SSH-2.0-x\r\n")) {
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), uri().getPort())) {
                plain.setSoTimeout(10_000);
                plain.getOutputStream().write(said.getBytes(StandardCharsets.ISO_8859_1));
                assertThat(ends(plain.getInputStream())).as(said).isTrue();
            }
        }
    }
}
