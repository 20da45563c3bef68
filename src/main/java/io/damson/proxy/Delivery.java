package io.damson.proxy;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.image.Durations;
import io.damson.verify.traffic.Finding;
import io.damson.verify.traffic.Passage;
import io.damson.verify.traffic.Verdict;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A response on its way to the client: as it comes, or held until its verdict is there. Belongs to the event loop of its client.
 */
final class Delivery {
    /** The longest body that is held for the header field's sake. */
    static final int MAX_HELD = 1 << 20;

    private static final Duration BODY_PATIENCE = Duration.ofMillis(250);
    private static final Duration VERDICT_PATIENCE = Duration.ofSeconds(1);

    private enum State {
        /** Nothing has been written: the body has not ended. */
        HELD,
        /** Nothing has been written: the verdict is missing. */
        WAITING,
        /** What comes is written. */
        STREAMING,
        /** Nothing more is written. */
        OVER
    }

    private final Core core;
    private final ClientConnection client;
    private final Relay relay;
    private final HttpResponse response;
    private final boolean hasBody;
    private final @Nullable BodyCopy copy;
    private State state = State.HELD;
    private HttpHeaders trailers = LastHttpContent.EMPTY_LAST_CONTENT.trailingHeaders();
    private @Nullable Future<?> timer;
    private boolean endsWithConnection;

    Delivery(Core core, ClientConnection client, Relay relay, HttpResponse response) {
        this.core = core;
        this.client = client;
        this.relay = relay;
        this.response = response;
        int status = response.status().code();
        this.hasBody = status != 204
                && status != 304
                && !relay.request().method().name().equals("HEAD");
        this.copy = relay.isJudged() ? new BodyCopy(core.judging(), HttpUtil.getContentLength(response, -1L)) : null;
    }

    private boolean isEnforced() {
        return core.configuration().isEnforced();
    }

    void begin() {
        boolean isHeld = copy != null && (core.configuration().isTold() || isEnforced());
        if (!isHeld) {
            stream(VerdictField.RECORDED);
        }
    }

    /** Whether the connection that it comes over can be used again. */
    boolean isReusable() {
        boolean isDelimited = !hasBody
                || response.headers().contains("Content-Length")
                || HttpUtil.isTransferEncodingChunked(response);
        return isDelimited && HttpUtil.isKeepAlive(response);
    }

    /** A part of the body, but not the last one. */
    void add(HttpContent content) {
        copy(content);
        pass(content);
        if (state == State.HELD && copy != null && copy.length() > MAX_HELD && !isEnforced()) {
            stream(VerdictField.UNJUDGED);
        }
    }

    /** The last part. */
    void end(LastHttpContent last, long ended) {
        copy(last);
        if (state == State.OVER) {
            last.release();
            return;
        }
        trailers = last.trailingHeaders().isEmpty()
                ? trailers
                : last.trailingHeaders().copy();
        pass(last);
        boolean wasStreaming = state == State.STREAMING;
        if (state == State.HELD) {
            state = State.WAITING;
            wait(isEnforced() ? core.configuration().responseTimeout() : VERDICT_PATIENCE);
        }
        judge(ended, true);
        if (wasStreaming) {
            state = State.OVER;
            client.completed();
        }
    }

    private void pass(HttpContent content) {
        if (state == State.STREAMING) {
            client.write(content);
        } else {
            content.release();
        }
    }

    private void copy(HttpContent content) {
        int more = content.content().readableBytes();
        if (copy == null || !copy.isWhole() || more == 0) {
            return;
        }
        if (copy.hasRoomFor(more)) {
            copy.add(content.content());
        } else {
            leave();
        }
    }

    /** There is no room for a copy: what is held goes on, but for the response that must not. */
    private void leave() {
        boolean isRefused = state == State.HELD && isEnforced();
        if (state == State.HELD && !isRefused) {
            stream(VerdictField.UNJUDGED);
        }
        if (copy != null) {
            copy.drop();
        }
        if (isRefused) {
            refuseHalf(
                    502,
                    "The response is too long to be judged, or too many are at once: " + BodyCopy.MAX / (1 << 20)
                            + " MiB each and " + Judging.MAX_BYTES / (1 << 20) + " MiB together are held");
        }
    }

    /** Gives a problem instead of a response that may not have ended. */
    private void refuseHalf(int status, String detail) {
        if (state == State.HELD) {
            judge(System.nanoTime(), false);
        }
        relay.disconnect();
        refuse(status, detail, VerdictField.UNJUDGED);
    }

    /** All that has come so far is here. */
    void flush() {
        if (state == State.STREAMING) {
            client.flush();
        } else if (state == State.HELD && timer == null) {
            wait(isEnforced() ? core.configuration().responseTimeout() : BODY_PATIENCE);
        }
    }

