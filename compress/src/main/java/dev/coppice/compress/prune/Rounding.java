package dev.coppice.compress.prune;

/**
 * Turns a wanted number of channels into one that may be kept: the nearest multiple (half goes up), at least one multiple,
 * never more than there were.
 */
final class Rounding {
    /** Absorbs the error of 1 - ratio in double arithmetic, so that exact halves go up. */
    private static final double EPSILON = 1e-9;

    private Rounding() {}

    /**
     * @param wanted how many to keep, any real number
     * @param multiple at least 1
     * @param size how many there are
     */
    static int kept(double wanted, int multiple, int size) {
        long nearest = (long) Math.floor(wanted / multiple + 0.5 + EPSILON);
        return (int) Math.min(size, Math.max(1, nearest) * multiple);
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
