package io.damson.verify.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.damson.verify.Outcome;
import io.damson.verify.Report;
import io.damson.verify.relation.Relation;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code report.json}: all that a run has found, for programs. */
final class JsonReport {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    static void write(Findings findings, Writer writer) throws IOException {
        Report report = findings.report();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("damson", findings.version());
        json.put("command", findings.command());
        json.put("url", report.target().url());
        json.put("begun", report.begun().toString());
        json.put("seconds", report.time().toMillis() / 1000.0);
        json.put("level", report.settings().level().toString());
        json.putAll(findings.origin().members());
        json.put("requests", report.requests());
        json.put("verdict", findings.outcome());
        json.put("conforms", report.conforms());
        report.brokenOff().ifPresent(reason -> json.put("brokenOff", reason));
        json.put("deleted", report.deleted());
        json.put("known", report.settings().known().stream().sorted().toList());
        json.put("knownButPassed", findings.mended());
        json.put("relations", findings.all().stream().map(JsonReport::relation).toList());
        json.put("coverage", report.statuses());
        MAPPER.writeValue(writer, json);
    }

    private static Map<String, Object> relation(Finding finding) {
        Relation relation = finding.relation();
        Outcome outcome = finding.result().outcome();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", relation.id());
        json.put("title", relation.title());
        json.put("level", relation.level().toString());
        json.put("because", relation.because());
        json.put("outcome", finding.word());
        json.put("seconds", finding.result().time().toMillis() / 1000.0);
        if (outcome instanceof Outcome.Passed passed) {
            json.put("cases", passed.cases());
            json.put("gaps", passed.gaps());
        } else if (outcome instanceof Outcome.NotChecked notChecked) {
            json.put("reason", notChecked.reason());
            notChecked.after().ifPresent(id -> json.put("after", id));
        } else if (outcome instanceof Outcome.Failed failed) {
            if (!finding.timesFailed().isEmpty()) {
                json.put("failures", Integer.valueOf(finding.timesFailed()));
            }
            json.put("expected", failed.expected());
            json.put("got", failed.got());
            json.put(
                    "requests",
                    finding.asked().stream().map(Finding.Asked::curl).toList());
            json.put("replay", finding.again());
        }
        return json;
    }
}
