package dev.coppice.models.operator;

import java.util.Arrays;

/** Meaning of an axis of an operand. */
public enum Axis {
    /** Pictures, or the rows of a matrix: {@code N}. */
    BATCH('N'),
    /** Input channels: {@code C}. */
    CHANNELS('C'),
    /** Output channels, which weights make: {@code M}. */
    OUTPUT_CHANNELS('M'),
    /** Groups of channels: {@code G}. */
    GROUPS('G'),
    /** Height, width and the like, any number of axes: {@code S}. */
    SPACE('S'),
    /** The extents of a kernel, any number of axes: {@code K}. */
    KERNEL('K'),
    /** Stacked matrices, any number of axes: {@code *}. */
    STACK('*');

    private final char letter;

    Axis(char letter) {
        this.letter = letter;
    }

    static Axis of(int letter) {
        return Arrays.stream(values())
                .filter(axis -> axis.letter == letter)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no axis '" + (char) letter + "'"));
    }

    /** Whether it stands for any number of axes. */
    boolean isMany() {
        return this == SPACE || this == KERNEL || this == STACK;
    }
}
