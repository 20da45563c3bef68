package io.damson.cli;

import io.damson.http.HttpLimits;
import io.damson.proxy.Interference;
import io.damson.proxy.LocalHandler;
import io.damson.proxy.Observer;
import io.damson.proxy.ProxyConfiguration;
import io.damson.proxy.ProxyServer;
import io.damson.proxy.page.Journal;
import io.damson.proxy.page.ProxyPage;
import io.damson.proxy.page.TrafficReports;
import io.damson.verify.exchange.Target;
import io.damson.verify.relation.Relations;
import io.damson.verify.traffic.Judge;
import io.damson.verify.traffic.JudgeSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code damson proxy}: whether the traffic between clients and a server is that of the API. */
@Command(
        name = "proxy",
        description =
                "Passes requests on to a server of the API, and judges its responses. The page /__proxy shows what is found.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "It runs until Ctrl-C or SIGTERM. Exit code 0: no response was wrong. Exit code 1: one was, or the proxy could not start. Exit code 2: the command line is wrong.",
            "",
            "Examples:",
            "  damson proxy --upstream https://api2.saleslayer.com/dam",
            "  damson proxy --upstream http://127.0.0.1:8080 \\",
            "    --port 9090 --report target/proxy",
            "  damson proxy --upstream https://staging.example/dam \\",
            "    --record recorded --replay-first"
        })
final class ProxyCommand implements Callable<Integer>, Mistakes.Checked {
    private static final int MAX_PORT = 65_535;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final PassingOptions passing = new PassingOptions();

    @Mixin
    private final AddressOptions address = new AddressOptions();

    @Mixin
    private final JudgingOptions judging = new JudgingOptions();

    @Mixin
    private final TellingOptions telling = new TellingOptions();

    @Mixin
    private final RecordingOptions recording = new RecordingOptions();

    @Mixin
    private final AdminKeyOption admin = new AdminKeyOption();

    @Override
    public List<Runnable> checks() {
        return List.of(
                judging::requireContract,
                () -> judging.known(Relations.standard()),
                this::requireOtherPath,
                this::requireOtherPort);
    }

    /** A proxy in front of itself would pass one request on for ever. */
    private void requireOtherPort() {
        passing.given().filter(Target::isLoopback).map(Target::url).ifPresent(url -> {
            int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
            if (port == address.port()) {
                throw new IllegalArgumentException("--upstream and --port are both " + port
                        + ", so that the proxy would be in front of itself; choose another with --port, such as "
                        + "--port " + (port == MAX_PORT ? port - 1 : port + 1));
            }
        });
    }

    private void requireOtherPath() {
        if (address.basePath().matches(ProxyPage.PATH + "(/.*)?")) {
            throw new IllegalArgumentException("--base-path cannot be " + ProxyPage.PATH
                    + ", where the proxy's page is, nor below it: " + address.basePath());
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        ProxyConfiguration configuration = configuration();
        Judge judge = usable(() -> new Judge(judgeSettings(configuration)));
        Journal journal = new Journal(judge.operations());
        TrafficReports reports = new TrafficReports(
                journal, judge, configuration, recording.typed().toList());
        FindingLines findings = new FindingLines(
                spec.commandLine().getOut(),
                configuration.upstream(),
                (style, word) -> Ansi.AUTO.string("@|" + style + " " + word + "|@"));
        RecordingOptions.Running recorded = recording.start(spec.commandLine().getErr());
        ProxyServer.Parts parts = parts(judge, journal, reports, findings, recorded);
        ProxyServer proxy = usable(() -> start(configuration, parts));
        ListenOptions.serve(
                spec.commandLine().getOut(),
                proxy.uri(),
                greeting(configuration, proxy),
                new ProxyEnd(spec.commandLine(), proxy, recorded, journal, judge, findings, reports, telling.report()));
        return 0;
    }

    /** A file that can be read, and is not what it should be, is a mistake of the command line. */
    private <T> T usable(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private ProxyConfiguration configuration() {
        return new ProxyConfiguration(
                address.host(),
                address.port(),
                address.basePath(),
                passing.upstream(),
                telling.hasHeader(),
                telling.isEnforced(),
                passing.connectTimeout(),
                passing.responseTimeout());
    }

    private JudgeSettings judgeSettings(ProxyConfiguration configuration) {
        Relations relations = Relations.standard();
        return new JudgeSettings(
                configuration.upstream(),
                relations,
                judging.level(),
                judging.known(relations),
                judging.isStrict(),
                judging.contract());
    }

    private ProxyServer.Parts parts(
            Judge judge,
            Journal journal,
            TrafficReports reports,
            FindingLines findings,
            RecordingOptions.Running recorded) {
        List<Observer> observers = new ArrayList<>(List.of(journal, findings));
        if (telling.isVerbose()) {
            observers.add(new PassedLines(
                    spec.commandLine().getErr(), Colours.of(System.getenv(), Boolean.getBoolean("damson.terminal"))));
        }
        recorded.recorder().ifPresent(observers::add);
        Map<String, LocalHandler> locals = new HashMap<>();
        locals.put(ProxyPage.PATH, new ProxyPage(journal, judge, reports, address.host(), admin.key()));
        return new ProxyServer.Parts(judge, observers, locals, Interference.NONE, recorded.standIn());
    }

    private ProxyServer start(ProxyConfiguration configuration, ProxyServer.Parts parts) {
        return ListenOptions.start(
                address.configuration(HttpLimits.DEFAULT, Optional.empty(), false),
                "--",
                0,
                unused -> ProxyServer.start(configuration, parts));
    }

    private String greeting(ProxyConfiguration configuration, ProxyServer proxy) {
        return ListenOptions.line("Upstream", configuration.upstream().url() + "/images")
                + ListenOptions.line("Page", proxy.uri().resolve(ProxyPage.PATH))
                + telling.report()
                        .map(folder -> ListenOptions.line("Reports", folder))
                        .orElse("");
    }
}
