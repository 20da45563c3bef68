package io.damson.verify.report;

import io.damson.verify.Outcome;
import io.damson.verify.Report;
import io.damson.verify.Result;
import io.damson.verify.exchange.Curl;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import io.damson.verify.shape.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import javax.xml.stream.XMLStreamException;

/** {@code report.html}: one page that needs nothing else, for people. */
final class HtmlReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Report report;
    private final Markup html;

    private HtmlReport(Report report, Markup html) {
        this.report = report;
        this.html = html;
    }

    static void write(Report report, Path file) throws IOException {
        try (Markup html = new Markup(file, "<!DOCTYPE html>\n")) {
            HtmlReport page = new HtmlReport(report, html);
            html.element("html", page::page, "lang", "en");
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void page() throws XMLStreamException {
        html.element("head", () -> {
            html.empty("meta", "charset", "utf-8");
            html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
            html.text("title", "damson verify: " + Findings.verdict(report));
            html.text("style", style());
        });
        html.element(
                "body",
                () -> html.element("main", () -> {
                    summary();
                    contents();
                    failures();
                    relations();
                    coverage();
                    gaps();
                }));
    }

    private void summary() throws XMLStreamException {
        html.element(
                "header",
                () -> {
                    html.text("h1", Findings.verdict(report));
                    html.text("p", Findings.summary(report), "class", "numbers");
                    html.element("dl", () -> {
                        fact("Server", report.target().url().toString());
                        fact("Images", report.images());
                        fact("Level", report.settings().level().toString());
                        fact("Seed", Long.toString(report.seed()));
                        fact(
                                "Contract",
                                report.settings()
                                        .contract()
                                        .map(Path::toString)
                                        .orElse("openapi/dam-images.yaml of Damson"));
                        fact("Begun", TIME.format(report.begun()));
                        fact("Damson", Findings.version());
                        fact("Deleted", String.join(", ", report.deleted()));
                        fact("Known deviations that are none any more", String.join(", ", Findings.mended(report)));
                        fact("Broken off", report.brokenOff().orElse(""));
                    });
                    html.text("pre", CommandLine.of(report.settings()), "class", "request");
                },
                "class",
                report.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** What there is on the page, to jump to: each failure too. */
    private void contents() throws XMLStreamException {
        html.element("nav", () -> {
            html.element("ul", () -> {
                List<Result> failures = report.of(Outcome.Failed.class);
                if (!failures.isEmpty()) {
                    html.element("li", () -> {
                        html.text("a", "Failures (" + failures.size() + ")", "href", "#failures");
                        html.element("ul", () -> {
                            for (Result result : failures) {
                                html.element("li", () -> jump(result));
                            }
                        });
                    });
                }
                link("Relations", "relations");
                link("Answers seen", "answers");
                if (!Findings.gaps(report).isEmpty()) {
                    link("Not checked, or not all of it", "gaps");
                }
            });
        });
    }

    private void jump(Result result) throws XMLStreamException {
        String id = result.relation().id();
        html.text("a", id + " " + result.relation().title(), "href", "#" + id);
        if (!result.isFailure()) {
            html.text(" (" + Findings.word(result) + ")");
        }
        List<String> under = Findings.under(report, result);
        if (!under.isEmpty()) {
            html.text("; under it " + String.join(", ", under));
        }
    }

    private void link(String title, String id) throws XMLStreamException {
        html.element("li", () -> html.text("a", title, "href", "#" + id));
    }

    /** @param value where it is empty, there is nothing to say */
    private void fact(String name, String value) throws XMLStreamException {
        if (!value.isEmpty()) {
            html.text("dt", name);
            html.text("dd", value);
        }
    }

    private void failures() throws XMLStreamException {
        List<Result> failures = report.of(Outcome.Failed.class);
        if (failures.isEmpty()) {
            return;
        }
        html.text("h2", "Failures", "id", "failures");
        for (Result result : failures) {
            html.element(
                    "section",
                    () -> failure(result, (Outcome.Failed) result.outcome()),
                    "id",
                    result.relation().id(),
                    "class",
                    Findings.word(result));
        }
    }

    private void failure(Result result, Outcome.Failed failed) throws XMLStreamException {
        html.element("h3", () -> {
            html.text("span", result.relation().id(), "class", "id");
            html.text(" " + result.relation().title());
            if (!result.isFailure()) {
                html.text(" (" + Findings.word(result) + ")");
            }
        });
        html.element("dl", () -> {
            fact("Expected", failed.expected());
            fact("Got", failed.got());
            fact("Because", result.relation().because());
            fact("Not asked therefore", String.join(", ", Findings.under(report, result)));
        });
        for (int i = 0; i < failed.requests().size(); i++) {
            request(failed.requests().get(i));
            if (i < failed.exchanges().size()) {
                answer(failed.exchanges().get(i));
            }
        }
        html.text("p", "This relation alone, asked in the same way:");
        html.text("pre", CommandLine.again(report.settings(), result), "class", "request");
    }

    private void request(Request request) throws XMLStreamException {
        Optional<String> meant = Findings.meant(request);
        if (meant.isPresent()) {
            html.text("p", meant.get(), "class", "meant");
        }
        html.text("pre", Curl.line(report.target(), request), "class", "request");
    }

    private void answer(Exchange exchange) throws XMLStreamException {
        html.element("details", () -> {
            html.text("summary", "The answer: " + exchange.status());
            html.text("pre", Findings.answer(report, exchange));
        });
    }

    private void relations() throws XMLStreamException {
        html.text("h2", "Relations", "id", "relations");
        table(List.of("Relation", "What holds", "Level", "Outcome", "Cases"), () -> {
            for (Result result : report.results()) {
                html.element(
                        "tr",
                        () -> relation(result),
                        "class",
                        Findings.word(result).replace(' ', '-'));
            }
        });
    }

    private void relation(Result result) throws XMLStreamException {
        String id = result.relation().id();
        html.element("td", () -> {
            if (result.outcome() instanceof Outcome.Failed) {
                html.text("a", id, "href", "#" + id);
            } else {
                html.text(id);
            }
        });
        html.text("td", result.relation().title(), "title", result.relation().because());
        html.text("td", result.relation().level().toString());
        html.element(
                "td",
                () -> {
                    if (Findings.reasons(result.outcome()).isEmpty()) {
                        html.text(Findings.word(result));
                    } else {
                        html.text("a", Findings.word(result), "href", "#gaps");
                    }
                },
                "class",
                "outcome");
        html.text("td", result.outcome() instanceof Outcome.Passed passed ? Integer.toString(passed.cases()) : "");
    }

    /** Which statuses of which operation came; what the contract declares and did not come stands out. */
    private void coverage() throws XMLStreamException {
        TreeSet<Integer> statuses = new TreeSet<>();
        report.statuses().values().forEach(counts -> statuses.addAll(counts.keySet()));
        List<Operation> operations = report.operations();
        operations.forEach(operation -> operation.statuses().forEach(status -> {
            if (status.matches("[0-9]+")) {
                statuses.add(Integer.valueOf(status));
            }
        }));
        html.text("h2", "Answers seen", "id", "answers");
        html.text(
                "p",
                "How often each operation gave which status. A zero is a status that the contract declares and that did not"
                        + " come.");
        List<String> head = new ArrayList<>(List.of("Operation"));
        statuses.forEach(status -> head.add(status.toString()));
        table(head, () -> {
            for (Operation operation : operations) {
                Map<Integer, Integer> counts = report.statuses().getOrDefault(operation.toString(), Map.of());
                html.element("tr", () -> {
                    html.text("td", operation.toString());
                    for (int status : statuses) {
                        Integer count = counts.get(status);
                        boolean declared = operation.statuses().contains(Integer.toString(status));
                        String shown = count != null ? count.toString() : declared ? "0" : "";
                        html.text("td", shown, "class", cell(count != null, declared));
                    }
                });
            }
        });
    }

    private static String cell(boolean came, boolean declared) {
        if (came) {
            return declared ? "came" : "undeclared";
        }
        return declared ? "missing" : "none";
    }

    private void gaps() throws XMLStreamException {
        Map<String, List<String>> gaps = Findings.gaps(report);
        if (gaps.isEmpty()) {
            return;
        }
        html.text("h2", "Not checked, or not all of it", "id", "gaps");
        table(List.of("What is needed", "Relations"), () -> {
            for (Map.Entry<String, List<String>> gap : gaps.entrySet()) {
                html.element("tr", () -> {
                    html.text("td", gap.getKey());
                    html.text("td", String.join(", ", gap.getValue()));
                });
            }
        });
    }

    private void table(List<String> head, Markup.Content rows) throws XMLStreamException {
        html.element(
                "div",
                () -> html.element("table", () -> {
                    html.element(
                            "thead",
                            () -> html.element("tr", () -> {
                                for (String name : head) {
                                    html.text("th", name);
                                }
                            }));
                    html.element("tbody", rows);
                }),
                "class",
                "table");
    }

    private static String style() {
        try (InputStream css = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
