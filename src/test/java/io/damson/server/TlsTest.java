package io.damson.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.damson.Await;
import io.damson.conformance.CommandRun;
import io.damson.conformance.TestKeystores;
import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A server with a certificate of its own, which may be replaced. */
class TlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NEXT = "GET /next HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String LAST = NEXT.replace("Host:", "Connection: close\r\nHost:");

    @TempDir
    private Path folder;

    private final Database database = Database.open(DatabaseConfiguration.temporary());
    private Path file;
    private Tls tls;
    private DamsonServer server;
    private final Logger logger = (Logger) LoggerFactory.getLogger(Tls.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.list = new CopyOnWriteArrayList<>(); // the server's thread adds to it
        log.start();
        logger.addAppender(log);
    }

    @BeforeEach
    void start() throws IOException {
        // As Kubernetes mounts secrets: the file is a link into a folder that is a link itself.
        Path first = Files.createDirectory(folder.resolve("first"));
        TestKeystores.make(first.resolve("keystore.p12"), "first");
        Path data = Files.createSymbolicLink(folder.resolve("data"), Path.of("first"));
        file = Files.createSymbolicLink(folder.resolve("keystore.p12"), Path.of("data/keystore.p12"));
        assertThat(data).exists();
        tls = Tls.open(file, TestKeystores.PASSWORD);
        server = start(new HttpLimits(65_536, 32_768, 65_536, Duration.ofSeconds(1), Duration.ofSeconds(2)));
    }

    private DamsonServer start(HttpLimits limits) throws IOException {
        return DamsonServer.start(
                new ServerConfiguration("127.0.0.1", 0, "/", limits, Optional.empty()).withTls(Optional.of(tls)),
                database,
                CorsOrigins.none());
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        server.close();
        tls.close();
        database.close();
    }

    private SSLSocket open(String... protocols) throws IOException {
        return open(server, protocols);
    }

    private static SSLSocket open(DamsonServer to, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) TestKeystores.TRUSTING
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), to.uri().getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return socket;
    }

    private static void send(SSLSocket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whose certificate a new connection is shown. */
    private String name() {
        try (SSLSocket socket = open()) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> warnings() {
        return log.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    /** Lets the link lead to a folder with another file, at once. */
    private void replace(String name, byte[] keystore) throws IOException {
        Path next = Files.createDirectory(folder.resolve(name));
        Files.write(next.resolve("keystore.p12"), keystore);
        Path link = Files.createSymbolicLink(folder.resolve(name + "-link"), Path.of(name));
        Files.move(link, folder.resolve("data"), StandardCopyOption.ATOMIC_MOVE);
    }

    private byte[] keystore(String name) throws IOException {
        return Files.readAllBytes(TestKeystores.make(folder.resolve(name + ".new"), name));
    }

    @Test
    void itsUrlIsOneOfHttps() {
        assertThat(server.uri()).hasScheme("https");
    }

    @Test
    void olderVersionsAreNotSpoken() {
        assertThat(tls.engines().createSSLEngine().getEnabledProtocols())
                .containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aConnectionEndsWithWordsWhoeverEndsIt(String version) throws IOException {
        for (String request : List.of(LAST, NEXT, "GET\r\n\r\n", "GET / HTTP/1.1\r\n")) {
            try (SSLSocket socket = open(version)) {
                send(socket, request);
                // An end without close_notify would be an SSLException.
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                        .startsWith("HTTP/1.1 40");
                assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            }
        }
    }

    @Test
    void aNewFileIsTakenAndOpenConnectionsStay() throws IOException {
        byte[] second = keystore("second");
        try (DamsonServer patient = start(HttpLimits.DEFAULT);
                SSLSocket open = open(patient)) {
            send(open, NEXT.substring(0, 10));
            replace("second", second);
            Await.until(() -> name().equals("CN=second"));
            send(open, NEXT.substring(10));
            assertThat(open.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 404");
        }
        replace("broken", "no keystore".getBytes(StandardCharsets.US_ASCII));
        Files.delete(folder.resolve("first/keystore.p12"));
        replace("third", keystore("third"));
        Await.until(() -> name().equals("CN=third"));
        Files.copy(
                TestKeystores.make(folder.resolve("in-place"), "in-place"), file, StandardCopyOption.REPLACE_EXISTING);
        Await.until(() -> name().equals("CN=in-place"));
    }

    @Test
    void nobodyNegotiatesAnew() throws IOException {
        List<SSLSocket> again = new ArrayList<>();
        for (int i = 0; i < 2 * Database.PARALLEL; i++) {
            SSLSocket socket = open("TLSv1.2");
            again.add(socket);
            send(socket, NEXT);
            assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 404");
            negotiateAnew(socket);
        }
        assertThat(name()).isEqualTo("CN=first");
        for (SSLSocket socket : again) {
            assertThatThrownBy(() -> socket.getInputStream().readNBytes(100_000))
                    .isInstanceOf(IOException.class);
            socket.close();
        }
    }

    private static void negotiateAnew(SSLSocket socket) {
        try {
            socket.startHandshake();
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("timed out");
        }
    }

    @Test
    void mistakesAreOneSentence() throws IOException {
        Path pem = Files.writeString(folder.resolve("x.pem"), "-----BEGIN CERTIFICATE-----\nMII\n");
        Path text = Files.writeString(folder.resolve("x.txt"), "no keystore");
        Path cut = Files.write(folder.resolve("cut.p12"), Arrays.copyOf(Files.readAllBytes(file), 300));
        Path trust = folder.resolve("trust.p12");
        TestKeystores.keytool(
                file,
                "-exportcert",
                "-alias",
                "server",
                "-file",
                folder.resolve("c.der").toString());
        TestKeystores.keytool(
                trust,
                "-importcert",
                "-alias",
                "c",
                "-file",
                folder.resolve("c.der").toString());
        assertMistake(folder.resolve("none.p12"), TestKeystores.PASSWORD, "there is no file");
        assertMistake(folder, TestKeystores.PASSWORD, "is a folder");
        assertMistake(pem, TestKeystores.PASSWORD, "openssl pkcs12 -export -in fullchain.pem -inkey privkey.pem");
        assertMistake(text, TestKeystores.PASSWORD, "is no file of PKCS12");
        assertMistake(cut, TestKeystores.PASSWORD, "is no file of PKCS12, or is not whole");
        assertMistake(folder.resolve("c.der"), TestKeystores.PASSWORD, "is no file of PKCS12");
        assertMistake(trust, TestKeystores.PASSWORD, "has no private key");
        assertMistake(file, "wrong", "the password of " + file + " is another one");
        assertMistake(file, "", "has a password: give it in DAMSON_TLS_PASSWORD");
    }

    private static void assertMistake(Path keystore, String password, String message) {
        CommandRun run = CommandRun.inThisJvm(
                "serve", "--tls-keystore", keystore.toString(), "--tls-password=" + password, "--port", "0");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).startsWith("damson serve: --tls-keystore: ").contains(message);
        assertThat(run.err().strip()).hasLineCount(2);
    }

    /** Each told once, with its reason, while new connections go on to get the old certificate. */
    @Test
    void aNewFileThatCannotBeUsedReplacesNothingAndIsOneLineInTheLog() throws IOException {
        byte[] whole = keystore("second");
        String start = "WARN the TLS keystore has changed and is not taken, the old one stays: " + file + " ";
        List<Map.Entry<String, byte[]>> broken = List.of(
                Map.entry("is no file of PKCS12, or is not whole", Arrays.copyOf(whole, whole.length / 2)),
                Map.entry("is no file of PKCS12, or is not whole", new byte[0]),
                Map.entry(
                        "is PEM, and has to be PKCS12",
                        "-----BEGIN CERTIFICATE-----\n".getBytes(StandardCharsets.US_ASCII)));
        for (int i = 0; i < broken.size(); i++) {
            int lines = i + 1;
            replace("broken" + i, broken.get(i).getValue());
            Await.until(() -> warnings().size() == lines);
            assertThat(warnings().get(i))
                    .startsWith(start + broken.get(i).getKey())
                    .doesNotContain("\n");
            assertThat(name()).isEqualTo("CN=first");
        }
        replace("second", whole);
        Await.until(() -> name().equals("CN=second"));
        assertThat(warnings()).hasSize(broken.size());
    }

    @Test
    void aNewFileOfAnotherPasswordOrNoFileReplacesNothing() throws IOException {
        Path other = TestKeystores.make(folder.resolve("other.new"), "other");
        TestKeystores.keytool(other, "-storepasswd", "-new", "another");
        replace("other", Files.readAllBytes(other));
        Await.until(() -> warnings().size() == 1);
        assertThat(warnings().get(0))
                .endsWith("the old one stays: the password of " + file + " is another one than was given");
        Files.delete(folder.resolve("other/keystore.p12"));
        Await.until(() -> warnings().size() == 2);
        assertThat(warnings().get(1)).endsWith("the old one stays: there is no file " + file);
        assertThat(name()).isEqualTo("CN=first");
    }

    @ParameterizedTest
    @CsvSource({"-30d, has expired on", "+30d, is valid only from"})
    void aCertificateOutOfItsTimeIsServedWithAWarning(String startDate, String warning) throws IOException {
        Path odd = TestKeystores.make(folder.resolve("odd.new"), "odd", "-startdate", startDate, "-validity", "1");
        Tls.open(odd, TestKeystores.PASSWORD).close();
        assertThat(warnings())
                .singleElement()
                .asString()
                .startsWith("WARN the certificate of CN=odd in " + odd + " " + warning)
                .endsWith(": clients will refuse it");
        replace("odd", Files.readAllBytes(odd));
        Await.until(() -> name().equals("CN=odd"));
        Await.until(() -> warnings().size() == 2);
        assertThat(warnings().get(1)).startsWith("WARN the certificate of CN=odd in " + file + " " + warning);
    }
}
