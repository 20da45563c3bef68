package io.damson.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;

/** Reads responses, and notes when bytes come. */
final class UpstreamDecoder extends HttpResponseDecoder {
    private boolean isForHead;
    private boolean hasBegun;
    private long lastByte = System.nanoTime();

    UpstreamDecoder() {
        super(ClientDecoder.config(false));
    }

    /** A request was sent, to which nothing has come yet. */
    void expect(boolean head) {
        isForHead = head;
        hasBegun = false;
    }

    /** Whether a byte of the response has come. */
    boolean hasBegun() {
        return hasBegun;
    }

    /** When the last byte came, by {@link System#nanoTime}. */
    long lastByte() {
        return lastByte;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        hasBegun = true;
        lastByte = System.nanoTime();
        super.channelRead(context, message);
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return isForHead
                        && message instanceof HttpResponse response
                        && response.status().codeClass() != HttpStatusClass.INFORMATIONAL
                || super.isContentAlwaysEmpty(message);
    }
}
