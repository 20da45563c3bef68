package io.damson.cli;

import io.damson.rest.RateLimit;
import io.damson.server.Documentation;
import io.damson.server.Listening;
import io.damson.server.ServerConfiguration;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a server listens, and how it runs until it is told to stop. */
final class ListenOptions implements Mistakes.Checked {
    private static final String OFF = "off";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final AddressOptions address = new AddressOptions();

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Option(
            names = "--rate-limit",
            paramLabel = "N/TIME",
            defaultValue = "off",
            description =
                    "Requests that each API key may send in a time, such as 50/10s, or off. Further requests get a 429 (default: ${DEFAULT-VALUE}).")
    private String rateLimit = OFF;

    @Option(names = "--no-gzip", description = "Send lists without gzip compression.")
    private boolean noGzip;

    @Override
    public List<Runnable> checks() {
        return Stream.concat(address.checks().stream(), Stream.of(limits::limits, this::rateLimit))
                .toList();
    }

    /** @throws IllegalArgumentException if so many workers could never be busy */
    void requireConnectionsFor(int workers) {
        if (limits.limits().maxConnections() < workers) {
            throw new IllegalArgumentException("--max-connections has to be as many as --workers or more: %d for %d"
                    .formatted(limits.limits().maxConnections(), workers));
        }
    }

    /**
     * @param prefix what the options' names have before {@code host}
     * @throws IllegalArgumentException if there is no host of that name
     */
    static void requireHost(String prefix, String host) {
        if (host.isBlank()) {
            return; // told with its own rule
        }
        try {
            var unused = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    prefix + "host: there is no such host: " + host + "; " + otherHost(prefix), e);
        }
    }

    private static String otherHost(String prefix) {
        return "choose another with " + prefix + "host, such as 127.0.0.1, or 0.0.0.0 for all addresses";
    }

    /** Where to listen. */
    private ServerConfiguration configuration() {
        return address.configuration(limits.limits(), rateLimit(), !noGzip);
    }

    private Optional<RateLimit> rateLimit() {
        try {
            return rateLimit.equals(OFF) ? Optional.empty() : Optional.of(RateLimit.parse(rateLimit));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--rate-limit: " + e.getMessage(), e);
        }
    }

    /** Starts a server. */
    interface Start<S> {
        S start(ServerConfiguration configuration) throws IOException;
    }

    /** Starts a server; that it cannot listen is a failure that people can read. */
    <S extends Listening> S start(Start<S> start) {
        return start(configuration(), "--", 0, start);
    }

    /**
     * The same on an address that other options give.
     *
     * @param prefix what their names have before {@code host} and {@code port}
     * @param other a port that will be listened on later; 0 for none
     */
    static <S> S start(ServerConfiguration configuration, String prefix, int other, Start<S> start) {
        try {
            return start.start(configuration);
        } catch (IOException | UnresolvedAddressException e) {
            throw new CommandException("cannot listen on " + configuration.urlHost() + ":" + configuration.port() + ": "
                    + remedy(
                            configuration.host(),
                            configuration.port(),
                            prefix,
                            other,
                            Optional.ofNullable(e.getMessage())));
        }
    }

    /** The port that is given; 0 for any. */
    int port() {
        return address.port();
    }

    /**
     * Why a port cannot be listened on, and what to type instead. An address that is not this machine's is no matter of the port.
     *
     * @param prefix what the options' names have before {@code host} and {@code port}
     * @param other a port that is not to be chosen; 0 for none
     */
    static String remedy(String host, int port, String prefix, int other, Optional<String> reason) {
        String otherHost = otherHost(prefix);
        try {
            InetAddress address = InetAddress.getByName(host);
            boolean ours = address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
            if (!ours) {
                return "this machine does not have that address; " + otherHost;
            }
            return reason.filter(text -> text.contains("in use"))
                    .map(text -> inUse(host, port, prefix, other))
                    .orElseGet(() -> reason.map(text -> text + "; ").orElse("") + "choose another with " + prefix
                            + "port, or 0 for any free port");
        } catch (UnknownHostException e) {
            return "there is no such host; " + otherHost;
        } catch (SocketException e) {
            return e.getMessage() + "; " + otherHost;
        }
    }

    /** A line of the greeting: what it is about, and that. */
    static String line(String subject, Object text) {
        return "%-9s %s%n".formatted(subject, text);
    }

    /** Who has the port, and what to type for the next that is free. */
    private static String inUse(String host, int port, String prefix, int other) {
        OptionalInt free = FreePort.above(host, port, other);
        return "the port is in use"
                + PortHolder.describe(port).map(holder -> " by " + holder).orElse("")
                + (free.isPresent()
                        ? "; the next free port: " + prefix + "port " + free.getAsInt()
                        : "; choose another with " + prefix + "port, or 0 for any free port");
    }

    /**
     * Prints that the server is ready, and lets it be until the process is told to stop.
     *
     * @param uri where it listens
     * @param greeting lines of its own, which follow that of the API
     */
    void serve(URI uri, String greeting, Runnable stop) throws InterruptedException {
        serve(spec.commandLine().getOut(), uri, greeting + line("Docs", uri.resolve(Documentation.PAGE)), stop);
    }

    /**
     * The same with all lines between that of the API and how to stop.
     *
     * @param uri where it listens; scripts read it from the last line
     */
    static void serve(PrintWriter out, URI uri, String greeting, Runnable stop) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.run();
                            stopped.countDown();
                        },
                        "damson-stop"));
        out.print(line("API", uri + "/images") + greeting + line("Stop", "Ctrl-C or SIGTERM"));
        out.println("ready " + uri);
        out.flush();
        stopped.await();
    }
}
