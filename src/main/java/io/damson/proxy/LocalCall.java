package io.damson.proxy;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.http.Problems;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** A request for the proxy itself: its body is collected, then it is answered by a thread that may wait. */
final class LocalCall implements InFlight {
    private static final int MAX_BODY = 1 << 20;

    private final LocalHandler handler;
    private final HttpRequest request;
    private final String target;
    private final Executor threads;
    private final ClientConnection client;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean isOver;

    private LocalCall(
            LocalHandler handler, HttpRequest request, String target, Executor threads, ClientConnection client) {
        this.handler = handler;
        this.request = request;
        this.target = target;
        this.threads = threads;
        this.client = client;
    }

    static void begin(
            LocalHandler handler, HttpRequest request, String target, Executor threads, ClientConnection client) {
        LocalCall call = new LocalCall(handler, request, target, threads, client);
        client.set(call);
        if (!ClientConnection.hasBody(request)) {
            call.run();
        } else if (request.headers().containsValue("Expect", "100-continue", true)) {
            client.write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
            client.flush();
        }
    }

    @Override
    public boolean takesBody() {
        return true;
    }

    @Override
    public void body(HttpContent content) {
        try {
            if (isOver) {
                return;
            }
            content.content().readBytes(body, content.content().readableBytes());
            if (body.size() > MAX_BODY) {
                end(OwnResponse.of(
                        new ProblemException(
                                ProblemType.CONTENT_TOO_LARGE, "The body has at most " + MAX_BODY + " bytes here"),
                        target));
            } else if (content instanceof LastHttpContent) {
                run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            content.release();
        }
    }

    private void run() {
        LocalHandler.Request local = Reception.request(request, target, ByteBuffer.wrap(body.toByteArray()));
        try {
            threads.execute(() -> {
                OwnResponse response = answer(local);
                client.loop().execute(() -> end(response));
            });
        } catch (RejectedExecutionException e) {
            end(OwnResponse.of(
                    new ProblemException(ProblemType.SERVICE_UNAVAILABLE, "Too many requests wait for the proxy itself")
                            .withHeader("Retry-After", "1"),
                    target));
        }
    }

    private OwnResponse answer(LocalHandler.Request local) {
        try {
            return OwnResponse.of(handler.answer(local));
        } catch (ProblemException problem) {
            Problems.logRefusal(problem, local.path());
            return OwnResponse.of(problem, target);
        } catch (RuntimeException | StackOverflowError e) {
            return OwnResponse.of(Problems.unforeseen(e), target);
        }
    }

    private void end(OwnResponse response) {
        if (!isOver) {
            isOver = true;
            client.respond(response);
        }
    }

    @Override
    public void clientGone() {
        isOver = true;
    }

    @Override
    public void clientWritable(boolean isWritable) {
        // A response is small, and written at once.
    }
}
