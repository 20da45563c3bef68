package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/tutorial.md}, typed into a shell, print what the page shows. */
class TutorialIT {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```");
    private static final Pattern STARTED = Pattern.compile("\\./damson mock( .*)?");
    private static final Pattern PORT = Pattern.compile(" --port (\\d+)");
    private static final int COMMANDS = 20;

    /** For each mock, where the page has it and where it is. */
    private final Map<String, String> urls = new LinkedHashMap<>();

    private final List<DamsonProcess> mocks = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void eachCommandPrintsWhatThePageShows() throws Exception {
        String page = Files.readString(Path.of("docs/tutorial.md"));
        launcher();
        int commands = 0;
        try {
            for (String block :
                    BLOCK.matcher(page).results().map(found -> found.group(1)).toList()) {
                for (String step : block.split("(?m)^\\$ ", -1)) {
                    if (!step.isEmpty()) {
                        follow(step);
                        commands++;
                    }
                }
            }
        } finally {
            mocks.forEach(DamsonProcess::close);
        }
        assertThat(commands).isGreaterThan(COMMANDS);
    }

    /** Where the page has {@code ./damson}, which may build, there is the jar. */
    private void launcher() throws IOException {
        String jar =
                Jar.command(List.of()).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Path launcher = Files.writeString(
                folder.resolve("damson"),
                "#!/bin/sh\ncd '%s' && exec %s \"$@\"\n".formatted(Path.of("").toAbsolutePath(), jar));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    private void follow(String step) throws IOException, InterruptedException {
        String command = step.lines().findFirst().orElseThrow();
        String shown = step.substring(command.length()).strip();
        Matcher mock = STARTED.matcher(command);
        if (mock.matches()) {
            start(mock.group(1) == null ? "" : mock.group(1));
        } else {
            assertThat(typed(command)).as(command).matches(pattern(shown));
        }
    }

    private void start(String options) {
        Matcher port = PORT.matcher(options);
        String where = port.find() ? port.group(1) : "8080";
        List<String> arguments = new ArrayList<>(List.of("mock"));
        for (String argument : port.replaceAll("").strip().split(" +", -1)) {
            arguments.add(argument.contains(".") ? folder.resolve(argument).toString() : argument);
        }
        arguments.removeIf(String::isEmpty);
        DamsonProcess mock = DamsonProcess.start(arguments.toArray(String[]::new));
        mocks.add(mock);
        urls.put("http://127.0.0.1:" + where, mock.url());
    }

    private String typed(String command) throws IOException, InterruptedException {
        String here = command;
        for (Map.Entry<String, String> url : urls.entrySet()) {
            here = here.replace(url.getKey(), url.getValue());
        }
        Process shell = new ProcessBuilder("sh", "-c", here)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        return out.strip();
    }

    /** Each {@code …} stands for anything. */
    private static Pattern pattern(String shown) {
        return Pattern.compile(
                Arrays.stream(shown.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }
}
