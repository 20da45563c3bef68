package io.damson.proxy;

import io.damson.http.ProblemException;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request on its way to the upstream, and its response on its way back. Belongs to the event loop of its client. */
final class Relay implements InFlight, UpstreamConnection.Listener, UpstreamPool.Taker {
    /** Methods that can be sent twice, since they change nothing (RFC 9110, 9.2.1); DELETE tells whether it was the first. */
    static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** The statuses of requests that were not carried out (RFC 9110, 15.5 and 15.6). */
    private static final Set<Integer> UNDONE = Set.of(401, 404, 405, 501);

    private final Core core;
    private final ClientConnection client;
    private final HttpRequest request;
    private final String relative;
    private final Instant received;
    private final boolean isOperation;
    private final boolean hasBody;
    private @Nullable UpstreamConnection upstream;
    private @Nullable Delivery delivery;
    private StandIn.@Nullable Instead instead;
    private @Nullable UpstreamFailure failure;
    private long begun;
    private boolean isSent;
    private boolean isInterim;
    private boolean isOver;

    /** Whether it may change images at any time, and nobody else says so. */
    private boolean isChanging;

    private Relay(Core core, ClientConnection client, HttpRequest request, String relative, Instant received) {
        this.core = core;
        this.client = client;
        this.request = request;
        this.relative = relative;
        this.received = received;
        this.isOperation = core.judging().isJudged(request.method().name(), relative);
        this.hasBody = ClientConnection.hasBody(request);
    }

    /** @param relative what follows the server's URL */
    static void begin(Core core, ClientConnection client, HttpRequest request, String relative, Instant received) {
        Relay relay = new Relay(core, client, request, relative, received);
        client.set(relay);
        relay.connect(!relay.isRepeatable());
    }

    HttpRequest request() {
        return request;
    }

    String relative() {
        return relative;
    }

    Instant received() {
        return received;
    }

    /** When it began to be sent, by {@link System#nanoTime}. */
    long begun() {
        return begun;
    }

    /** Whether its response is the upstream's, and one that is judged. */
    boolean isJudged() {
        return isOperation && instead == null;
    }

    /** Whether its response is a stand-in's. */
    boolean isRecorded() {
        return instead != null;
    }

    private boolean isSafe() {
        return SAFE.contains(request.method().name());
    }

    private void changing() {
        if (!isOperation && !isSafe()) {
            isChanging = true;
            core.judging().changeBegun();
        }
    }

    private void changeEnded(boolean isRefused) {
        if (isChanging) {
            isChanging = false;
            core.judging().changeEnded(isRefused);
        }
    }

    /** @param isLost whether nobody will know what a request has done that changes something */
    private void ended(boolean isLost) {
        if (isChanging) {
            changeEnded(false);
        } else if (isLost && instead == null && !isSafe()) {
            core.judging().changed();
        }
    }

    private boolean isRepeatable() {
        return !hasBody && isSafe();
    }

    private void connect(boolean isNew) {
        UpstreamPool pool = core.pools().get(client.loop());
        Origin origin = instead == null ? core.origin() : Origin.of(instead.url());
        if (pool != null) {
            pool.take(origin, isNew, this);
        }
    }

    private HttpRequest head() {
        Map<String, String> set = core.fields();
        URI url = core.configuration().upstream().url();
        if (instead != null) {
            set = UpstreamRequest.withKey(set, instead.key());
            url = instead.url();
        }
        String base = url.getRawPath().replaceFirst("/+$", "");
        return UpstreamRequest.of(request, Paths.at(base, relative), url.getRawAuthority(), set);
    }

    @Override
    public void connected(UpstreamConnection connection) {
        if (isOver) {
            connection.release();
            return;
        }
        upstream = connection;
        begun = System.nanoTime();
        changing();
        connection.send(head(), this);
        if (!hasBody) {
            connection.send(LastHttpContent.EMPTY_LAST_CONTENT);
            isSent = true;
        }
        connection.flush();
        client.work();
    }

    @Override
    public void failed(Throwable cause) {
        Origin origin = instead == null ? core.origin() : Origin.of(instead.url());
        fail(UpstreamFailure.ofConnecting(cause, origin, core.configuration().connectTimeout()));
    }

    @Override
    public boolean takesBody() {
        return upstream != null && upstream.isWritable();
    }

    @Override
    public void body(HttpContent content) {
        if (upstream == null) {
            content.release();
            return;
        }
        isSent = content instanceof LastHttpContent;
        upstream.send(content);
        upstream.flush();
    }

    @Override
    public void upstreamWritable() {
        client.work();
    }

