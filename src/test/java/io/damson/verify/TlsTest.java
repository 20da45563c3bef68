package io.damson.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.damson.dataset.MockData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers with certificates that nobody has signed. */
class TlsTest {
    private static final String KEY = "Acme-demo-key";
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private SmallServer server;
    private VerifySettings settings;

    @BeforeEach
    void start() throws Exception {
        HttpsServer https = HttpsServer.create(SmallServer.address(0), 50);
        https.setHttpsConfigurator(new HttpsConfigurator(context(store("server"))));
        server = new SmallServer(
                https,
                Map.of(KEY, MockData.load(Path.of("mock-data/acme.json")).get(0).images()));
        settings = VerifySettings.of(server.url(), KEY).withOnly("KEY-1", "GET-1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aCertificateThatNobodySignedIsNotTrusted() throws Exception {
        requireRefused(settings);
        requireRefused(settings.withCertificates(certificate("another")));
    }

    private static void requireRefused(VerifySettings settings) {
        assertThatThrownBy(() -> run(settings))
                .isInstanceOf(UnusableServerException.class)
                .hasMessageContaining("cannot be reached over TLS")
                .hasMessageContaining("--cacert");
    }

    @Test
    void itIsTrustedWhereItIsGiven() throws Exception {
        assertThat(run(settings.withCertificates(certificate("server"))).conforms())
                .isTrue();
    }

    @Test
    void anyIsTrustedWhereThatIsWanted() {
        assertThat(run(settings.withAnyCertificate()).conforms()).isTrue();
    }

    private static Report run(VerifySettings settings) {
        return Verification.begin(settings, new Verification.Listener() {}).run();
    }

    private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** A key with its certificate for 127.0.0.1. */
    private static Path store(String name) throws IOException, InterruptedException {
        Path store = folder.resolve(name + ".p12");
        if (!Files.exists(store)) {
            keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "SAN=IP:127.0.0.1");
        }
        return store;
    }

    /** The certificate alone, in PEM. */
    private static Path certificate(String name) throws IOException, InterruptedException {
        Path file = folder.resolve(name + ".pem");
        keytool(store(name), "-exportcert", "-rfc", "-file", file.toString());
        return file;
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                arguments[0],
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD),
                        Stream.of(arguments).skip(1))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
