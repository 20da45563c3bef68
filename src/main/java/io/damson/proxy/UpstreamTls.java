package io.damson.proxy;

import io.damson.verify.exchange.Certificates;
import io.damson.verify.exchange.Target;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Encrypts connections to the upstream: with Java's trust, that of a file, or any. Thread-safe. */
final class UpstreamTls {
    private final SSLContext context;
    private final boolean isInsecure;

    /** @throws IllegalArgumentException if the file of certificates holds none, or cannot be read */
    UpstreamTls(Target target) {
        isInsecure = target.insecure();
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, trust(target), null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has no TLS", e);
        }
    }

    private static TrustManager @Nullable [] trust(Target target) throws GeneralSecurityException {
        if (target.insecure()) {
            return InsecureTrustManagerFactory.INSTANCE.getTrustManagers();
        }
        if (target.certificates().isEmpty()) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(Certificates.trusting(target.certificates().get()));
        return factory.getTrustManagers();
    }

    /** Names the host (RFC 6066, section 3), and wants a certificate that is for it (RFC 9110, 4.3.4). */
    SslHandler handler(Origin origin) {
        SSLEngine engine = context.createSSLEngine(origin.host(), origin.port());
        engine.setUseClientMode(true);
        if (!isInsecure) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        SslHandler handler = new SslHandler(engine);
        handler.setHandshakeTimeoutMillis(0); // it is part of the time for the connection
        return handler;
    }
}
