package io.damson.verify.report;

import io.damson.verify.Report;
import io.damson.verify.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A run of the kit: it can be repeated, and each relation is tested once. */
record VerifyOrigin(Report report) implements Origin {
    @Override
    public String program() {
        return "damson verify";
    }

    @Override
    public String command() {
        return CommandLine.of(report.settings());
    }

    @Override
    public String again(Result result) {
        return CommandLine.again(report.settings(), result);
    }

    @Override
    public String aboutAgain() {
        return "This relation alone, with the same options:";
    }

    @Override
    public String seed() {
        return Long.toString(report.seed());
    }

    @Override
    public List<Fact> facts() {
        return List.of(new Fact("Images", report.images()), new Fact("Seed", seed()));
    }

    @Override
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("seed", report.seed());
        members.put("images", report.images());
        return members;
    }

    @Override
    public OptionalInt failures(Result result) {
        return OptionalInt.empty();
    }

    @Override
    public String withoutSecrets(String text) {
        return report.settings().withoutSecrets(text);
    }
}
