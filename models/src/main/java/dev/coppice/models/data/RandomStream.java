package dev.coppice.models.data;

/**
 * Pseudo-random numbers that are the same on every platform and JDK (SplitMix64, Steele, Lea and Flood, OOPSLA 2014).
 *
 * <p>A seed must always mean the same pictures and the same batches. {@link java.util.Random} would do for bits, but the
 * JDK's generators have changed their derived methods between releases. Not thread-safe.
 */
public final class RandomStream {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private long state;

    /** A stream for a seed. */
    public RandomStream(long seed) {
        state = seed;
    }

    /** A stream for a seed and indices; equal numbers give equal streams. */
    public static RandomStream of(long seed, long... indices) {
        long mixed = mix(seed + GAMMA);
        for (long index : indices) {
            mixed = mix(mixed ^ mix(index + GAMMA));
        }
        return new RandomStream(mixed);
    }

    /** Returns 64 uniform bits. */
    public long bits() {
        state += GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    public double unit() {
        return (bits() >>> 11) * 0x1p-53;
    }

    /** Uniform in [low, high). */
    public double between(double low, double high) {
        return low + (high - low) * unit();
    }

    /** Uniform among 0…bound−1. */
    public int below(int bound) {
        return (int) (unit() * bound);
    }

    /** True with the given probability. */
    public boolean chance(double probability) {
        return unit() < probability;
    }

    /** Standard normal, by Box and Muller's method with {@link StrictMath}. */
    public double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
        return radius * StrictMath.cos(2 * StrictMath.PI * unit());
    }

    /** The numbers 0…count−1 in random order (Fisher and Yates). */
    public int[] permutation(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** A mixing function of 64 bits. */
    static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
