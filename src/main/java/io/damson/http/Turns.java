package io.damson.http;

import io.damson.http.Claim.Kind;
import io.damson.http.Queue.Waiting;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Decides which requests are served, which wait, and which have waited too long. Clients take turns; those of one client come in the order
 * in which they came, kind by kind. Thread-safe.
 *
 * @param <W> a request that waits
 */
final class Turns<W> {
    /** How long a worker waits for a place for a quick request: to let the request wait without a worker costs more. */
    private static final Duration SHORT_WAIT = Duration.ofMillis(5);

    /** When those are refused who are not to wait for their turn: who comes back at once comes no sooner than that. */
    private static final Duration REFUSED_AFTER = Duration.ofMillis(100);

    private final Shares shares;
    private final Patience patience;
    private final LongSupplier nanos;
    private final Map<Long, Lane<W>> lanes = new HashMap<>();
    private final Deque<Lane<W>> withWaiting = new ArrayDeque<>();
    private final Places places = new Places();

    /** Of all clients together, where it is for others that they wait. */
    private final Map<Kind, Crowd> crowds = new EnumMap<>(Kind.class);

    private final Deque<Waiting<W>> toRefuse = new ArrayDeque<>();
    private int waiting;
    private boolean workerWaits;

    /** @param nanos a clock */
    Turns(Shares shares, Patience patience, LongSupplier nanos) {
        this.shares = shares;
        this.patience = patience;
        this.nanos = nanos;
        for (Kind kind : Kind.values()) {
            crowds.put(kind, new Crowd(patience));
        }
    }

    /** When a request is served. */
    enum Turn {
        NOW,
        /** Or refused by then. */
        LATER,
        NEVER
    }

    /** A request whose turn has come. */
    record Started<W>(Claim claim, W request) {}

    /**
     * Takes a place for a request, if there is one.
     *
     * @param request is called where it has to wait
     */
    synchronized Turn take(Claim claim, Supplier<W> request) {
        Lane<W> lane = lanes.computeIfAbsent(
                claim.client(), client -> new Lane<>(client, shares, patience, nanos.getAsLong()));
        Kind kind = claim.kind();
        if (mayBegin(lane, kind) || kind == Kind.QUICK && awaitPlace(lane)) {
            if (waiting > 0) {
                crowd(kind).isShort(nanos.getAsLong());
            }
            begin(lane, kind);
            return Turn.NOW;
        }
        if (waiting + toRefuse.size() >= shares.waiting()) {
            forgetIfIdle(lane);
            return Turn.NEVER;
        }
        Waiting<W> one = new Waiting<>(request.get(), nanos.getAsLong());
        Optional<Crowd> keptOutBy = keptOutBy(lane, kind, one.since());
        keptOutBy.ifPresentOrElse(
                crowd -> {
                    crowd.refused(one.since());
                    toRefuse.add(one);
                    forgetIfIdle(lane);
                },
                () -> await(lane, kind, one));
        return Turn.LATER;
    }

    private void await(Lane<W> lane, Kind kind, Waiting<W> one) {
        if (!lane.hasWaiting()) {
            withWaiting.add(lane);
        }
        lane.queue(kind).add(one);
        waiting++;
    }

    private Crowd crowd(Kind kind) {
        return Objects.requireNonNull(crowds.get(kind));
    }

    /** The crowd, of all clients or of the request's own, for which it may not even wait. */
    private Optional<Crowd> keptOutBy(Lane<W> lane, Kind kind, long now) {
        Queue<W> queue = lane.queue(kind);
        Crowd own = queue.crowd();
        Crowd all = crowd(kind);
        int lanesBefore = waitingLanes(kind);
        if (lanesBefore == 0) {
            all.isShort(now);
        }
        if (queue.isEmpty()) {
            own.isShort(now);
        }
        all.look(now);
        own.look(now);
        long share =
                Math.max(shares.certainOfAll(), all.servedSoon()) / (queue.isEmpty() ? lanesBefore + 1 : lanesBefore);
        if (!hasPlace(kind) && all.isKeptShort(now) && queue.size() >= share) {
            return Optional.of(all);
        }
        return !lane.hasPlace(kind, now)
                        && own.isKeptShort(now)
                        && queue.size() >= Math.max(shares.certain(), own.servedSoon())
                ? Optional.of(own)
                : Optional.empty();
    }

    private int waitingLanes(Kind kind) {
        int lanesOfKind = 0;
        for (Lane<W> lane : withWaiting) {
            lanesOfKind += lane.queue(kind).isEmpty() ? 0 : 1;
        }
        return lanesOfKind;
    }

    private boolean mayBegin(Lane<W> lane, Kind kind) {
        return lane.queue(kind).isEmpty() && lane.hasPlace(kind, nanos.getAsLong()) && hasPlace(kind);
    }

