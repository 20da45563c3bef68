package io.damson.server;

import io.damson.http.ApplicationHandler;
import io.damson.http.ProblemPages;
import io.damson.http.RequestGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/** A port with threads of its own, on which an application answers, from start to close. Thread-safe. */
final class Port {
    private final HttpServer http;
    private final NetworkListener listener;
    private final ApplicationHandler application;

    private Port(HttpServer http, NetworkListener listener, ApplicationHandler application) {
        this.http = http;
        this.listener = listener;
        this.application = application;
    }

    /**
     * Listens, on the port of the configuration or any that is free.
     *
     * @param workers how many requests are served at once
     * @throws IOException if the address cannot be listened on
     */
    static Port open(
            ServerConfiguration configuration,
            String name,
            int workers,
            RequestGuard guard,
            ApplicationHandler application)
            throws IOException {
        HttpServer http = new HttpServer();
        NetworkListener listener = new NetworkListener(name, configuration.host(), configuration.port());
        configuration.tls().ifPresent(tls -> {
            listener.setSecure(true);
            listener.setSSLEngineConfig(tls.engines());
        });
        guard.protect(listener);
        listener.getTransport()
                .setWorkerThreadPoolConfig(ThreadPoolConfig.defaultConfig()
                        .setPoolName(name + "-worker")
                        .setCorePoolSize(workers)
                        .setMaxPoolSize(workers));
        http.addListener(listener);
        http.getServerConfiguration().setPassTraceRequest(true);
        http.getServerConfiguration().setDefaultErrorPageGenerator(new ProblemPages());
        // Grizzly would answer whoever still has a connection with a 503 then.
        http.getServerConfiguration().setGracefulShutdownSupported(false);
        http.getServerConfiguration().addHttpHandler(application);
        http.start();
        try {
            for (InetAddress address : LoopbackAddresses.besideTheFirst(configuration.host())) {
                listener.getTransport().bind(new InetSocketAddress(address, listener.getPort()));
            }
        } catch (IOException e) {
            http.shutdownNow();
            throw e;
        }
        return new Port(http, listener, application);
    }

    /** Its number. */
    int number() {
        return listener.getPort();
    }

    /**
     * Takes no more connections, and completes the requests of those it has, each of which is its connection's last.
     *
     * @param grace how long
     */
    void close(Duration grace) {
        try {
            listener.getTransport().unbindAll();
            application.drain(grace);
        } finally {
            http.shutdownNow();
        }
    }
}
