package io.damson.cli;

import io.damson.proxy.Observer;
import io.damson.proxy.page.PassedRequest;
import io.damson.verify.traffic.Passage;
import io.damson.verify.traffic.Verdict;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** One line for each request to the API that a proxy has passed on: method, target, status, time, and the verdict. Thread-safe. */
final class PassedLines implements Observer {
    private final RequestLine line;

    PassedLines(PrintWriter err, Ansi colours) {
        this.line = new RequestLine(err, colours);
    }

    @Override
    public void judged(Verdict verdict) {
        String failed = verdict.findings().stream()
                .map(finding -> finding.relation().id())
                .collect(Collectors.joining(", "));
        print(
                verdict.passage(),
                !failed.isEmpty()
                        ? line.styled(verdict.isWrong() ? "red" : "yellow", failed)
                        : verdict.isJudged()
                                ? "ok"
                                : unjudged(verdict.unjudged().orElse("")));
    }

    @Override
    public void unjudged(Passage passage, String why) {
        print(passage, unjudged(why));
    }

    private static String unjudged(String why) {
        return why.isEmpty() ? "not judged" : "not judged: " + why;
    }

    private void print(Passage passage, String verdict) {
        PassedRequest request = PassedRequest.of(passage);
        line.print(
                request.method() + " " + request.target(), passage.status(), request.milliseconds() + " ms", verdict);
    }
}
