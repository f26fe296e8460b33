package dev.coppice.compress.grid.rule;

/**
 * Fraction in lowest terms, above 0: how fine a map is along one axis, relative to the network's input.
 *
 * @param p numerator
 * @param q denominator
 */
record Fraction(long p, long q) implements Comparable<Fraction> {
    Fraction {
        if (p < 1 || q < 1) {
            throw new IllegalArgumentException("fraction " + p + "/" + q + " is not positive");
        }
        long divisor = gcd(p, q);
        p /= divisor;
        q /= divisor;
    }

    Fraction times(Fraction other) {
        return new Fraction(Math.multiplyExact(p, other.p), Math.multiplyExact(q, other.q));
    }

    Fraction dividedBy(Fraction other) {
        return times(new Fraction(other.q, other.p));
    }

    /** The number of samples, ⌈size · p/q⌉. */
    int of(int size) {
        return Math.toIntExact((size * p + q - 1) / q);
    }

    boolean isWhole() {
        return q == 1;
    }

    @Override
    public int compareTo(Fraction other) {
        return Long.compare(Math.multiplyExact(p, other.q), Math.multiplyExact(other.p, q));
    }

    @Override
    public String toString() {
        return p + "/" + q;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
