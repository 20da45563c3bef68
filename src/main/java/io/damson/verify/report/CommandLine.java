package io.damson.verify.report;

import io.damson.verify.FailOn;
import io.damson.verify.Outcome;
import io.damson.verify.Result;
import io.damson.verify.VerifySettings;
import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Shell;
import io.damson.verify.exchange.Target;
import io.damson.verify.relation.Level;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run as a line for a shell, to be copied. Secrets are environment variables: {@code $API_KEY}. */
final class CommandLine {
    private CommandLine() {}

    /** The run itself. */
    static String of(VerifySettings settings) {
        return line(settings, new TreeSet<>(settings.only()), settings.excluded());
    }

    /** One relation alone, asked in the same way: those that judge all answers, after the one whose answer it was. */
    static String again(VerifySettings settings, Result result) {
        Stream<String> askers = result.outcome() instanceof Outcome.Failed failed
                ? failed.exchanges().stream().map(Exchange::asker).filter(asker -> !asker.isEmpty())
                : Stream.of();
        return line(
                settings,
                Stream.concat(askers, Stream.of(result.relation().id()))
                        .distinct()
                        .toList(),
                Set.of());
    }

    private static String line(VerifySettings settings, Collection<String> only, Set<String> excluded) {
        Target target = settings.target();
        Stream<String> headers =
                target.headers().keySet().stream().sorted().map(name -> "--header " + Shell.header(name));
        String files = settings.relations().files().stream()
                .map(file -> Shell.word(file.toString()))
                .collect(Collectors.joining(","));
        int maxDeletes = settings.maxDeletes();
        int maxRequests = settings.maxRequests();
        return Stream.of(
                        Shell.PROGRAM + " verify --url "
                                + Shell.word(target.url().toString()),
                        key("--api-key", Optional.of(settings.key())),
                        key("--other-api-key", settings.otherKey()),
                        files.isEmpty() ? "" : "--relations " + files,
                        only.isEmpty() ? "" : "--only " + String.join(",", only),
                        excluded.isEmpty() ? "" : "--exclude " + String.join(",", new TreeSet<>(excluded)),
                        "--seed " + settings.seed(),
                        settings.level() == Level.ODATA ? "" : "--level " + settings.level(),
                        settings.strict() ? "--strict" : "",
                        maxDeletes > 0 ? "--allow-delete" : "",
                        maxDeletes > 0 && maxDeletes != VerifySettings.MAX_DELETES ? "--max-deletes " + maxDeletes : "",
                        maxRequests != VerifySettings.MAX_REQUESTS ? "--max-requests " + maxRequests : "",
                        word("--contract", settings.contract()),
                        headers.collect(Collectors.joining(" ")),
                        word("--cacert", target.certificates()),
                        word("--proxy", target.proxy()),
                        settings.rate().map(rate -> "--rate " + rate).orElse(""),
                        settings.failOn() == FailOn.FAILED ? "" : "--fail-on " + settings.failOn(),
                        target.insecure() ? "--insecure" : "")
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String key(String option, Optional<Credential> key) {
        return key.map(given -> option + " \"" + given.shell() + "\"").orElse("");
    }

    private static String word(String option, Optional<?> value) {
        return value.map(given -> option + " " + Shell.word(given.toString())).orElse("");
    }
}