    /** Waits for a place as long as its client gets quick answers, and nobody else does; whether there is one. */
    private boolean awaitPlace(Lane<W> lane) {
        if (workerWaits || waiting > 0 || lane.isStuck(nanos.getAsLong())) {
            return false;
        }
        workerWaits = true;
        lane.awaits(true);
        long end = System.nanoTime() + SHORT_WAIT.toNanos();
        try {
            while (!mayBegin(lane, Kind.QUICK) && System.nanoTime() - end < 0) {
                wait(SHORT_WAIT.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            workerWaits = false;
            lane.awaits(false);
        }
        return mayBegin(lane, Kind.QUICK);
    }

    private boolean hasPlace(Kind kind) {
        return places.all() < shares.served()
                && (!kind.mayLast() || places.lasting() < shares.lasting())
                && (kind != Kind.CHANGE || places.taken(kind) < shares.changes());
    }

    private void begin(Lane<W> lane, Kind kind) {
        lane.places().take(kind);
        places.take(kind);
    }

    /**
     * Gives the place of a request back.
     *
     * @param slow whether it has lasted too long
     * @return those whose turn has come by that
     */
    synchronized List<Started<W>> leave(Claim claim, boolean slow) {
        Lane<W> lane = lanes.get(claim.client());
        if (lane == null) {
            throw new IllegalStateException("no request of that client is served");
        }
        lane.places().giveBack(claim.kind());
        places.giveBack(claim.kind());
        if (slow && claim.kind() == Kind.SEARCH) {
            lane.slowAt(nanos.getAsLong());
        }
        if (claim.kind() == Kind.QUICK) {
            lane.quickAt(nanos.getAsLong());
        }
        if (workerWaits) {
            notifyAll();
        }
        List<Started<W>> started = withWaiting.isEmpty() ? List.of() : start(nanos.getAsLong());
        forgetIfIdle(lane);
        return started;
    }

    private List<Started<W>> start(long now) {
        List<Started<W>> started = new ArrayList<>();
        int inVain = 0;
        while (inVain < withWaiting.size() && places.all() < shares.served()) {
            Lane<W> lane = withWaiting.remove();
            Optional<Kind> next = lane.next(now, this::hasPlace);
            next.ifPresent(kind -> {
                begin(lane, kind);
                waiting--;
                Waiting<W> first = lane.queue(kind).remove(now);
                crowd(kind).served(first.since(), now);
                started.add(new Started<>(new Claim(lane.client(), kind), first.request()));
            });
            inVain = next.isPresent() ? 0 : inVain + 1;
            if (lane.hasWaiting()) {
                withWaiting.add(lane);
            }
        }
        return started;
    }

    /** Those that have waited too long, and no longer wait. */
    synchronized List<W> overdue() {
        long now = nanos.getAsLong();
        List<W> late = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            removeLate(kind, now, late);
        }
        waiting -= late.size();
        withWaiting.removeIf(lane -> !lane.hasWaiting());
        while (!toRefuse.isEmpty() && toRefuse.element().isLate(REFUSED_AFTER, now)) {
            late.add(toRefuse.remove().request());
        }
        return late;
    }

    private void removeLate(Kind kind, long now, List<W> late) {
        boolean full = !hasPlace(kind);
        Crowd all = crowd(kind);
        if (!full) {
            all.isShort(now);
        }
        all.look(now);
        int lanesOfKind = waitingLanes(kind);
        int place = 0;
        for (Lane<W> lane : withWaiting) {
            Queue<W> queue = lane.queue(kind);
            if (!queue.isEmpty()) {
                int share = full && all.isOverloaded(now)
                        ? all.isStuck(now) ? 0 : (shares.certainOfAll() + lanesOfKind - 1 - place) / lanesOfKind
                        : shares.certain();
                removeLate(queue, !lane.hasPlace(kind, now), share, full ? all : queue.crowd(), now, late);
                place++;
            }
        }
    }

    /** @param crowd of all clients where it is for others too that the queue waits */
    private void removeLate(Queue<W> queue, boolean behindItsOwn, int certain, Crowd crowd, long now, List<W> late) {
        Crowd own = queue.crowd();
        if (!behindItsOwn) {
            own.isShort(now);
        }
        own.look(now);
        Duration ofOthers = own.isOverloaded(now) ? own.limit(now) : crowd.limit(now);
        int before = late.size();
        queue.removeLate(certain, behindItsOwn ? patience.longest() : patience.burst(), ofOthers, now, late);
        if (late.size() > before) {
            own.refused(now);
            crowd.refused(now);
        }
    }

    /** Whether somebody waits, be it to be refused. */
    synchronized boolean hasWaiting() {
        return waiting > 0 || !toRefuse.isEmpty();
    }

    /** Requests have waited for what was away: that was no overload, nor were their searches slow. */
    synchronized void forgetOverloads() {
        long now = nanos.getAsLong();
        crowds.values().forEach(crowd -> crowd.forget(now));
        lanes.values().forEach(lane -> lane.forget(now));
    }

    private void forgetIfIdle(Lane<W> lane) {
        if (lane.isIdle(nanos.getAsLong())) {
            lanes.remove(lane.client());
        }
    }
}
