package io.damson.proxy.page;

import io.damson.proxy.ProxyConfiguration;
import io.damson.verify.exchange.Shell;
import io.damson.verify.exchange.Target;
import io.damson.verify.relation.Level;
import io.damson.verify.traffic.JudgeSettings;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A proxy as a line for a shell, to be copied. */
final class CommandLine {
    private CommandLine() {}

    /** @param more further options with their values */
    static String of(ProxyConfiguration configuration, JudgeSettings settings, List<String> more) {
        Target target = settings.target();
        return Stream.concat(
                        Stream.of(
                                Shell.PROGRAM + " proxy --upstream "
                                        + Shell.word(target.url().toString()),
                                configuration.port() == 0 ? "" : "--port " + configuration.port(),
                                configuration.basePath().equals("/") ? "" : "--base-path " + configuration.basePath(),
                                settings.level() == Level.ODATA ? "" : "--level " + settings.level(),
                                settings.known().isEmpty()
                                        ? ""
                                        : "--known " + String.join(",", new TreeSet<>(settings.known())),
                                settings.strict() ? "--strict" : "",
                                settings.contract()
                                        .map(file -> "--contract " + Shell.word(file.toString()))
                                        .orElse(""),
                                target.certificates()
                                        .map(file -> "--cacert " + Shell.word(file.toString()))
                                        .orElse(""),
                                target.insecure() ? "--insecure" : "",
                                configuration.isTold() ? "" : "--no-header",
                                configuration.isEnforced() ? "--enforce" : ""),
                        more.stream())
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
