package io.damson.fuzz;

import java.util.Arrays;
import java.util.Random;

/**
 * Numbers that an input decides, an octet a choice, so that a changed octet is another choice of whoever makes a text of them. Where the
 * input ends, numbers follow that are random, but the same for the same input.
 */
final class Choices extends Random {
    private static final long serialVersionUID = 1L;
    private static final int OCTETS = 256;

    private final byte[] input;
    private int at;

    Choices(byte[] input) {
        super(Arrays.hashCode(input));
        this.input = input.clone();
    }

    @Override
    public int nextInt(int bound) {
        if (at >= input.length || bound > OCTETS) {
            return super.nextInt(bound);
        }
        return (input[at++] & 0xFF) % bound;
    }

    @Override
    public boolean nextBoolean() {
        return nextInt(2) == 1;
    }
}
