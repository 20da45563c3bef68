package io.damson.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Jazzer calls: {@code bench/reliability/fuzz} runs it. */
public final class CoverageFuzzer {
    private static final int CHOOSING = 100;

    private static @Nullable FuzzTarget target;

    private CoverageFuzzer() {}

    /** Writes a target's seed inputs, and some that choose what is made, into the folder {@code args[1]}, and its words, as libFuzzer has them, into the file {@code args[2]}. */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        try (FuzzTarget source = target(args[0])) {
            Path folder = Files.createDirectories(Path.of(args[1]));
            int number = 0;
            for (byte[] input : source.seedInputs()) {
                Files.write(folder.resolve("seed-" + number++), input);
            }
            for (byte i = 0; i < CHOOSING; i++) {
                Files.write(folder.resolve("choices-" + i), new byte[] {FuzzTarget.CHOOSES, i});
            }
            List<String> words = source.words().stream()
                    .map(CoverageFuzzer::quoted)
                    .distinct()
                    .toList();
            Files.write(Path.of(args[2]), words);
        }
        System.exit(0); // threads of servers do not hold it up
    }

    private static String quoted(String word) {
        StringBuilder line = new StringBuilder("\"");
        for (byte octet : word.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet > ' ' && octet < 0x7F && octet != '"' && octet != '\\';
            line.append(plain ? String.valueOf((char) octet) : "\\x%02X".formatted(octet & 0xFF));
        }
        return line.append('"').toString();
    }

    private static FuzzTarget target(String className) throws ReflectiveOperationException {
        var constructor = Class.forName(className).getDeclaredConstructor();
        constructor.setAccessible(true);
        return (FuzzTarget) constructor.newInstance();
    }

    /** Called once, with the class of the target. */
    public static void fuzzerInitialize(String[] args) throws ReflectiveOperationException {
        target = target(args[0]);
    }

    /** Called for each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (target == null) {
            throw new IllegalStateException("fuzzerInitialize comes first");
        }
        target.judge(input);
    }
}
