package io.damson.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A part of Damson that has to bear any bytes. As a test it gets the same mutants of its seed inputs each time; a seed that fails is
 * replayed by {@code -Dproperty.seed=}. With {@link CoverageFuzzer} it gets those that reach new code. Not thread-safe.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FuzzTarget implements AutoCloseable {
    private static final int SEEDS = 10;

    private final int inputsPerSeed;

    /** @param inputsPerSeed how many inputs the test makes for each of its {@value #SEEDS} seeds */
    protected FuzzTarget(int inputsPerSeed) {
        this.inputsPerSeed = inputsPerSeed;
    }

    /** Inputs to begin with, most of them right. Never empty. */
    public abstract List<byte[]> seedInputs();

    /** Words that inputs are made of, and that chance would not find. Never empty. */
    public abstract List<String> words();

    /**
     * Judges what becomes of an input.
     *
     * @throws AssertionError if it is not what has to; any other exception is a fault too
     */
    public abstract void check(byte[] input) throws Exception;

    @Override
    public abstract void close();

    @AfterAll
    void closeAfterTests() {
        close();
    }

    static LongStream seeds() {
        Long replayed = Long.getLong("property.seed");
        return replayed == null ? LongStream.range(0, SEEDS) : LongStream.of(replayed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.damson.fuzz.FuzzTarget#seeds")
    void bearsWhateverComes(long seed) {
        Mutations mutations = new Mutations(seedInputs(), words(), new Random(seed));
        for (int i = 0; i < inputsPerSeed; i++) {
            checkOrShow(mutations.next());
        }
    }

    /** As {@link #check}, but a fault has the input with it. */
    final void checkOrShow(byte[] input) {
        try {
            check(input);
        } catch (Throwable e) {
            throw new AssertionError("the input \"" + shown(input) + "\": " + e, e);
        }
    }

    /** As it can stand in a string of Java that is read as ISO 8859-1. */
    private static String shown(byte[] input) {
        StringBuilder text = new StringBuilder();
        for (char c : new String(input, StandardCharsets.ISO_8859_1).toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7F) {
                text.append(c);
            } else {
                text.append("\\u%04x".formatted((int) c));
            }
        }
        return text.toString();
    }
}
