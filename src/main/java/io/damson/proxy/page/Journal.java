package io.damson.proxy.page;

import io.damson.proxy.Observer;
import io.damson.proxy.page.KeptExchange.Said;
import io.damson.verify.shape.Operation;
import io.damson.verify.traffic.Finding;
import io.damson.verify.traffic.Passage;
import io.damson.verify.traffic.Verdict;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What has passed: the latest exchanges, the findings, and how often what came. Bounded: {@value MAX_EXCHANGES} exchanges within
 * {@value MAX_BYTES} bytes, {@value MAX_FINDINGS} findings of which no two are alike, {@value MAX_OF_A_RELATION} of one relation. The rest
 * is counted. Thread-safe.
 */
public final class Journal implements Observer {
    static final int MAX_EXCHANGES = 1_000;
    static final long MAX_BYTES = 32 * 1024 * 1024;
    static final int MAX_FINDINGS = 1_000;
    static final int MAX_OF_A_RELATION = 100;

    private final Instant begun = Instant.now();
    private final Coverage coverage;
    private final Deque<KeptExchange> exchanges = new ArrayDeque<>();
    private final List<SeenFinding> findings = new ArrayList<>();
    private final Set<String> kinds = new HashSet<>();
    private final Map<String, Integer> keptOf = new HashMap<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private boolean isWrong;
    private long bytes;
    private long last;
    private long judged;
    private long unjudged;

    /**
     * Empty.
     *
     * @param operations that can be used: those of the judge
     */
    public Journal(List<Operation> operations) {
        this.coverage = new Coverage(operations);
    }

    @Override
    public synchronized void judged(Verdict verdict) {
        Passage passage = verdict.passage();
        verdict.operation()
                .ifPresent(operation -> coverage.add(operation, passage.status(), Uses.of(passage.target())));
        List<Finding> found = Stream.concat(verdict.findings().stream(), verdict.confirmed().stream())
                .toList();
        found.forEach(finding -> note(passage, finding));
        String reason = verdict.unjudged().orElse("");
        if (verdict.isJudged()) {
            judged++;
        } else {
            unjudged(1, reason);
        }
        Said said = verdict.isWrong() ? Said.FAILED : verdict.isJudged() ? Said.OK : Said.UNJUDGED;
        keep(
                passage,
                said,
                verdict.findings().stream()
                        .map(finding -> finding.relation().id())
                        .toList(),
                reason);
    }

    @Override
    public synchronized void unjudged(Passage passage, String why) {
        unjudged(1, why);
        keep(passage, Said.UNJUDGED, List.of(), why);
    }

    @Override
    public synchronized void unjudged(int times, String why) {
        unjudged += times;
        reasons.merge(why, times, Integer::sum);
    }

    private void note(Passage passage, Finding finding) {
        String relation = finding.relation().id();
        failures.merge(relation, 1, Integer::sum);
        isWrong |= finding.isFailure();
        if (findings.size() == MAX_FINDINGS || keptOf.getOrDefault(relation, 0) == MAX_OF_A_RELATION) {
            return;
        }
        SeenFinding seen = SeenFinding.of(last + 1, passage, finding);
        if (kinds.add(seen.kind())) {
            last++;
            keptOf.merge(relation, 1, Integer::sum);
            findings.add(seen);
        }
    }

    private void keep(Passage passage, Said said, List<String> relations, String reason) {
        KeptExchange kept = KeptExchange.of(++last, passage, said, relations, reason);
        exchanges.add(kept);
        bytes += kept.bytes();
        while (exchanges.size() > MAX_EXCHANGES || bytes > MAX_BYTES) {
            bytes -= exchanges.remove().bytes();
        }
    }

    /**
     * How much there was.
     *
     * @param judged passages that were judged
     * @param unjudged passages that were not
     * @param reasons why they were not, and how many each
     * @param failures by the id of a relation, how often it failed
     * @param isWrong whether something speaks against the server
     * @param last the number of the latest entry
     */
    public record Counts(
            long judged,
            long unjudged,
            Map<String, Integer> reasons,
            Map<String, Integer> failures,
            boolean isWrong,
            long last) {
        /** All passages of operations. */
        public long requests() {
            return judged + unjudged;
        }
    }

    /** How much there was until now. */
    public synchronized Counts counts() {
        return new Counts(judged, unjudged, new TreeMap<>(reasons), new TreeMap<>(failures), isWrong, last);
    }

    Instant begun() {
        return begun;
    }

    /** Findings after a number, the oldest first. */
    synchronized List<SeenFinding> findings(long after) {
        return findings.stream().filter(seen -> seen.number() > after).toList();
    }

    /** The exchanges after a number that are still kept, the oldest first. */
    synchronized List<KeptExchange> exchanges(long after) {
        return exchanges.stream().filter(kept -> kept.number() > after).toList();
    }

    /** An exchange that is still kept. */
    synchronized Optional<KeptExchange> exchange(long number) {
        return exchanges.stream().filter(kept -> kept.number() == number).findFirst();
    }

    synchronized Map<String, Map<Integer, Integer>> statuses() {
        return coverage.statuses();
    }

    synchronized List<Coverage.Row> coverage() {
        return coverage.rows();
    }
}
