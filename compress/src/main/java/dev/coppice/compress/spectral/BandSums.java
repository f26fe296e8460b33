package dev.coppice.compress.spectral;

import java.util.Arrays;

/** Sums over bands: one number for each band, which add up to a figure over all frequencies. Immutable. */
public final class BandSums {
    private final double[] values;

    private BandSums(double[] values) {
        this.values = values;
    }

    /** Sums with a copy of these numbers. */
    public static BandSums of(double... values) {
        return new BandSums(values.clone());
    }

    /** Sums that are zero in this number of bands. */
    public static BandSums zero(int count) {
        return new BandSums(new double[count]);
    }

    /** The number of bands. */
    public int count() {
        return values.length;
    }

    /** The number of a band. */
    public double at(int band) {
        return values[band];
    }

    /** The sum of bands 0 … {@code band}. */
    public double upTo(int band) {
        double sum = 0;
        for (int b = 0; b <= band; b++) {
            sum += values[b];
        }
        return sum;
    }

    /** The sum of the bands above one, which a cut-off there removes. */
    public double beyond(int band) {
        double sum = 0;
        for (int b = band + 1; b < values.length; b++) {
            sum += values[b];
        }
        return sum;
    }

    /** The sum of all bands. */
    public double total() {
        return upTo(values.length - 1);
    }

    /** The sums up to and with each band. */
    public BandSums cumulative() {
        double[] sums = values.clone();
        for (int b = 1; b < sums.length; b++) {
            sums[b] += sums[b - 1];
        }
        return new BandSums(sums);
    }

    /**
     * The sum of both, band by band.
     *
     * @throws IllegalArgumentException if they have different numbers of bands
     */
    public BandSums plus(BandSums other) {
        if (other.values.length != values.length) {
            throw new IllegalArgumentException(values.length + " bands and " + other.values.length);
        }
        double[] sums = values.clone();
        Arrays.setAll(sums, b -> sums[b] + other.values[b]);
        return new BandSums(sums);
    }

    /** These sums times a factor. */
    public BandSums times(double factor) {
        return new BandSums(Arrays.stream(values).map(value -> value * factor).toArray());
    }

    /** A copy of the numbers. */
    public double[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BandSums sums && Arrays.equals(values, sums.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return values.length + " bands " + Arrays.toString(values);
    }
}
