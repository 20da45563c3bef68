package io.damson.server;

import io.damson.http.ApplicationHandler;
import io.damson.http.Claim;
import io.damson.http.CorsHandler;
import io.damson.http.CorsOrigins;
import io.damson.http.FairHandler;
import io.damson.http.PathHandler;
import io.damson.http.Refusals;
import io.damson.http.RequestGuard;
import io.damson.http.Shares;
import io.damson.http.VaryHandler;
import io.damson.rest.ApiFeature;
import io.damson.rest.ApiKeyFilter;
import io.damson.rest.BasePath;
import io.damson.rest.Compression;
import io.damson.rest.KeyHolders;
import io.damson.rest.RateLimitFilter;
import io.damson.rest.RateLimiter;
import io.damson.rest.Refusal;
import io.damson.rest.WrongKeysHandler;
import io.damson.store.Database;
import io.damson.store.ImageStore;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;
import org.glassfish.jersey.inject.hk2.AbstractBinder;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** The API over HTTP on a database, from start to close. Thread-safe. */
public final class DamsonServer implements Listening {
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** No tenant's number. */
    private static final long NOBODY = -1;

    private final Port port;
    private final ApplicationHandler application;
    private final URI uri;
    private final Duration grace;

    private DamsonServer(Port port, ApplicationHandler application, URI uri, Duration grace) {
        this.port = port;
        this.application = application;
        this.uri = uri;
        this.grace = grace;
    }

    /**
     * Starts to answer. The database stays the caller's to close.
     *
     * @param corsOrigins the origins that may read responses, besides the server's own
     * @throws IOException if the address cannot be listened on
     */
    public static DamsonServer start(ServerConfiguration configuration, Database database, CorsOrigins corsOrigins)
            throws IOException {
        return start(configuration, database, corsOrigins, List.of());
    }

    /**
     * The same with those who learn of each request when it is over.
     *
     * @param observers are called by several threads at once, and must not wait
     */
    public static DamsonServer start(
            ServerConfiguration configuration,
            Database database,
            CorsOrigins corsOrigins,
            List<Consumer<FinishedRequest>> observers)
            throws IOException {
        return start(
                configuration,
                database,
                new Seats(
                        holders(new TenantStore(database)),
                        Stream.concat(
                                        Stream.of(ToDocumentation.atRoot()),
                                        Documentation.paths(configuration.basePath()).stream())
                                .toList(),
                        api -> api,
                        path -> corsOrigins,
                        refused -> tell(observers, () -> FinishedRequest.of(refused)),
                        (request, response, nanos) ->
                                tell(observers, () -> FinishedRequest.of(request, response, nanos)),
                        GRACE));
    }

    private static void tell(List<Consumer<FinishedRequest>> observers, Supplier<FinishedRequest> request) {
        if (!observers.isEmpty()) {
            FinishedRequest finished = request.get();
            observers.forEach(observer -> observer.accept(finished));
        }
    }

    /**
     * Starts to answer, with what differs. The database stays the caller's to close.
     *
     * @throws IOException if the address cannot be listened on
     */
    public static DamsonServer start(ServerConfiguration configuration, Database database, Seats seats)
            throws IOException {
        ApplicationHandler application =
                new ApplicationHandler(handler(configuration, database, seats), seats.answered());
        // Few workers serve most: statements are short, and more threads than that only fight for the processors.
        Port port = Port.open(
                configuration,
                "damson",
                database.parallel(),
                new RequestGuard(configuration.limits(), new Refusals(seats.corsOrigins(), seats.refused())),
                application);
        return new DamsonServer(
                port,
                application,
                URI.create(configuration.origin(port.number())
                        + configuration.basePath().replaceFirst("/$", "")),
                seats.grace());
    }

