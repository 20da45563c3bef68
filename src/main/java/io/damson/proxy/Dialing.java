package io.damson.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections to upstreams.
 *
 * @param names looks names up, which may take long
 * @param connectTimeout for name, connection and handshake together
 * @param responseTimeout that the connections keep to
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the channel, whose handlers learn of it
record Dialing(Executor names, UpstreamTls tls, Duration connectTimeout, Duration responseTimeout) {

    /** Calls the taker on the event loop, once. */
    void dial(Origin origin, UpstreamPool pool, EventLoop loop, UpstreamPool.Taker taker) {
        Call call = new Call(origin, pool, loop, taker);
        Future<?> deadline = loop.schedule(
                () -> call.end(new ConnectTimeoutException("no connection in time")),
                connectTimeout.toMillis(),
                TimeUnit.MILLISECONDS);
        call.deadline = deadline;
        names.execute(() -> {
            try {
                List<InetAddress> addresses = List.of(InetAddress.getAllByName(origin.host()));
                loop.execute(() -> call.tryNext(addresses.iterator()));
            } catch (UnknownHostException e) {
                loop.execute(() -> call.end(e));
            }
        });
    }

    /** Tries one address of a name after the other. */
    private final class Call {
        private final Origin origin;
        private final UpstreamPool pool;
        private final EventLoop loop;
        private final UpstreamPool.Taker taker;
        private @Nullable Future<?> deadline;
        private @Nullable ChannelFuture attempt;
        private boolean isOver;

        Call(Origin origin, UpstreamPool pool, EventLoop loop, UpstreamPool.Taker taker) {
            this.origin = origin;
            this.pool = pool;
            this.loop = loop;
            this.taker = taker;
        }

        void tryNext(Iterator<InetAddress> addresses) {
            if (isOver) {
                return;
            }
            UpstreamConnection connection = new UpstreamConnection(origin, pool, responseTimeout);
            @Nullable SslHandler ssl = origin.tls() ? tls.handler(origin) : null;
            ChannelFuture connecting = new Bootstrap()
                    .group(loop)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
                    .option(ChannelOption.SO_KEEPALIVE, true)
                    .handler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            if (ssl != null) {
                                channel.pipeline().addLast(ssl);
                            }
                            connection.addTo(channel.pipeline());
                        }
                    })
                    .connect(new InetSocketAddress(addresses.next(), origin.port()));
            attempt = connecting;
            connecting.addListener(connected -> {
                if (connected.isSuccess() && ssl != null) {
                    ssl.handshakeFuture().addListener(shaken -> done(shaken, connection, addresses));
                } else {
                    done(connected, connection, addresses);
                }
            });
        }

        private void done(Future<?> attempted, UpstreamConnection connection, Iterator<InetAddress> addresses) {
            if (isOver) {
                connection.close();
            } else if (attempted.isSuccess()) {
                isOver = true;
                cancelDeadline();
                taker.connected(connection);
            } else if (addresses.hasNext()) {
                connection.close();
                tryNext(addresses);
            } else {
                connection.close();
                end(attempted.cause());
            }
        }

        void end(@Nullable Throwable cause) {
            if (isOver) {
                return;
            }
            isOver = true;
            cancelDeadline();
            if (attempt != null) {
                attempt.channel().close();
            }
            taker.failed(cause == null ? new ConnectTimeoutException("cancelled") : cause);
        }

        private void cancelDeadline() {
            if (deadline != null) {
                deadline.cancel(false);
            }
        }
    }
}
