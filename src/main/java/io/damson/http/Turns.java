package io.damson.http;

import io.damson.http.Claim.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Decides which requests are served, which wait, and which have waited too long. Clients take turns; those of one client come in the order
 * in which they came, kind by kind. Thread-safe.
 *
 * @param <W> a request that waits
 */
final class Turns<W> {
    /** A client that has had no quick answer for so long is stuck: its quick requests may last too. */
    private static final Duration STUCK = Duration.ofMillis(20);

    /** How long a worker waits for a place for a quick request: to let the request wait without a worker costs more. */
    private static final Duration SHORT_WAIT = Duration.ofMillis(5);

    private final Shares shares;
    private final Patience patience;
    private final LongSupplier nanos;
    private final Map<Long, Lane<W>> lanes = new HashMap<>();
    private final Deque<Lane<W>> withWaiting = new ArrayDeque<>();
    private final Places places = new Places();
    private int waiting;
    private boolean workerWaits;

    /** Since when somebody has always been waiting since the server was full. */
    private long fullSince;

    /** @param nanos a clock */
    Turns(Shares shares, Patience patience, LongSupplier nanos) {
        this.shares = shares;
        this.patience = patience;
        this.nanos = nanos;
    }

    /** When a request is served. */
    enum Turn {
        NOW,
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
        Lane<W> lane = lanes.computeIfAbsent(claim.client(), client -> new Lane<>(client, shares, nanos.getAsLong()));
        Kind kind = claim.kind();
        if (mayBegin(lane, kind) || kind == Kind.QUICK && awaitPlace(lane)) {
            begin(lane, kind);
            return Turn.NOW;
        }
        if (waiting >= shares.waiting()) {
            forgetIfIdle(lane);
            return Turn.NEVER;
        }
        long now = nanos.getAsLong();
        if (waiting++ == 0) {
            fullSince = now;
        }
        if (!lane.hasWaiting()) {
            lane.crowdedSince = now;
            withWaiting.add(lane);
        }
        lane.queue(kind).add(new Waiting<>(request.get(), now));
        return Turn.LATER;
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
        lane.awaited = true;
        long end = System.nanoTime() + SHORT_WAIT.toNanos();
        try {
            while (!mayBegin(lane, Kind.QUICK) && System.nanoTime() - end < 0) {
                wait(SHORT_WAIT.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            workerWaits = false;
            lane.awaited = false;
        }
        return mayBegin(lane, Kind.QUICK);
    }

    private boolean hasPlace(Kind kind) {
        return places.all() < shares.served()
                && (!kind.mayLast() || places.lasting() < shares.lasting())
                && (kind != Kind.CHANGE || places.taken(kind) < shares.changes());
    }

    private void begin(Lane<W> lane, Kind kind) {
        lane.places.take(kind);
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
        lane.places.giveBack(claim.kind());
        places.giveBack(claim.kind());
        if (slow && claim.kind() == Kind.SEARCH) {
            lane.slowAt(nanos.getAsLong());
        }
        if (claim.kind() == Kind.QUICK) {
            lane.quickAt = nanos.getAsLong();
        }
        if (workerWaits) {
            notifyAll();
        }
        List<Started<W>> started = withWaiting.isEmpty() ? List.of() : start();
        forgetIfIdle(lane);
        return started;
    }

    private List<Started<W>> start() {
        List<Started<W>> started = new ArrayList<>();
        int inVain = 0;
        while (inVain < withWaiting.size() && places.all() < shares.served()) {
            Lane<W> lane = withWaiting.remove();
            Optional<Kind> next = lane.next(nanos.getAsLong(), this::hasPlace);
            next.ifPresent(kind -> {
                begin(lane, kind);
                waiting--;
                started.add(new Started<>(
                        new Claim(lane.client, kind), lane.queue(kind).remove().request()));
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
        boolean full = false;
        for (Lane<W> lane : withWaiting) {
            for (Kind kind : Kind.values()) {
                boolean behindItsOwn = !lane.hasPlace(kind, now);
                full |= !behindItsOwn && !lane.queue(kind).isEmpty();
                removeLate(lane.queue(kind), behindItsOwn, behindItsOwn ? lane.crowdedSince : fullSince, now, late);
            }
        }
        if (!full) {
            fullSince = now;
        }
        waiting -= late.size();
        withWaiting.removeIf(lane -> !lane.hasWaiting());
        return late;
    }

    private void removeLate(Deque<Waiting<W>> queue, boolean behindItsOwn, long since, long now, List<W> late) {
        Duration limit = now - since > patience.burst().toNanos() ? patience.crowded() : patience.burst();
        int certain = behindItsOwn ? shares.certain() : 0;
        for (Iterator<Waiting<W>> all = queue.iterator(); all.hasNext(); certain--) {
            Waiting<W> one = all.next();
            if (now - one.since() > (certain > 0 ? patience.longest() : limit).toNanos()) {
                all.remove();
                late.add(one.request());
            }
        }
    }

    /** Whether somebody waits. */
    synchronized boolean hasWaiting() {
        return waiting > 0;
    }

    private void forgetIfIdle(Lane<W> lane) {
        if (lane.places.all() == 0 && !lane.awaited && !lane.hasWaiting() && !lane.isSlow(nanos.getAsLong())) {
            lanes.remove(lane.client);
        }
    }

    /** Since when a request waits. */
    private record Waiting<W>(W request, long since) {}

    /** The requests of one client. */
    private static final class Lane<W> {
        private static final Duration SLOW_FOR = Duration.ofSeconds(10);

        private final long client;
        private final Shares shares;
        private final Places places = new Places();
        private final Map<Kind, Deque<Waiting<W>>> queues = new EnumMap<>(Kind.class);
        private long crowdedSince;
        private long quickAt;
        private boolean awaited;
        private boolean wasSlow;
        private long lastSlow;

        Lane(long client, Shares shares, long now) {
            this.client = client;
            this.quickAt = now;
            this.shares = shares;
        }

        Deque<Waiting<W>> queue(Kind kind) {
            return queues.computeIfAbsent(kind, unseen -> new ArrayDeque<>());
        }

        boolean hasWaiting() {
            return queues.values().stream().anyMatch(queue -> !queue.isEmpty());
        }

        void slowAt(long now) {
            wasSlow = true;
            lastSlow = now;
        }

        boolean isSlow(long now) {
            wasSlow &= now - lastSlow < SLOW_FOR.toNanos();
            return wasSlow;
        }

        boolean isStuck(long now) {
            return now - quickAt > STUCK.toNanos();
        }

        boolean hasPlace(Kind kind, long now) {
            return (places.all() < shares.ofClient() || kind == Kind.QUICK && !isStuck(now))
                    && (!kind.mayLast() || places.lasting() < shares.lastingOfClient())
                    && (kind != Kind.SEARCH || places.taken(kind) == 0 || !isSlow(now));
        }

        /** The kind whose first request has waited longest, of those that have a place. */
        Optional<Kind> next(long now, Predicate<Kind> free) {
            Optional<Kind> next = Optional.empty();
            long longest = -1;
            for (Kind kind : Kind.values()) {
                Waiting<W> first = queue(kind).peek();
                if (first != null && now - first.since() > longest && hasPlace(kind, now) && free.test(kind)) {
                    next = Optional.of(kind);
                    longest = now - first.since();
                }
            }
            return next;
        }
    }

    /** How many places are taken, kind by kind. */
    private static final class Places {
        private final Map<Kind, Integer> taken = new EnumMap<>(Kind.class);
        private int all;

        int all() {
            return all;
        }

        int taken(Kind kind) {
            return taken.getOrDefault(kind, 0);
        }

        int lasting() {
            return all - taken(Kind.QUICK);
        }

        void take(Kind kind) {
            taken.merge(kind, 1, Integer::sum);
            all++;
        }

        void giveBack(Kind kind) {
            taken.merge(kind, -1, Integer::sum);
            all--;
        }
    }
}
