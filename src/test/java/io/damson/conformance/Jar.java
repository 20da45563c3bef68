package io.damson.conformance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The jar that the build has made, as a process that is there soon. */
final class Jar {
    private static final Path JAR = Path.of(System.getProperty("damson.jar", "target/damson.jar"));

    private Jar() {}

    /** {@code java OPTIONS -jar damson.jar ARGUMENTS}. */
    static List<String> command(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // Without the archive, or with one of another jar, it starts more slowly and says nothing of it.
                "-Xshare:auto",
                "-XX:SharedArchiveFile=" + JAR.resolveSibling("damson-tests.jsa"),
                // As in the launcher: a process that is killed leaves no unpacked library behind.
                "-Ddamson.native=" + JAR.toAbsolutePath().getParent(),
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off"));
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
