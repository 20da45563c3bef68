package io.damson.cli;

import io.damson.proxy.ProxyServer;
import io.damson.proxy.page.Journal;
import io.damson.proxy.page.TrafficReports;
import io.damson.verify.traffic.Judge;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * The end of a proxy, when the process is told to stop: the traffic in flight is completed and judged, the reports are written, the numbers
 * printed. The exit code says whether a response was wrong.
 */
record ProxyEnd(
        CommandLine command,
        ProxyServer proxy,
        RecordingOptions.Running recorded,
        Journal journal,
        Judge judge,
        FindingLines findings,
        TrafficReports reports,
        Optional<Path> folder)
        implements Runnable {

    /** A signal gives a JVM an exit code of its own, which nothing but a halt can change. */
    @Override
    public void run() {
        int exitCode = CommandLine.ExitCode.SOFTWARE;
        try {
            exitCode = end();
        } catch (RuntimeException | Error e) {
            LoggerFactory.getLogger(ProxyEnd.class).error("the end is not complete", e);
        } finally {
            command.getOut().flush();
            command.getErr().flush();
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private int end() {
        proxy.close();
        recorded.close();
        Journal.Counts counts = journal.counts();
        PrintWriter out = command.getOut();
        out.println();
        out.print(summary(counts));
        boolean isWritten = folder.map(this::write).orElse(true);
        return counts.isWrong() || !isWritten ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    private boolean write(Path into) {
        try {
            reports.write(into);
            command.getOut().println("reports: " + into.resolve("report.html"));
            return true;
        } catch (IOException e) {
            command.getErr().println("damson proxy: cannot write the reports to " + into + ": " + e);
            return false;
        }
    }

    private String summary(Journal.Counts counts) {
        StringBuilder text = new StringBuilder();
        findings.more().forEach((relation, more) -> text.append("%s: %d more%n".formatted(relation, more)));
        text.append("requests: %d, judged: %d, not judged: %d%n"
                .formatted(counts.requests(), counts.judged(), counts.unjudged()));
        counts.reasons().forEach((why, times) -> text.append("not judged: %d: %s%n".formatted(times, why)));
        Set<String> known = judge.settings().known();
        Set<String> warnings = judge.settings().warnings();
        text.append(line(
                "findings", counts.failures(), relation -> !known.contains(relation) && !warnings.contains(relation)));
        text.append(line("warnings", counts.failures(), warnings::contains));
        text.append(line("accepted", counts.failures(), known::contains));
        text.append(line("unconfirmed", judge.unconfirmed(), relation -> true));
        text.append(verdict(counts)).append(System.lineSeparator());
        return text.toString();
    }

    private static String line(String title, Map<String, Integer> counts, Predicate<String> isMeant) {
        String relations = counts.entrySet().stream()
                .filter(count -> isMeant.test(count.getKey()))
                .map(count -> count.getKey() + " " + count.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
        return relations.isEmpty() ? "" : "%s: %s%n".formatted(title, relations);
    }

    private static String verdict(Journal.Counts counts) {
        if (counts.isWrong()) {
            return "does not conform";
        }
        return counts.judged() == 0 ? "no verdict: nothing was judged" : "nothing wrong in what was judged";
    }
}
