package io.damson.proxy;

import io.damson.server.Listening;
import io.damson.verify.traffic.Judge;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A proxy in front of a server of the API, from start to close. Thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the channel, whose handlers learn of it
public final class ProxyServer implements Listening {
    /**
     * What stands around the traffic.
     *
     * @param judge judges it
     * @param observers learn of it, by one thread
     * @param locals by the path that they answer for, with all below it
     * @param interference decides what a request meets before it is passed on
     * @param standIn answers where the upstream is away
     */
    public record Parts(
            Judge judge,
            List<Observer> observers,
            Map<String, LocalHandler> locals,
            Interference interference,
            StandIn standIn) {}

    private static final int MAX_LOCALS = 4;
    private static final int MAX_LOCALS_WAITING = 256;
    private static final int MAX_NAMES = 4;
    private static final int BACKLOG = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOPS_PATIENCE = Duration.ofSeconds(2);

    private final Core core;
    private final EventLoopGroup loops;
    private final ExecutorService names;
    private final ExecutorService locals;
    private final Set<ClientConnection> clients = ConcurrentHashMap.newKeySet();
    private final Channel listening;

    private ProxyServer(ProxyConfiguration configuration, Parts parts) throws IOException {
        UpstreamTls tls = new UpstreamTls(configuration.upstream());
        int threads = Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));
        loops = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("damson-proxy", true), NioIoHandler.newFactory());
        names = pool("damson-names", MAX_NAMES, Integer.MAX_VALUE);
        locals = pool("damson-local", MAX_LOCALS, MAX_LOCALS_WAITING);
        Dialing dialing = new Dialing(names, tls, configuration.connectTimeout(), configuration.responseTimeout());
        Map<EventLoop, UpstreamPool> pools = new HashMap<>();
        loops.forEach(loop -> pools.put((EventLoop) loop, new UpstreamPool((EventLoop) loop, dialing)));
        core = new Core(
                configuration,
                parts,
                new Judging(parts.judge(), parts.observers()),
                new Paths(configuration.basePath()),
                Origin.of(configuration.upstream().url()),
                UpstreamRequest.byName(configuration.upstream().headers()),
                pools,
                locals,
                new Warnings(),
                new AtomicBoolean());
        listening = listen();
    }

    private static ExecutorService pool(String name, int threads, int waiting) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(waiting),
                new DefaultThreadFactory(name, true));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private Channel listen() throws IOException {
        ProxyConfiguration configuration = core.configuration();
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        ClientConnection client = new ClientConnection(core, channel);
                        clients.add(client);
                        channel.closeFuture().addListener(closed -> clients.remove(client));
                    }
                })
                .bind(configuration.host(), configuration.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stop();
            throw bound.cause() instanceof IOException failure
                    ? failure
                    : new IOException(
                            "cannot listen on " + configuration.host() + ":" + configuration.port(), bound.cause());
        }
        return bound.channel();
    }

    /**
     * Starts to pass on. It need not find the upstream there.
     *
     * @throws IOException if the address cannot be listened on
     * @throws IllegalArgumentException if the upstream's file of certificates cannot be used
     */
    public static ProxyServer start(ProxyConfiguration configuration, Parts parts) throws IOException {
        return new ProxyServer(configuration, parts);
    }

    /** How many passages of operations were judged. */
    public long judged() {
        return core.judging().judged();
    }

    /** How many were not, since the judge had fallen behind, or could not read them. */
    public long unjudged() {
        return core.judging().unjudged();
    }

    @Override
    public URI uri() {
        String host = core.configuration().host();
        String name = host.equals("0.0.0.0") || host.equals("::") || host.isEmpty() ? "127.0.0.1" : host;
        String printed = name.indexOf(':') >= 0 ? "[" + name + "]" : name;
        int port = ((InetSocketAddress) listening.localAddress()).getPort();
        return URI.create("http://" + printed + ":" + port + core.paths().basePath());
    }

    /** Completes what is in flight, for a while, and what is still to be judged. */
    @Override
    public void close() {
        core.isClosing().set(true);
        listening.close().awaitUninterruptibly();
        long end = System.nanoTime() + PATIENCE.toNanos();
        clients.forEach(client -> client.loop().execute(client::finish));
        for (ClientConnection client : clients) {
            client.closed().awaitUninterruptibly(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        clients.forEach(client -> client.loop().execute(() -> client.close(true)));
        for (ClientConnection client : clients) {
            client.closed().awaitUninterruptibly(LOOPS_PATIENCE.toMillis());
        }
        // What the ends of connections have still to do is queued behind these ends: the second round comes after it.
        for (int round = 0; round < 2; round++) {
            loops.forEach(loop -> loop.submit(() -> {}).awaitUninterruptibly(LOOPS_PATIENCE.toMillis()));
        }
        stop();
    }

    private void stop() {
        locals.shutdownNow();
        names.shutdownNow();
        core.judging().close();
        loops.shutdownGracefully(0, LOOPS_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(LOOPS_PATIENCE.toMillis());
    }
}
