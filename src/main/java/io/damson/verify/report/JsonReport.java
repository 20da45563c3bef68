package io.damson.verify.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.damson.verify.Outcome;
import io.damson.verify.Report;
import io.damson.verify.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** {@code report.json}: all that a run has found, for programs. */
final class JsonReport {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    static void write(Report report, Path file) throws IOException {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("damson", Findings.version());
        json.put("command", CommandLine.of(report.settings()));
        json.put("url", report.target().url().toString());
        json.put("begun", report.begun().toString());
        json.put("seconds", report.time().toMillis() / 1000.0);
        json.put("level", report.settings().level().toString());
        json.put("seed", report.seed());
        json.put("images", report.images());
        json.put("requests", report.requests());
        json.put("verdict", report.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        json.put("conforms", report.conforms());
        report.brokenOff().ifPresent(reason -> json.put("brokenOff", reason));
        report.deleted().forEach(json.putArray("deleted")::add);
        report.settings().known().stream().sorted().forEach(json.putArray("known")::add);
        Findings.mended(report).forEach(json.putArray("knownButPassed")::add);
        ArrayNode relations = json.putArray("relations");
        report.results().forEach(result -> relations.add(relation(report, result)));
        ObjectNode coverage = json.putObject("coverage");
        report.statuses().forEach((operation, counts) -> {
            ObjectNode statuses = coverage.putObject(operation);
            counts.forEach((status, count) -> statuses.put(status.toString(), count));
        });
        MAPPER.writeValue(file.toFile(), json);
    }

    private static ObjectNode relation(Report report, Result result) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", result.relation().id());
        json.put("title", result.relation().title());
        json.put("level", result.relation().level().toString());
        json.put("because", result.relation().because());
        json.put("outcome", Findings.word(result));
        json.put("seconds", result.time().toMillis() / 1000.0);
        if (result.outcome() instanceof Outcome.Passed passed) {
            json.put("cases", passed.cases());
            passed.gaps().forEach(json.putArray("gaps")::add);
        } else if (result.outcome() instanceof Outcome.NotChecked notChecked) {
            json.put("reason", notChecked.reason());
            notChecked.after().ifPresent(id -> json.put("after", id));
        } else if (result.outcome() instanceof Outcome.Failed failed) {
            json.put("expected", failed.expected());
            json.put("got", failed.got());
            Findings.curls(report, failed).forEach(json.putArray("requests")::add);
            json.put("replay", CommandLine.again(report.settings(), result));
        }
        return json;
    }
}
