package io.damson.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The real jar as a process, ready to be asked. */
public final class DamsonProcess implements AutoCloseable {
    private static final String READY = "ready ";

    /** Its bit in the masks of Linux: signal 2. */
    private static final long SIGINT = 1L << 1;

    private final Process process;
    private final String url;
    private final String greeting;
    private final BufferedReader out;

    private DamsonProcess(Process process, BufferedReader out, String url, String greeting) {
        this.process = process;
        this.out = out;
        this.url = url;
        this.greeting = greeting;
    }

    /** Starts {@code damson ARGUMENTS --port 0} and waits for its ready line. */
    public static DamsonProcess start(String... arguments) {
        return start(Path.of("target", "damson-process.log"), Map.of(), arguments);
    }

    /** The same with a log, which is appended to, and an environment of its own. */
    static DamsonProcess start(Path log, Map<String, String> environment, String... arguments) {
        List<String> command = Jar.command(List.of(), arguments);
        command.addAll(List.of("--port", "0"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            BufferedReader out = process.inputReader();
            StringBuilder greeting = new StringBuilder();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(READY)) {
                    return new DamsonProcess(process, out, line.substring(READY.length()), greeting.toString());
                }
                greeting.append(line).append('\n');
            }
            throw new IllegalStateException("no ready line, but: " + greeting + "; see " + log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, without a slash at the end. */
    public String url() {
        return url;
    }

    /** What it printed before it was ready. */
    public String greeting() {
        return greeting;
    }

    /** What follows those words in the line that begins with them, of what it printed before it was ready. */
    public String line(String beginning) {
        return greeting.lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow()
                .substring(beginning.length());
    }

    /** The end of a machine that loses its power: SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The orderly end: SIGTERM; the exit code. */
    public int terminate() throws InterruptedException {
        process.toHandle().destroy(); // which leaves the output readable
        return exitCode("SIGTERM");
    }

    /** The end at a terminal, Ctrl-C: SIGINT; the exit code. A process that ignores it, as a shell lets those in the background, gets SIGTERM. */
    public int interrupt() throws InterruptedException, IOException {
        if (ignoresInterrupts()) {
            return terminate();
        }
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        return exitCode("SIGINT");
    }

    private boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT) != 0);
    }

    private int exitCode(String signal) throws InterruptedException {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still there 20 seconds after " + signal);
        }
        return process.exitValue();
    }

    /** What it printed after it was ready, once it has ended. */
    public String rest() {
        return out.lines().collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
