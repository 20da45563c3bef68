package io.damson.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A part of Damson that has to bear any bytes. Random numbers make its inputs: by the rules of its language, or as mutants. As a test it
 * gets the same each time; a seed that fails is replayed by {@code -Dproperty.seed=}. With {@link CoverageFuzzer} the numbers are those
 * that reach new code ({@link Choices}). Not thread-safe.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FuzzTarget implements AutoCloseable {
    private static final int SEEDS = 10;

    /** Begins an input that decides what is made, and is not judged itself. No input of a target begins so: UTF-8 has no such octet. */
    static final byte CHOOSES = (byte) 0xFF;

    private final int inputsPerSeed;
    private List<byte[]> seedInputs = List.of();
    private List<String> words = List.of();

    /** @param inputsPerSeed how many inputs the test makes for each of its {@value #SEEDS} seeds */
    protected FuzzTarget(int inputsPerSeed) {
        this.inputsPerSeed = inputsPerSeed;
    }

    /** Inputs to begin with, most of them right. Never empty. */
    public abstract List<byte[]> seedInputs();

    /** Words that inputs are made of, and that chance would not find. Never empty. */
    public abstract List<String> words();

    /** An input by the rules of the target's language, with its odd and its forbidden values here and there. */
    protected abstract byte[] derived(Random random);

    /**
     * Makes something together with what it means, and judges whether it is read as that, or refused where it has to be. One more input,
     * where {@link #check} knows the meaning of every input.
     *
     * @throws AssertionError if it is not; any other exception is a fault too
     */
    protected void checkMeaning(Random random) throws Exception {
        checkOrShow(derived(random));
    }

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
        Random random = new Random(seed);
        for (int i = 0; i < inputsPerSeed; i++) {
            judge(random);
        }
    }

    /** Judges an input of Jazzer's. */
    final void judge(byte[] input) {
        if (input.length > 0 && input[0] == CHOOSES) {
            judge(new Choices(Arrays.copyOfRange(input, 1, input.length)));
        } else {
            checkOrShow(input);
        }
    }

    private void judge(Random random) {
        if (words.isEmpty()) {
            seedInputs = seedInputs();
            words = words();
        }
        if (random.nextInt(3) == 0) {
            checkMeaningOrShow(random);
        } else {
            checkOrShow(new Mutations(seedInputs, words, this::derived, random).next());
        }
    }

    private void checkMeaningOrShow(Random random) {
        try {
            checkMeaning(random);
        } catch (Throwable e) {
            throw new AssertionError("the input \"…\", made with its meaning: " + e, e);
        }
    }

    /** As {@link #check}, but a fault has the input with it. */
    private void checkOrShow(byte[] input) {
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
