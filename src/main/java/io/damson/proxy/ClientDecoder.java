package io.damson.proxy;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** Reads requests. What leaves open where a request ends is none (RFC 9112, 6.1 and 6.3). */
final class ClientDecoder extends HttpRequestDecoder {
    /** Longer targets are refused. */
    static final int MAX_LINE = 1 << 20;

    /** More header fields are refused. */
    static final int MAX_HEADERS = 256 << 10;

    private static final int MAX_CHUNK = 64 << 10;

    ClientDecoder() {
        super(config(true));
    }

    /** Bounds that no client and no server is meant to reach. */
    static HttpDecoderConfig config(boolean hasValidNames) {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxChunkSize(MAX_CHUNK)
                .setHeadersFactory(DefaultHttpHeadersFactory.headersFactory()
                        .withNameValidation(hasValidNames)
                        .withValueValidation(false))
                .setTrailersFactory(DefaultHttpHeadersFactory.trailersFactory()
                        .withNameValidation(hasValidNames)
                        .withValueValidation(false));
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("it has both Content-Length and Transfer-Encoding");
    }
}
