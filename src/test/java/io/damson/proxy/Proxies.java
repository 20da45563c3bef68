package io.damson.proxy;

import io.damson.verify.exchange.Target;
import io.damson.verify.traffic.Judge;
import io.damson.verify.traffic.JudgeSettings;
import io.damson.verify.traffic.Passage;
import io.damson.verify.traffic.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Proxies as tests need them, and what their observers learn. */
final class Proxies {
    final BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();
    final BlockingQueue<Passage> unjudged = new LinkedBlockingQueue<>();
    private final List<Observer> observers = new ArrayList<>();
    private final Judge judge;
    private Target target;
    private String basePath = "/";
    private boolean isTold;
    private boolean isEnforced;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration responseTimeout = Duration.ofSeconds(20);
    private Map<String, LocalHandler> locals = Map.of();
    private Interference interference = Interference.NONE;
    private StandIn standIn = StandIn.NONE;

    private Proxies(Target target) {
        this.target = target;
        this.judge = new Judge(JudgeSettings.of(target));
    }

    static Proxies to(URI upstream) {
        return new Proxies(new Target(upstream));
    }

    Proxies target(Target other) {
        target = other;
        return this;
    }

    /** It learns of all before the queues here do. */
    Proxies observer(Observer observer) {
        observers.add(observer);
        return this;
    }

    /** What judges; that of a target which was given later is the first one's. */
    Judge judge() {
        return judge;
    }

    Proxies basePath(String path) {
        basePath = path;
        return this;
    }

    Proxies told() {
        isTold = true;
        return this;
    }

    Proxies enforced() {
        isEnforced = true;
        return told();
    }

    Proxies responseTimeout(Duration timeout) {
        responseTimeout = timeout;
        return this;
    }

    Proxies connectTimeout(Duration timeout) {
        connectTimeout = timeout;
        return this;
    }

    Proxies local(String path, LocalHandler handler) {
        locals = Map.of(path, handler);
        return this;
    }

    Proxies interference(Interference other) {
        interference = other;
        return this;
    }

    Proxies standIn(StandIn other) {
        standIn = other;
        return this;
    }

    ProxyServer start() {
        List<Observer> all = new ArrayList<>(observers);
        all.add(new Observer() {
            @Override
            public void judged(Verdict verdict) {
                verdicts.add(verdict);
            }

            @Override
            public void unjudged(Passage passage, String why) {
                unjudged.add(passage);
            }
        });
        try {
            return ProxyServer.start(
                    new ProxyConfiguration(
                            "127.0.0.1", 0, basePath, target, isTold, isEnforced, connectTimeout, responseTimeout),
                    new ProxyServer.Parts(judge, all, locals, interference, standIn));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts, and needs no look at what is learnt. */
    static ProxyServer before(RawUpstream upstream) {
        return to(upstream.url()).start();
    }
}
