package io.damson.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.2 and 1.3 with the keys of a file of PKCS12. When the file changes, new connections have the new keys, and those that are open stay
 * as they are. Thread-safe.
 */
public final class Tls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Path file;
    private final String password;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "damson-tls");
        thread.setDaemon(true);
        return thread;
    });
    private volatile TlsKeystore keystore;
    private Optional<Stamp> seen;
    private Optional<Stamp> judged;

    /**
     * What tells the file from what it was, without reading it; of a link, what it leads to.
     *
     * @param key which file it is; null where the file system does not say
     */
    private record Stamp(
            long size, FileTime modified, @Nullable Object key) {}

    private Tls(Path file, String password) {
        this.file = file;
        this.password = password;
        this.seen = stamp(); // before it is read: whatever changes afterwards is seen
        this.judged = seen;
        this.keystore = TlsKeystore.read(file, password);
    }

    /**
     * Reads the file, and from now on looks once a second whether it has changed.
     *
     * @param password of the file and of the keys in it; empty where it has none
     * @throws TlsException if the file cannot be used
     */
    public static Tls open(Path file, String password) {
        Tls tls = new Tls(file, password);
        tls.warn();
        var unused = tls.clock.scheduleWithFixedDelay(
                tls::look, LOOK_AGAIN.toMillis(), LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        return tls;
    }

    /**
     * Reads the file once.
     *
     * @param password of the file and of the keys in it; empty where it has none
     * @throws TlsException if the file cannot be used
     */
    public static void check(Path file, String password) {
        var unused = TlsKeystore.read(file, password);
    }

    /** Takes a file that has changed, unless it still changes. What cannot be used is told once, and changes nothing. */
    private void look() {
        Optional<Stamp> now = stamp();
        boolean rests = now.equals(seen);
        seen = now;
        if (!rests || now.equals(judged)) {
            return;
        }
        judged = now;
        try {
            TlsKeystore changed = TlsKeystore.read(file, password);
            if (!changed.digest().equals(keystore.digest())) {
                keystore = changed;
                LOG.info("the TLS keystore has changed and is taken: {}", description(changed));
                warn();
            }
        } catch (TlsException e) {
            LOG.warn("the TLS keystore has changed and is not taken, the old one stays: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the TLS keystore has changed and is not taken, the old one stays", e);
        }
    }

    private Optional<Stamp> stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey()));
        } catch (IOException e) {
            return Optional.empty(); // as good as gone; reading says why
        }
    }

    private static String description(TlsKeystore keystore) {
        return keystore.certificates().stream()
                .map(certificate ->
                        certificate.getSubjectX500Principal().getName() + ", valid until " + end(certificate))
                .collect(Collectors.joining("; "));
    }

    private static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    private void warn() {
        Instant now = Instant.now();
        for (X509Certificate certificate : keystore.certificates()) {
            String name = certificate.getSubjectX500Principal().getName();
            Instant start = certificate.getNotBefore().toInstant();
            if (end(certificate).isBefore(now)) {
                LOG.warn(
                        "the certificate of {} in {} has expired on {}: clients will refuse it",
                        name,
                        file,
                        end(certificate));
            } else if (start.isAfter(now)) {
                LOG.warn(
                        "the certificate of {} in {} is valid only from {}: clients will refuse it", name, file, start);
            }
        }
    }

    /** Makes the server's side of connections, with the keys that are there at that moment. */
    SSLEngineConfigurator engines() {
        SSLEngineConfigurator engines = new SSLEngineConfigurator(keystore.context(), false, false, false) {
            @Override
            public SSLEngine createSSLEngine(@Nullable String peerHost, int peerPort) {
                return configure(keystore.context().createSSLEngine());
            }
        };
        return engines.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    }

    /** Looks at the file no more; connections stay as they are. */
    @Override
    public void close() {
        clock.shutdownNow();
    }
}
