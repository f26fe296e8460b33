package dev.coppice.samediff.train;

import java.nio.charset.StandardCharsets;

/**
 * Numbers by name and index, equal to those of {@code step_reference.py}: SplitMix64 (Steele et al., 2014) from an FNV-1a
 * hash.
 */
final class HashedNumbers {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private final long state;

    HashedNumbers(String name) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        state = hash;
    }

    /** The 64 bits at an index from 0. */
    long bits(long index) {
        long z = state + (index + 1) * GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number in [0, 1) of 24 bits, exact in single precision. */
    double uniform(long index) {
        return (bits(index) >>> 40) * 0x1p-24;
    }

    /** One of the numbers 0 to {@code n} − 1. */
    int below(int n, long index) {
        return Math.toIntExact(Long.remainderUnsigned(bits(index), n));
    }

    /** +1 or −1. */
    int sign(long index) {
        return (bits(index) & 1) == 0 ? 1 : -1;
    }
}
