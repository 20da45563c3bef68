package io.damson.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection to an upstream: for one request at a time, and idle between them for a few seconds. Belongs to one event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the channel, whose handlers learn of it
final class UpstreamConnection extends ChannelInboundHandlerAdapter {
    /** Less than servers keep idle connections: the common ones wait 5 s and more. */
    private static final long MAX_IDLE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final Origin origin;
    private final UpstreamPool pool;
    private final long timeoutNanos;
    private final UpstreamDecoder decoder = new UpstreamDecoder();
    private @Nullable Channel channel;
    private @Nullable Listener listener;
    private boolean isReused;
    private long lastSent = System.nanoTime();
    private boolean isPaused;

    UpstreamConnection(Origin origin, UpstreamPool pool, Duration responseTimeout) {
        this.origin = origin;
        this.pool = pool;
        this.timeoutNanos = responseTimeout.toNanos();
    }

    /** Learns what comes in response to a request. */
    interface Listener {
        void head(HttpResponse response);

        /** A part of the body, which is the listener's to release. */
        void body(HttpContent content, boolean isLast);

        /** All that has come so far has been told. */
        void flush();

        /** Nothing more comes: it was closed. */
        void closed();

        /** Nothing more comes: it broke. */
        void broken(Throwable cause);

        /** Nothing has come for too long. */
        void silent();

        /** It takes bytes again. */
        void upstreamWritable();
    }

    void addTo(ChannelPipeline pipeline) {
        channel = pipeline.channel();
        pipeline.addLast(decoder, new UpstreamEncoder(), this);
    }

    private Channel channel() {
        if (channel == null) {
            throw new IllegalStateException("it is in no pipeline yet");
        }
        return channel;
    }

    Origin origin() {
        return origin;
    }

    /** Sends the head of a request, whose response goes to the listener. */
    void send(HttpRequest request, Listener whose) {
        listener = whose;
        lastSent = System.nanoTime();
        decoder.expect(request.method().name().equals("HEAD"));
        channel().write(request, channel().voidPromise());
    }

    /** Sends a part of the request's body. */
    void send(HttpContent content) {
        lastSent = System.nanoTime();
        channel().write(content, channel().voidPromise());
    }

    void flush() {
        channel().flush();
    }

    boolean isWritable() {
        return channel().isWritable();
    }

    /** Whether an earlier request was sent over it, and nothing has come in response to this one: it may have been closed before. */
    boolean mayHaveBeenStale() {
        return isReused && !decoder.hasBegun();
    }

    /** When the last byte came, by {@link System#nanoTime}. */
    long lastByte() {
        return decoder.lastByte();
    }

    /** Takes no bytes from the upstream for a while. */
    void pause(boolean pauses) {
        if (isPaused && !pauses) {
            lastSent = System.nanoTime(); // its silence was our own
        }
        isPaused = pauses;
        channel().config().setAutoRead(!pauses);
    }

    /** Request and response are complete: it can be used for another one. */
    void release() {
        listener = null;
        isReused = true;
        pause(false);
        lastSent = System.nanoTime();
        pool.give(this);
    }

    /** Ends it; its listener learns nothing more. */
    void close() {
        listener = null;
        pool.drop(this);
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        watch(0);
        context.fireChannelActive();
    }

    /** One timer for a connection, not one for each request. */
    private void watch(long quietNanos) {
        // An idle one may get a request at any time, whose time must not have passed when it is looked at.
        long wait = listener == null ? Math.min(MAX_IDLE_NANOS - quietNanos, timeoutNanos) : timeoutNanos - quietNanos;
        channel().eventLoop().schedule(this::check, Math.max(1, wait), TimeUnit.NANOSECONDS);
    }

    private void check() {
        if (!channel().isActive()) {
            return;
        }
        long quiet = isPaused ? 0 : System.nanoTime() - Math.max(lastSent, decoder.lastByte());
        if (listener != null && quiet >= timeoutNanos) {
            Listener whose = listener;
            close();
            whose.silent();
        } else if (listener == null && quiet >= MAX_IDLE_NANOS) {
            close();
        } else {
            watch(quiet);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (listener == null) {
            ReferenceCountUtil.release(message);
            if (context.channel().isActive()) {
                context.close(); // nothing was requested
            }
            return;
        }
        HttpObject part = (HttpObject) message;
        if (part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            Listener whose = listener;
            close();
            whose.broken(new MalformedResponseException(part.decoderResult().cause()));
        } else if (part instanceof HttpResponse response) {
            listener.head(response);
        } else if (part instanceof HttpContent content) {
            listener.body(content, content instanceof LastHttpContent);
        }
    }

    /** The response is not one. */
    static final class MalformedResponseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedResponseException(Throwable cause) {
            super(cause.getMessage(), cause, false, false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (listener != null) {
            listener.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (listener != null && context.channel().isWritable()) {
            listener.upstreamWritable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        pool.drop(this);
        if (listener != null) {
            Listener whose = listener;
            listener = null;
            whose.closed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Listener whose = listener;
        close();
        if (whose != null) {
            whose.broken(cause);
        }
    }
}
