package dev.coppice.compress.prune;

/**
 * Turns a wanted number of channels into one that may be kept: a multiple, at least one multiple, never more than there
 * were; keeping all is always possible.
 */
final class Rounding {
    /** Absorbs the error of 1 - ratio in double arithmetic, so that exact halves go up. */
    private static final double EPSILON = 1e-9;

    private Rounding() {}

    /**
     * The nearest; half goes up.
     *
     * @param wanted how many to keep, any real number
     * @param multiple at least 1
     * @param size how many there are
     */
    static int kept(double wanted, int multiple, int size) {
        return clamp((long) Math.floor(wanted / multiple + 0.5 + EPSILON), multiple, size);
    }

    /** The smallest that is not below {@code wanted}; all, if none is. */
    static int atLeast(double wanted, int multiple, int size) {
        return clamp((long) Math.ceil(wanted / multiple - EPSILON), multiple, size);
    }

    /** The largest that is not above {@code wanted}; one multiple, if none is. */
    static int atMost(double wanted, int multiple, int size) {
        return wanted >= size ? size : clamp((long) Math.floor(wanted / multiple + EPSILON), multiple, size);
    }

    private static int clamp(long multiples, int multiple, int size) {
        return (int) Math.min(size, Math.max(1, multiples) * multiple);
    }

    /** The smallest number both divide. */
    static int commonMultiple(int a, int b) {
        int x = a;
        int y = b;
        while (y != 0) {
            int rest = x % y;
            x = y;
            y = rest;
        }
        return a / x * b;
    }
}
