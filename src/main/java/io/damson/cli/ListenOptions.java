package io.damson.cli;

import io.damson.http.HttpLimits;
import io.damson.server.DamsonServer;
import io.damson.server.ServerConfiguration;
import io.damson.store.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.glassfish.grizzly.http.server.HttpHandler;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a server listens, and how it runs until it is told to stop. */
final class ListenOptions implements Mistakes.Checked {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port, 0 for any that is free (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--base-path",
            defaultValue = "/",
            description = "What stands before /images (default: ${DEFAULT-VALUE}).")
    private String basePath = "/";

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Override
    public List<Runnable> checks() {
        return List.of(
                () -> new ServerConfiguration(host, port, "/", HttpLimits.DEFAULT),
                () -> new ServerConfiguration(host, 0, basePath, HttpLimits.DEFAULT),
                limits::limits);
    }

    /** Where to listen. */
    ServerConfiguration configuration() {
        return new ServerConfiguration(host, port, basePath, limits.limits());
    }

    /** Serves the database until the process is told to stop, then lets requests in flight end and closes it. */
    void serve(ServerConfiguration configuration, Database database, String greeting) throws InterruptedException {
        serve(start(configuration, database, Map.of()), database, greeting);
    }

    /** Goes on to serve the database until the process is told to stop, then lets requests in flight end and closes it. */
    void serve(DamsonServer server, Database database, String greeting) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            database.close();
                            stopped.countDown();
                        },
                        "damson-stop"));
        announce(server, greeting);
        stopped.await();
    }

    /** Says what it would serve, and stops. */
    void check(DamsonServer server, Database database, String greeting) {
        try (database;
                server) {
            announce(server, greeting);
        }
    }

    private void announce(DamsonServer server, String greeting) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(greeting.replace("{url}", server.uri().toString()));
        out.println("ready " + server.uri());
        out.flush();
    }

    /** Starts to answer; an address that is taken is an error that people can read. */
    DamsonServer start(ServerConfiguration configuration, Database database, Map<String, HttpHandler> beside) {
        try {
            return DamsonServer.start(configuration, database, beside);
        } catch (IOException e) {
            database.close();
            throw new CommandException("cannot listen on " + configuration.host() + ":" + configuration.port() + ": "
                    + e.getMessage() + "; choose another with --port, or 0 for any");
        }
    }
}
