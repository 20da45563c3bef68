package io.damson.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Inputs that are made by rules, and most of them changed in a few places; the same for the same random numbers. */
final class Mutations {
    private static final int MAX_CHANGES = 6;
    private static final int MAX_PIECE = 16;

    private final List<byte[]> inputs;
    private final List<String> words;
    private final Function<Random, byte[]> rules;
    private final Random random;

    /**
     * Makes inputs.
     *
     * @param inputs those that are changed, beside those by the rules
     * @param words that are put into them
     * @param rules makes an input
     */
    Mutations(List<byte[]> inputs, List<String> words, Function<Random, byte[]> rules, Random random) {
        this.inputs = inputs;
        this.words = words;
        this.rules = rules;
        this.random = random;
    }

    byte[] next() {
        byte[] input = random.nextInt(4) == 0 ? pick(inputs) : rules.apply(random);
        for (int changes = random.nextBoolean() ? 0 : random.nextInt(MAX_CHANGES + 1); changes > 0; changes--) {
            input = changed(input);
        }
        return input;
    }

    private byte[] changed(byte[] input) {
        int from = random.nextInt(input.length + 1);
        int to = Math.min(input.length, from + 1 + random.nextInt(MAX_PIECE));
        return switch (random.nextInt(7)) {
            case 0 -> joined(input, from, new byte[0], to);
            case 1 -> joined(input, from, word(), from);
            case 2 -> joined(input, from, word(), to);
            case 3 -> joined(input, from, new byte[] {(byte) random.nextInt(256)}, Math.min(input.length, from + 1));
            case 4 -> joined(input, to, piece(input, from, to), to);
            case 5 -> {
                byte[] other = pick(inputs);
                int start = random.nextInt(other.length + 1);
                yield joined(input, from, piece(other, start, other.length), input.length);
            }
            default -> {
                byte[] other = pick(inputs);
                int start = random.nextInt(other.length + 1);
                int end = Math.min(other.length, start + 1 + random.nextInt(MAX_PIECE));
                yield joined(input, from, piece(other, start, end), from);
            }
        };
    }

    private byte[] word() {
        return pick(words).getBytes(StandardCharsets.UTF_8);
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static byte[] piece(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** What stands before {@code end}, what is inserted, and what stands from {@code start} on. */
    private static byte[] joined(byte[] input, int end, byte[] inserted, int start) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(input, 0, end);
        whole.writeBytes(inserted);
        whole.write(input, start, input.length - start);
        return whole.toByteArray();
    }
}
