package io.damson.mock;

import io.damson.dataset.DatasetException;
import io.damson.dataset.MockData;
import io.damson.http.AnswerListener;
import io.damson.http.HealthHandler;
import io.damson.http.LazyHandler;
import io.damson.http.PathHandler;
import io.damson.http.Patience;
import io.damson.http.ProblemException;
import io.damson.http.RefusedRequest;
import io.damson.http.SlowWork;
import io.damson.mock.admin.AdminApplication;
import io.damson.mock.admin.ForeignPages;
import io.damson.mock.console.Console;
import io.damson.mock.fault.OutcomeHandler;
import io.damson.mock.media.MediaHandler;
import io.damson.mock.media.MediaUrls;
import io.damson.mock.tenant.FileUrls;
import io.damson.mock.tenant.MockTenant;
import io.damson.mock.tenant.MockTenants;
import io.damson.mock.tenant.Sandboxes;
import io.damson.mock.tenant.ServedTenant;
import io.damson.rest.ApiKeyFilter;
import io.damson.rest.BasePath;
import io.damson.server.DamsonServer;
import io.damson.server.Documentation;
import io.damson.server.FinishedRequest;
import io.damson.server.Listening;
import io.damson.server.Seats;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** A mock, from start to close. Thread-safe. */
public final class MockServer implements Listening {
    /** How long requests in flight may go on when it is closed: a test waits for no client that it has lost. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final int SWEEP_MINUTES = 1;
    private static final int CONTROLLED_AT_ONCE = 4;
    private static final int MAX_WAITING = 1_000;

    private static final Documentation.Published CONTROL = new Documentation.Published(
            "Control of the mock", "/__admin/openapi.yaml", "/io/damson/openapi/mock-admin.yaml");

    private final MockConfiguration configuration;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Optional<Consumer<AnsweredRequest>> observer;
    private final MockTenants tenants;
    private final DamsonServer server;
    private volatile boolean loaded;
    private volatile Optional<DataFolder> folder = Optional.empty();

    private MockServer(MockConfiguration configuration, Database database, Optional<Consumer<AnsweredRequest>> observer)
            throws IOException {
        this.configuration = configuration;
        this.observer = observer;
        this.tenants = new MockTenants(database, this::urls, configuration.standing(), InstantSource.system());
        this.server = DamsonServer.start(configuration.server(), database, seats());
        parts.push(server);
    }

    /** Known from the moment that the server listens, before any data are loaded. */
    private FileUrls urls() {
        return configuration.media()
                ? configuration.publicUrl().orElseGet(() -> MediaUrls.at(server.uri()))
                : FileUrls.AS_GIVEN;
    }

    /**
     * Starts to answer. Until the data are loaded, requests that need them are answered 503.
     *
     * @throws IOException if the address cannot be listened on
     * @throws DatasetException if the data cannot be taken
     */
    public static MockServer start(MockConfiguration configuration) throws IOException {
        return start(configuration, Optional.empty());
    }

    /**
     * The same with somebody who learns of each request when it is over.
     *
     * @param observer is called by several threads at once, and must not wait
     * @throws IOException if the address cannot be listened on
     * @throws DatasetException if the data cannot be taken
     */
    public static MockServer start(MockConfiguration configuration, Optional<Consumer<AnsweredRequest>> observer)
            throws IOException {
        Database database =
                Database.open(DatabaseConfiguration.temporary().withQueryTimeout(configuration.queryTimeout()));
        MockServer mock;
        try {
            mock = new MockServer(configuration, database, observer);
        } catch (IOException | RuntimeException | Error e) {
            database.close();
            throw e;
        }
        mock.parts.addLast(database);
        try {
            mock.load();
            return mock;
        } catch (RuntimeException | Error e) {
            mock.close();
            throw e;
        }
    }

