package io.damson.proxy.page;

import io.damson.verify.exchange.Curl;
import io.damson.verify.exchange.Target;
import io.damson.verify.report.FailureLines;
import io.damson.verify.traffic.Field;
import io.damson.verify.traffic.Judge;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the page shows, as JSON. */
final class PageState {
    /** More rows nobody reads. */
    private static final int MOST_ROWS = 200;

    private PageState() {}

    /**
     * What has come since the page looked before.
     *
     * @param run another one as soon as the proxy was started again
     * @param last the number to begin with next time
     */
    record State(
            String run,
            String upstream,
            String level,
            long last,
            long requests,
            long judged,
            long unjudged,
            Map<String, Integer> reasons,
            Map<String, Integer> failures,
            Map<String, Integer> unconfirmed,
            List<FindingRow> findings,
            List<ExchangeRow> exchanges,
            List<Coverage.Row> coverage) {}

    /** A finding. */
    record FindingRow(
            long number,
            String time,
            String relation,
            String title,
            String outcome,
            String expected,
            String got,
            String because,
            List<String> curl) {}

    /** A row of the journal. */
    record ExchangeRow(
            long number,
            String time,
            String method,
            String target,
            int status,
            double milliseconds,
            String verdict,
            List<String> relations,
            String reason) {}

    /** An exchange with all that is kept of it. */
    record Exchange(List<Field> requestFields, List<Field> fields, String body, boolean isBase64, boolean isCut) {}

    static State since(long number, Journal journal, Judge judge) {
        Target target = judge.settings().target();
        Journal.Counts counts = journal.counts();
        List<KeptExchange> exchanges = journal.exchanges(number).stream()
                .filter(kept -> kept.number() <= counts.last())
                .toList();
        return new State(
                journal.begun().toString(),
                target.url().toString(),
                judge.settings().level().toString(),
                counts.last(),
                counts.requests(),
                counts.judged(),
                counts.unjudged(),
                counts.reasons(),
                counts.failures(),
                judge.unconfirmed(),
                journal.findings(number).stream()
                        .filter(seen -> seen.number() <= counts.last())
                        .map(seen -> row(seen, target))
                        .toList(),
                exchanges.subList(Math.max(0, exchanges.size() - MOST_ROWS), exchanges.size()).stream()
                        .map(PageState::row)
                        .toList(),
                journal.coverage());
    }

    private static FindingRow row(SeenFinding seen, Target target) {
        var relation = seen.finding().relation();
        var failed = seen.finding().failed();
        return new FindingRow(
                seen.number(),
                seen.seen().toString(),
                relation.id(),
                relation.title(),
                failed.word(),
                FailureLines.printable(failed.expected()),
                FailureLines.printable(failed.got()),
                relation.because(),
                failed.requests().stream()
                        .map(request -> Curl.line(target, request))
                        .toList());
    }

    private static ExchangeRow row(KeptExchange kept) {
        return new ExchangeRow(
                kept.number(),
                kept.passage().received().toString(),
                kept.passage().method(),
                kept.redaction().target(kept.passage().target()),
                kept.passage().status(),
                Math.round(kept.milliseconds() * 10) / 10.0,
                kept.verdict().name().toLowerCase(Locale.ROOT),
                kept.relations(),
                kept.reason());
    }

    static Exchange of(KeptExchange kept) {
        Redaction redaction = kept.redaction();
        KeptBody body = KeptBody.of(kept.passage(), redaction);
        return new Exchange(
                redaction.fields(kept.passage().requestFields()),
                redaction.fields(kept.passage().fields()),
                body.text(),
                body.isBase64(),
                body.isCut());
    }
}
