package io.damson.proxy.page;

import io.damson.proxy.ProxyConfiguration;
import io.damson.verify.FailOn;
import io.damson.verify.Outcome;
import io.damson.verify.Report;
import io.damson.verify.Result;
import io.damson.verify.VerifySettings;
import io.damson.verify.exchange.Credential;
import io.damson.verify.relation.Relation;
import io.damson.verify.report.Reports;
import io.damson.verify.traffic.Judge;
import io.damson.verify.traffic.JudgeSettings;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The reports of the traffic until now: those of {@code damson verify}, and the archive of exchanges. Thread-safe. */
public final class TrafficReports {
    /** The archive of exchanges (HAR 1.2). */
    public static final String ARCHIVE = "traffic.har";

    /** The names of all reports. */
    static final List<String> FILES =
            Stream.concat(Reports.FILES.stream(), Stream.of(ARCHIVE)).toList();

    private final Journal journal;
    private final Judge judge;
    private final String command;

    /**
     * Of a journal.
     *
     * @param judge whose verdicts the journal has
     * @param more options of the command line beside those of the configuration and the judge, with their values
     */
    public TrafficReports(Journal journal, Judge judge, ProxyConfiguration configuration, List<String> more) {
        this.journal = journal;
        this.judge = judge;
        this.command = CommandLine.of(configuration, judge.settings(), more);
    }

    /**
     * Writes all into a folder that is there.
     *
     * @throws IOException if it cannot be written to
     */
    public void write(Path folder) throws IOException {
        for (String file : FILES) {
            try (Writer writer = Files.newBufferedWriter(folder.resolve(file))) {
                write(file, writer);
            }
        }
    }

    /** Writes one of {@link #FILES}. */
    void write(String file, Writer writer) throws IOException {
        if (file.equals(ARCHIVE)) {
            new Archive(judge.settings().target().url()).write(journal.exchanges(0), writer);
            return;
        }
        Journal.Counts counts = journal.counts();
        JudgeSettings settings = judge.settings();
        Reports.write(file, report(counts), new ProxyOrigin(command, settings.target(), counts), writer);
    }

    /** What the traffic comes to. */
    Report report(Journal.Counts counts) {
        JudgeSettings settings = judge.settings();
        return new Report(
                settings.target(),
                settings(settings),
                "",
                0,
                results(settings),
                judge.operations(),
                journal.statuses(),
                (int) Math.min(counts.requests(), Integer.MAX_VALUE),
                List.of(),
                Optional.empty(),
                journal.begun(),
                Duration.between(journal.begun(), Instant.now()));
    }

    /** Those of a run that sends nothing. */
    private static VerifySettings settings(JudgeSettings settings) {
        return new VerifySettings(
                settings.target(),
                Credential.NONE,
                Optional.empty(),
                settings.relations(),
                settings.level(),
                Set.of(),
                Set.of(),
                settings.known(),
                settings.strict(),
                0,
                VerifySettings.MAX_REQUESTS,
                Optional.empty(),
                FailOn.FAILED,
                0,
                Duration.ZERO,
                settings.contract());
    }

    private List<Result> results(JudgeSettings settings) {
        Map<String, Outcome.Failed> failed = new LinkedHashMap<>();
        Map<String, Relation> relations = new LinkedHashMap<>();
        settings.relations().all().stream()
                .filter(relation -> settings.level().includes(relation.level()))
                .forEach(relation -> relations.put(relation.id(), relation));
        journal.findings(0).forEach(seen -> {
            relations.putIfAbsent(seen.finding().relation().id(), seen.finding().relation());
            failed.putIfAbsent(seen.finding().relation().id(), seen.finding().failed());
        });
        Map<String, Integer> cases = judge.cases();
        Map<String, Integer> unconfirmed = judge.unconfirmed();
        return relations.values().stream()
                .map(relation -> new Result(
                        relation,
                        failed.containsKey(relation.id())
                                ? failed.get(relation.id())
                                : outcome(
                                        cases.getOrDefault(relation.id(), 0),
                                        unconfirmed.getOrDefault(relation.id(), 0)),
                        Duration.ZERO))
                .toList();
    }

    private static Outcome outcome(int cases, int unconfirmed) {
        if (unconfirmed > 0) {
            return new Outcome.Passed(
                    cases, List.of("unstable: no later request showed whether some responses were wrong or changed"));
        }
        return cases > 0
                ? new Outcome.Passed(cases, List.of())
                : new Outcome.NotChecked("no traffic showed it", Optional.empty());
    }
}
