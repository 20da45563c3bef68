package io.damson.proxy;

import io.damson.mock.fault.ConnectionFault;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: its requests are met one after the other (RFC 9112, 9.3.2), and no more is read of it than is taken. Belongs to
 * one event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the channel, whose handlers learn of it
final class ClientConnection extends ChannelInboundHandlerAdapter {
    /** How long a client may go on to send, whose request is not read any more (RFC 9112, 9.6). */
    private static final long LINGER_MILLIS = 2_000;

    private final Core core;
    private final Channel channel;
    private final ClientEncoder encoder = new ClientEncoder();
    private final Reception reception;
    private final Deque<HttpObject> queue = new ArrayDeque<>();
    private @Nullable InFlight current;
    private boolean isPersistent = true;
    private boolean isOld;
    private boolean isRead = true;
    private boolean isEnding;
    private boolean isWorking;

    ClientConnection(Core core, Channel channel) {
        this.core = core;
        this.channel = channel;
        this.reception = new Reception(core, this);
        channel.pipeline().addLast(new ClientDecoder(), encoder, this);
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    /** Comes when it has ended. */
    ChannelFuture closed() {
        return channel.closeFuture();
    }

    /** Whether the client speaks HTTP/1.0, which has no chunks and no interim responses. */
    boolean isOld() {
        return isOld;
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (isEnding) {
            ReferenceCountUtil.release(message);
        } else {
            queue.add((HttpObject) message);
            work();
        }
    }

    /** Takes what can be taken now, and reads on where more could be. */
    void work() {
        if (isWorking || isEnding) {
            return;
        }
        isWorking = true;
        while (!isEnding && !queue.isEmpty() && isTaking(queue.getFirst())) {
            take(queue.removeFirst());
        }
        isWorking = false;
        channel.config().setAutoRead(isEnding || queue.isEmpty() && (isRead || current == null || current.takesBody()));
    }

    private boolean isTaking(HttpObject next) {
        return current == null || next instanceof HttpContent && (isRead || current.takesBody());
    }

    private void take(HttpObject next) {
        if (next instanceof HttpRequest request) {
            begin(request);
        } else if (next.decoderResult().isFailure()) {
            ReferenceCountUtil.release(next);
            abandon();
            close(false); // there is no telling how much of a response the client has
        } else if (next instanceof HttpContent content) {
            take(content);
        }
    }

    private void take(HttpContent content) {
        if (current == null || isRead) {
            content.release();
        } else {
            isRead = content instanceof LastHttpContent;
            current.body(content);
        }
    }

    private void begin(HttpRequest request) {
        isOld = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
        isPersistent = HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
        isRead = request.decoderResult().isSuccess() && !hasBody(request);
        encoder.isForHead(request.method().name().equals("HEAD"));
        reception.receive(request);
    }

    /** Whether a body follows; where its fields do not tell, none does (RFC 9112, 6.3). */
    static boolean hasBody(HttpRequest request) {
        return HttpUtil.isTransferEncodingChunked(request)
                || request.headers().contains("Content-Length") && HttpUtil.getContentLength(request, 0L) > 0;
    }

    /** What is done about the request from now on. */
    void set(InFlight inFlight) {
        current = inFlight;
    }

    /** Gives a response of the proxy's own, which completes the request. */
    void respond(OwnResponse response) {
        HttpHeaders headers = response.headers().copy();
        int status = response.status().code();
        if (status != 204 && status != 304) {
            headers.set("Content-Length", response.body().remaining());
        }
        frame(headers);
        write(new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                response.status(),
                Unpooled.wrappedBuffer(response.body()),
                headers,
                new DefaultHttpHeaders()));
        completed();
    }

    /** Adds what the connection calls for to the fields of a response. */
    void frame(HttpHeaders headers) {
        if (!isPersistent || !isRead || core.isClosing().get()) {
            isPersistent = false;
            headers.set("Connection", "close");
        } else if (isOld) {
            headers.set("Connection", "keep-alive");
        }
    }

    /** The connection ends with the response that is being given: its end is the body's. */
    void endWithResponse() {
        isPersistent = false;
    }

    void write(HttpObject part) {
        channel.write(part, channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    /** The response has been written as a whole. */
    void completed() {
        current = null;
        if (isPersistent && isRead) {
            channel.flush();
            // Not from within what has completed it: a long queue would be a deep stack.
            if (!isWorking && !queue.isEmpty()) {
                loop().execute(this::work);
            }
        } else {
            linger();
        }
    }

    /** Ends the connection so that the client gets the response, even if it still sends (RFC 9112, 9.6). */
    private void linger() {
        boolean mayStillSend = !isRead || !queue.isEmpty();
        ignoreAll();
        if (!mayStillSend) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> ((SocketChannel) channel).shutdownOutput());
        channel.config().setAutoRead(true);
        loop().schedule((Runnable) channel::close, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Ends the connection in the middle of a response.
     *
     * @param isReset whether by a reset: where a plain end would be a good one
     */
    void close(boolean isReset) {
        current = null;
        ignoreAll();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            if (isReset && channel.isActive()) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            }
            channel.close();
        });
        loop().schedule((Runnable) channel::close, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Lets the client meet a fault of its connection. */
    void inflict(ConnectionFault fault) {
        current = null;
        ignoreAll();
        channel.pipeline()
                .context(encoder)
                .writeAndFlush(Unpooled.wrappedBuffer(fault.bytes()))
                .addListener(sent -> {
                    if (fault.isReset() && channel.isActive()) {
                        channel.config().setOption(ChannelOption.SO_LINGER, 0);
                    }
                    channel.close();
                });
    }

    private void ignoreAll() {
        isEnding = true;
        queue.forEach(ReferenceCountUtil::release);
        queue.clear();
    }

    /** No further requests are taken; one that is in flight is met. */
    void finish() {
        if (current == null && !isEnding) {
            ignoreAll();
            channel.close();
        }
    }

    private void abandon() {
        InFlight abandoned = current;
        current = null;
        if (abandoned != null) {
            abandoned.clientGone();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ignoreAll();
        abandon();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (current != null) {
            current.clientWritable(channel.isWritable());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // It hung up, or broke: channelInactive follows.
        context.close();
    }
}
