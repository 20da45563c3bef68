package io.damson.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The process that listens on a TCP port of this machine, as far as Linux shows it to this user (proc(5): {@code /proc/net/tcp} and the
 * descriptors of processes).
 */
final class PortHolder {
    private static final Path PROCESSES = Path.of("/proc");
    private static final String JAR = "damson.jar";

    /** The columns of {@code /proc/net/tcp}. */
    private static final int LOCAL_ADDRESS = 1;

    private static final int STATE = 3;
    private static final int INODE = 9;

    private static final String LISTENING = "0A";

    private PortHolder() {}

    /** Its name and number, such as "java (process 7)" or "damson mock (process 7)"; empty where nobody can know. */
    static Optional<String> describe(int port) {
        return find(port).map(process -> "%s (process %d)".formatted(name(process), process.pid()));
    }

    /** Whether it is a Damson. */
    static boolean isDamson(int port) {
        return find(port).flatMap(PortHolder::command).isPresent();
    }

    private static Optional<ProcessHandle> find(int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            try {
                Files.readAllLines(PROCESSES.resolve("net").resolve(table)).stream()
                        .map(line -> line.strip().split(" +"))
                        .filter(columns -> columns.length > INODE
                                && columns[STATE].equals(LISTENING)
                                && columns[LOCAL_ADDRESS].endsWith(":%04X".formatted(port)))
                        .forEach(columns -> sockets.add("socket:[" + columns[INODE] + "]"));
            } catch (IOException e) {
                // Not Linux, or no such protocol.
            }
        }
        return sockets.isEmpty()
                ? Optional.empty()
                : ProcessHandle.allProcesses()
                        .filter(process -> holdsOne(process.pid(), sockets))
                        .findFirst();
    }

    private static boolean holdsOne(long process, Set<String> sockets) {
        Path descriptors = PROCESSES.resolve(process + "/fd");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : all) {
                if (sockets.contains(target(descriptor))) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Another user's, or ended meanwhile.
        }
        return false;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    /** Arguments may hold secrets: of a Damson the command is shown, of others the program alone. */
    private static String name(ProcessHandle process) {
        return command(process)
                .map(command -> "damson " + command)
                .or(() -> process.info()
                        .command()
                        .map(path -> String.valueOf(Path.of(path).getFileName())))
                .orElse("another program");
    }

    private static Optional<String> command(ProcessHandle process) {
        List<String> arguments = Arrays.asList(process.info().arguments().orElse(new String[0]));
        int jar = 0;
        while (jar < arguments.size() && !arguments.get(jar).endsWith(JAR)) {
            jar++;
        }
        return jar + 1 < arguments.size() && Main.isCommand(arguments.get(jar + 1))
                ? Optional.of(arguments.get(jar + 1))
                : Optional.empty();
    }
}