    @Override
    public void clientWritable(boolean isWritable) {
        if (upstream != null) {
            upstream.pause(!isWritable);
        }
    }

    @Override
    public void head(HttpResponse response) {
        if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                && response.status().code() != 101) {
            isInterim = true;
            passInterim(response);
            return;
        }
        Optional<String> fault = fault(response);
        if (fault.isPresent()) {
            disconnect();
            fail(UpstreamFailure.bad(fault.get()));
            return;
        }
        changeEnded(UNDONE.contains(response.status().code()));
        Delivery next = new Delivery(core, client, this, response);
        delivery = next;
        next.begin();
    }

    private static Optional<String> fault(HttpResponse response) {
        if (response.status().code() == 101) {
            return Optional.of("switched to another protocol, which was not requested");
        }
        boolean isCoded = response.headers().contains("Transfer-Encoding")
                && !response.headers().getAll("Transfer-Encoding").stream()
                        .allMatch(coding -> coding.strip().equalsIgnoreCase("chunked"));
        return isCoded
                ? Optional.of("sent a response with another transfer coding than chunked, which was not requested")
                : Optional.empty();
    }

    /** A response such as 100 or 103 goes before the one (RFC 9110, 15.2). */
    private void passInterim(HttpResponse response) {
        if (!client.isOld()) {
            client.write(new DefaultHttpResponse(
                    HttpVersion.HTTP_1_1, response.status(), Delivery.passing(response.headers())));
            client.write(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    @Override
    public void body(HttpContent content, boolean isLast) {
        if (isInterim) {
            isInterim = !isLast;
            content.release();
        } else if (delivery == null) {
            content.release();
        } else if (isLast) {
            long ended = giveBack(delivery.isReusable());
            delivery.end((LastHttpContent) content, ended);
        } else {
            delivery.add(content);
        }
    }

    /** When the last byte came. */
    private long giveBack(boolean isReusable) {
        UpstreamConnection done = upstream;
        upstream = null;
        if (done == null) {
            return System.nanoTime();
        }
        long ended = done.lastByte();
        if (isReusable && isSent) {
            done.release();
        } else {
            done.close();
        }
        return ended;
    }

    @Override
    public void flush() {
        if (delivery == null) {
            client.flush();
        } else {
            delivery.flush();
        }
    }

    @Override
    public void closed() {
        end(UpstreamFailure.CLOSED);
    }

    @Override
    public void broken(Throwable cause) {
        end(
                cause instanceof UpstreamConnection.MalformedResponseException
                        ? UpstreamFailure.malformed(cause)
                        : UpstreamFailure.ofConnection(cause));
    }

    @Override
    public void silent() {
        end(UpstreamFailure.silent(core.configuration().responseTimeout()));
    }

    private void end(UpstreamFailure reason) {
        UpstreamConnection lost = upstream;
        upstream = null;
        if (delivery != null) {
            core.warnings().warn(text(reason));
            isOver = true;
            delivery.cut();
        } else if (lost != null && lost.mayHaveBeenStale() && isRepeatable() && reason.status() == 502) {
            connect(true);
        } else {
            fail(reason);
        }
    }

    private String text(UpstreamFailure reason) {
        return reason.problem(core.configuration().upstream().url().toString()).detail();
    }

    private void fail(UpstreamFailure reason) {
        if (isOver) {
            return;
        }
        UpstreamFailure first = failure == null ? reason : failure;
        if (failure == null) {
            failure = reason;
            core.warnings().warn(text(reason));
            if (isOperation && !hasBody && (begun == 0 || isRepeatable())) {
                instead =
                        core.parts().standIn().of(UpstreamRequest.key(request)).orElse(null);
            }
            if (instead != null) {
                connect(!isRepeatable());
                return;
            }
        }
        isOver = true;
        ended(begun != 0);
        Optional<OwnResponse> grant =
                CrossOrigin.grant(request, wanted -> core.judging().isJudged(wanted, relative));
        if (grant.isPresent()) {
            client.respond(grant.get());
            return;
        }
        ProblemException problem =
                first.problem(core.configuration().upstream().url().toString());
        client.respond(CrossOrigin.readable(OwnResponse.of(problem, request.uri()), request));
    }

    /** Wants nothing more from the upstream. */
    void disconnect() {
        if (upstream != null) {
            upstream.close();
            upstream = null;
        }
    }

    @Override
    public void clientGone() {
        isOver = true;
        ended(begun != 0 && delivery == null);
        disconnect();
        if (delivery != null) {
            delivery.abandon();
        }
    }
}