    private Seats seats() {
        BasePath basePath = new BasePath(configuration.server().basePath());
        AdminApplication admin = new AdminApplication(
                tenants,
                configuration.adminKey(),
                () -> folder.ifPresent(DataFolder::refresh),
                () -> folder.flatMap(DataFolder::error));
        MockOrigins origins = new MockOrigins(
                configuration.corsOrigins(),
                () -> folder.map(DataFolder::isOwn).orElse(configuration.data().isPresent()));
        // Before the control API, which has one of the paths below its own.
        List<PathHandler> paths =
                new ArrayList<>(Documentation.paths(configuration.server().basePath(), CONTROL));
        paths.addAll(Console.paths(basePath));
        paths.addAll(List.of(
                new PathHandler(
                        MockOrigins.CONTROL,
                        new ForeignPages(
                                configuration.server().host(),
                                configuration.publicUrl().map(MediaUrls::publicUrl),
                                origins.ofControl(),
                                whileLoading(offWorkers(new LazyHandler(admin::handler))))),
                new PathHandler(HealthHandler.PATH, new HealthHandler(this::whyNotReady))));
        if (configuration.media()) {
            paths.add(new PathHandler(
                    MediaUrls.PATH,
                    whileLoading(new MediaHandler(tenants::image, files -> new MediaOutcomes(tenants, files)))));
        }
        return new Seats(
                this::holder,
                paths,
                api -> whileLoading(new MockHandler(tenants, basePath, api)),
                origins,
                refused(new RefusedRequests(tenants, paths)),
                observer.<AnswerListener>map(
                                observing -> (request, response, nanos) -> observing.accept(new AnsweredRequest(
                                        FinishedRequest.of(request, response, nanos), OutcomeHandler.metBy(request))))
                        .orElse(AnswerListener.NONE),
                Patience.OF_A_MOCK,
                GRACE);
    }

    private Consumer<RefusedRequest> refused(Consumer<RefusedRequest> noted) {
        return observer.map(observing -> noted.andThen(request ->
                        observing.accept(new AnsweredRequest(FinishedRequest.of(request), Optional.empty()))))
                .orElse(noted);
    }

    private boolean isLoaded() {
        return loaded;
    }

    private Optional<String> whyNotReady() {
        return loaded ? Optional.empty() : Optional.of("the data are being loaded");
    }

    private HttpHandler whileLoading(HttpHandler handler) {
        return new WhileLoading(this::isLoaded, handler);
    }

    /** Of large data, a reset takes as long as loading them, and reading the file as long as its reader does, whom nobody else waits for. */
    private HttpHandler offWorkers(HttpHandler control) {
        SlowWork work = new SlowWork("damson-control", CONTROLLED_AT_ONCE, MAX_WAITING);
        SlowWork files = new SlowWork("damson-file", CONTROLLED_AT_ONCE, MAX_WAITING);
        parts.addLast(work);
        parts.addLast(files);
        return new HttpHandler() {
            @Override
            public void service(Request request, Response response) throws Exception {
                SlowWork own = AdminApplication.FILE.equals(request.getRequestURI()) ? files : work;
                own.serve(request, response, () -> control.service(request, response));
            }

            @Override
            public void destroy() {
                control.destroy();
            }
        };
    }

    private Optional<Tenant> holder(ApiKey key) {
        Optional<MockTenant> tenant = tenants.of(key);
        if (tenant.isEmpty() && key.reveal().startsWith(Sandboxes.KEY_PREFIX)) {
            throw ProblemException.invalid(ApiKeyFilter.HEADER, "the API key is not valid: " + Sandboxes.NAME_RULE);
        }
        return tenant.map(MockTenant::tenant);
    }

    private void load() {
        if (configuration.data().isPresent()) {
            follow(configuration.data().get());
        } else {
            List<MockData> all = new ArrayList<>(MockData.bundled());
            all.addAll(configuration.besides());
            tenants.take(all);
        }
        ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "damson-sweep");
            thread.setDaemon(true);
            return thread;
        });
        parts.push(sweeper::shutdownNow);
        var unused = sweeper.scheduleWithFixedDelay(
                tenants::dropIdleSandboxes, SWEEP_MINUTES, SWEEP_MINUTES, TimeUnit.MINUTES);
        loaded = true;
    }

    private void follow(Path data) {
        DataFolder files = new DataFolder(data, configuration.besides(), tenants);
        files.load();
        parts.push(DataWatch.start(files));
        folder = Optional.of(files);
    }

    /**
     * Serves these data in place of all that it serves; a tenant whose data have the origin that they had stays as it is. Only for a mock
     * whose configuration names no files, which would be taken again.
     *
     * @throws DatasetException if a name or a key is there twice; then nothing has changed
     */
    public void serve(List<MockData> data) {
        tenants.take(data);
    }

    @Override
    public URI uri() {
        return server.uri();
    }

    /** The tenants of its data, by name. */
    public List<ServedTenant> tenants() {
        return tenants.served();
    }

    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("a part of the mock does not end", e);
            }
        }
    }
}
