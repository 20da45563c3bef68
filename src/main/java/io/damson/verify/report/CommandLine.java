package io.damson.verify.report;

import io.damson.verify.FailOn;
import io.damson.verify.Outcome;
import io.damson.verify.Result;
import io.damson.verify.VerifySettings;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Shell;
import io.damson.verify.relation.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A run as a line for a shell, to be copied. Secrets are environment variables: {@code $API_KEY}. */
final class CommandLine {
    /** As the launcher was called, which says so. */
    private static final String PROGRAM = Shell.word(System.getProperty("damson.program", "damson"));

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
        List<String> words = new ArrayList<>(List.of(PROGRAM + " verify --url"));
        words.add(Shell.word(settings.target().url().toString()));
        words.add("--api-key \"" + settings.key().shell() + "\"");
        settings.otherKey().ifPresent(key -> words.add("--other-api-key \"" + key.shell() + "\""));
        addNames(
                words,
                "--relations",
                settings.relations().files().stream()
                        .map(file -> Shell.word(file.toString()))
                        .toList());
        addNames(words, "--only", only);
        addNames(words, "--exclude", new TreeSet<>(excluded));
        words.add("--seed " + settings.seed());
        if (settings.level() != Level.ODATA) {
            words.add("--level " + settings.level());
        }
        if (settings.strict()) {
            words.add("--strict");
        }
        if (settings.maxDeletes() > 0) {
            words.add("--allow-delete");
            addNumber(words, "--max-deletes", settings.maxDeletes(), VerifySettings.MAX_DELETES);
        }
        addNumber(words, "--max-requests", settings.maxRequests(), VerifySettings.MAX_REQUESTS);
        settings.contract().ifPresent(file -> words.add("--contract " + Shell.word(file.toString())));
        settings.target().headers().keySet().stream()
                .sorted()
                .forEach(name -> words.add("--header " + Shell.header(name)));
        settings.target().certificates().ifPresent(file -> words.add("--cacert " + Shell.word(file.toString())));
        settings.target().proxy().ifPresent(proxy -> words.add("--proxy " + Shell.word(proxy.toString())));
        settings.rate().ifPresent(rate -> words.add("--rate " + rate));
        if (settings.failOn() != FailOn.FAILED) {
            words.add("--fail-on " + settings.failOn());
        }
        if (settings.target().insecure()) {
            words.add("--insecure");
        }
        return String.join(" ", words);
    }

    private static void addNames(List<String> words, String option, Collection<String> names) {
        if (!names.isEmpty()) {
            words.add(option + " " + String.join(",", names));
        }
    }

    private static void addNumber(List<String> words, String option, int number, int usual) {
        if (number != usual) {
            words.add(option + " " + number);
        }
    }
}