    private static HttpHandler handler(ServerConfiguration configuration, Database database, Seats seats) {
        ResourceConfig api = jersey().register(ApiFeature.class).register(new AbstractBinder() {
            @Override
            protected void configure() {
                bind(new BasePath(configuration.basePath())).to(BasePath.class);
                bind(new ImageStore(database)).to(ImageStore.class);
                bind(seats.keyHolders()).to(KeyHolders.class);
                bind(new Compression(configuration.gzip())).to(Compression.class);
                configuration
                        .rateLimit()
                        .ifPresent(limit -> bind(new RateLimiter(limit)).to(RateLimiter.class));
            }
        });
        configuration.rateLimit().ifPresent(limit -> api.register(RateLimitFilter.class));
        HttpHandler inTurn = fair(
                configuration,
                database,
                seats,
                new TimedHandler(slowingDown(configuration, seats.keyHolders(), container(api))));
        HttpHandler all = PathHandler.inFront(
                seats.paths(),
                new TimedHandler(varying(configuration, seats.aroundApi().apply(inTurn))));
        return new CorsHandler(seats.corsOrigins(), all);
    }

    /** Behind the turns: a look-up that hangs holds no more workers than another request. */
    private static HttpHandler slowingDown(ServerConfiguration configuration, KeyHolders keyHolders, HttpHandler api) {
        return configuration
                .wrongKeys()
                .<HttpHandler>map(limit -> new WrongKeysHandler(
                        limit, configuration.clients(), keyHolders, new BasePath(configuration.basePath()), api))
                .orElse(api);
    }

    /** Whatever the API answers depends on the key, and a list on what its client can unpack. */
    private static HttpHandler varying(ServerConfiguration configuration, HttpHandler api) {
        String list = new BasePath(configuration.basePath()).list();
        String ofLists = configuration.gzip() ? ApiKeyFilter.HEADER + ", Accept-Encoding" : ApiKeyFilter.HEADER;
        return new VaryHandler(request -> request.getRequestURI().equals(list) ? ofLists : ApiKeyFilter.HEADER, api);
    }

    /** Requests count for the tenant of their key, as far as it is known without the database; all others together without a tenant. */
    private static HttpHandler fair(
            ServerConfiguration configuration, Database database, Seats seats, HttpHandler api) {
        String list = new BasePath(configuration.basePath()).list();
        return new FairHandler(
                request -> claim(request, list, seats.keyHolders()),
                new Shares(database.parallel()),
                seats.patience(),
                Refusal.OVERLOADED::note,
                api);
    }

    /** A request without a key is refused at once. */
    private static Optional<Claim> claim(Request request, String list, KeyHolders holders) {
        String secret = request.getHeader(ApiKeyFilter.HEADER);
        if (secret == null || secret.isBlank()) {
            return Optional.empty();
        }
        Optional<Tenant> tenant = request.getAttribute(ApiKeyFilter.TENANT) instanceof Tenant found
                ? Optional.of(found)
                : ApiKey.parse(secret.strip()).flatMap(holders::remembered);
        return Optional.of(new Claim(tenant.map(Tenant::id).orElse(NOBODY), kind(request, list)));
    }

    private static Claim.Kind kind(Request request, String list) {
        return request.getMethod() == Method.DELETE
                ? Claim.Kind.CHANGE
                : request.getRequestURI().equals(list) ? Claim.Kind.SEARCH : Claim.Kind.QUICK;
    }

    private static KeyHolders holders(TenantStore tenants) {
        return new KeyHolders() {
            @Override
            public Optional<Tenant> ofKey(ApiKey key) {
                return tenants.ofKey(key);
            }

            @Override
            public Optional<Tenant> remembered(ApiKey key) {
                return tenants.remembered(key);
            }
        };
    }

    /** What Grizzly asks for an application of Jersey's. */
    public static HttpHandler container(ResourceConfig application) {
        return ContainerFactory.createContainer(GrizzlyHttpContainer.class, application);
    }

    /** An application of Jersey's with nothing in it that our answers do not want. */
    public static ResourceConfig jersey() {
        return new ResourceConfig()
                .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                .property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
    }

    /** How many requests are being answered, or wait for their turn. */
    public int inFlight() {
        return application.inFlight();
    }

    @Override
    public URI uri() {
        return uri;
    }

    /**
     * Takes no more connections, and completes the requests of those it has, each of which is its connection's last; for ten seconds if
     * nobody has said otherwise.
     */
    @Override
    public void close() {
        port.close(grace);
    }
}