    private void wait(Duration patience) {
        cancelTimer();
        timer = client.loop().schedule(this::late, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** The client has waited for long enough. */
    private void late() {
        boolean isComplete = state == State.WAITING;
        if (state != State.HELD && !isComplete) {
            return;
        }
        if (isEnforced()) {
            refuseHalf(
                    504,
                    "The response was not complete and judged within "
                            + Durations.print(core.configuration().responseTimeout()));
        } else {
            stream(VerdictField.UNJUDGED);
            if (isComplete) {
                finish();
            } else {
                client.flush();
            }
        }
    }

    private void finish() {
        client.write(new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, trailers));
        state = State.OVER;
        client.completed();
    }

    private void judge(long ended, boolean isWhole) {
        if (copy == null) {
            return;
        }
        Passage passage = Passages.of(relay, response, copy, isWhole && copy.isWhole(), ended);
        if (copy.isCrowdedOut()) {
            core.judging().leaveOut(passage);
        } else {
            core.judging().judge(passage, copy.size(), verdict -> client.loop().execute(() -> judged(verdict)));
        }
    }

    private void judged(Optional<Verdict> verdict) {
        if (state != State.WAITING) {
            return;
        }
        if (isEnforced() && verdict.isEmpty()) {
            refuse(502, "The response could not be judged: the judge had fallen behind", VerdictField.UNJUDGED);
        } else if (isEnforced() && verdict.get().isWrong()) {
            refuse(502, wrong(verdict.get()), VerdictField.of(verdict));
        } else {
            stream(VerdictField.of(verdict));
            finish();
        }
    }

    private static String wrong(Verdict verdict) {
        return "The upstream's response is wrong. "
                + verdict.findings().stream()
                        .filter(Finding::isFailure)
                        .map(finding -> finding.relation().id() + ": expected "
                                + finding.failed().expected() + ", got "
                                + finding.failed().got())
                        .collect(Collectors.joining("; "));
    }

    /** Gives a problem instead of the response, with what lets pages of other origins read it. */
    private void refuse(int status, String detail, String verdict) {
        cancelTimer();
        state = State.OVER;
        OwnResponse own = OwnResponse.of(
                new ProblemException(ProblemType.ofAnyStatus(status), detail),
                relay.request().uri());
        response.headers().forEach(field -> {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith("access-control-") || name.equals("vary")) {
                own.headers().add(field.getKey(), field.getValue());
            }
        });
        if (core.configuration().isTold()) {
            VerdictField.add(own.headers(), verdict);
        }
        client.respond(own);
    }

    /** Lets what is held go, and what follows pass. */
    private void stream(String verdict) {
        cancelTimer();
        state = State.STREAMING;
        HttpHeaders headers = passing(response.headers());
        boolean hasLength = response.headers().contains("Content-Length");
        if (hasBody && !hasLength && client.isOld()) {
            client.endWithResponse();
            endsWithConnection = true;
        } else if (hasBody && !hasLength) {
            headers.add("Transfer-Encoding", "chunked");
        }
        client.frame(headers);
        if (core.configuration().isTold() && (copy != null || relay.isRecorded())) {
            VerdictField.add(headers, verdict);
        }
        client.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, response.status(), headers));
        if (copy != null && copy.length() > 0) {
            client.write(new DefaultHttpContent(Unpooled.wrappedBuffer(copy.bytes(), 0, copy.length())));
        }
    }

    /** The fields that are for the client. */
    static HttpHeaders passing(HttpHeaders headers) {
        HttpHeaders passing = UpstreamRequest.headers();
        Set<String> hopByHop = HopByHop.of(headers);
        Iterator<Map.Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            if (!hopByHop.contains(field.getKey().toString().toLowerCase(Locale.ROOT))) {
                passing.add(field.getKey(), field.getValue());
            }
        }
        return passing;
    }

    /** The upstream has ended in the middle: so does the client's connection, after what has come. */
    void cut() {
        cancelTimer();
        // Before the client knows: who closes the proxy then has it judged.
        judge(System.nanoTime(), false);
        if (state == State.HELD && isEnforced()) {
            refuse(502, "The upstream ended in the middle of its response", VerdictField.UNJUDGED);
            return;
        }
        if (state == State.HELD) {
            stream(VerdictField.UNJUDGED);
        }
        state = State.OVER;
        client.close(endsWithConnection);
    }

    /** The client has gone. */
    void abandon() {
        cancelTimer();
        boolean isComplete = state == State.WAITING || state == State.OVER;
        state = State.OVER;
        if (!isComplete) {
            judge(System.nanoTime(), false);
        }
    }
}
