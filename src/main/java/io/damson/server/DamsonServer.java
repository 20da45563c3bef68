package io.damson.server;

import io.damson.http.ApplicationHandler;
import io.damson.http.ProblemPages;
import io.damson.http.RequestGuard;
import io.damson.rest.ApiFeature;
import io.damson.rest.BasePath;
import io.damson.store.Database;
import io.damson.store.ImageStore;
import io.damson.store.TenantStore;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;
import org.glassfish.jersey.inject.hk2.AbstractBinder;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** The API over HTTP on a database, from start to close. Thread-safe. */
public final class DamsonServer implements AutoCloseable {
    /** Bodies up to this size get a Content-Length; all of ours do. */
    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    private static final int GRACE_SECONDS = 10;

    private final HttpServer http;
    private final URI uri;

    private DamsonServer(HttpServer http, URI uri) {
        this.http = http;
        this.uri = uri;
    }

    /**
     * Starts to answer. The database stays the caller's to close.
     *
     * @throws IOException if the address cannot be listened on
     */
    public static DamsonServer start(ServerConfiguration configuration, Database database) throws IOException {
        return start(configuration, database, Map.of());
    }

    /**
     * Starts to answer, other paths than the API's too. The database stays the caller's to close.
     *
     * @param beside for what paths begin with, who answers them
     * @throws IOException if the address cannot be listened on
     */
    public static DamsonServer start(
            ServerConfiguration configuration, Database database, Map<String, HttpHandler> beside) throws IOException {
        HttpServer http = new HttpServer();
        NetworkListener listener = new NetworkListener("damson", configuration.host(), configuration.port());
        new RequestGuard(configuration.limits()).protect(listener);
        listener.getTransport().setWorkerThreadPoolConfig(workers());
        http.addListener(listener);
        http.getServerConfiguration().setPassTraceRequest(true);
        http.getServerConfiguration().setDefaultErrorPageGenerator(new ProblemPages());
        http.getServerConfiguration()
                .addHttpHandler(new ApplicationHandler(new PathHandler(
                        beside,
                        ContainerFactory.createContainer(
                                GrizzlyHttpContainer.class,
                                application(database, new BasePath(configuration.basePath()))))));
        http.start();
        return new DamsonServer(
                http,
                URI.create("http://" + configuration.host() + ":" + listener.getPort()
                        + configuration.basePath().replaceFirst("/$", "")));
    }

    /** Few workers serve most: statements are short, and more threads than that only fight for the processors. */
    private static ThreadPoolConfig workers() {
        int threads = 2 * Runtime.getRuntime().availableProcessors();
        return ThreadPoolConfig.defaultConfig()
                .setPoolName("damson-worker")
                .setCorePoolSize(threads)
                .setMaxPoolSize(threads);
    }

    private static ResourceConfig application(Database database, BasePath basePath) {
        return new ResourceConfig()
                .register(ApiFeature.class)
                .register(new AbstractBinder() {
                    @Override
                    protected void configure() {
                        bind(basePath).to(BasePath.class);
                        bind(new ImageStore(database)).to(ImageStore.class);
                        bind(new TenantStore(database)).to(TenantStore.class);
                    }
                })
                .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                .property(CommonProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, MAX_BODY_BYTES)
                .property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
    }

    /** Where the API is, without a slash at the end. */
    public URI uri() {
        return uri;
    }

    /** Stops to take requests, and waits up to ten seconds for those in flight. */
    @Override
    public void close() {
        try {
            http.shutdown(GRACE_SECONDS, TimeUnit.SECONDS).get(GRACE_SECONDS + 1L, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            http.shutdownNow();
        } catch (InterruptedException e) {
            http.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
