package dev.coppice.compress.spectral;

import java.util.Arrays;

/**
 * DFT of real maps, two packed in one complex transform: Z of f + ig holds F = (Z[k] + conj Z[−k]) / 2 and G = (Z[k] −
 * conj Z[−k]) / 2i. Scalar products need no unpacking. Summed over k and −k, |Z[k]|² gives |F|² + |G|², and Z[k] Z[−k]
 * gives |F|² − |G|² + 2i Re(conj F G). Columns kx and W − kx are summed together.
 */
final class DftMaps extends PackedMaps {
    DftMaps(Bands bands) {
        super(bands);
    }

    @Override
    public BandProducts products(double[] f, double[] g) {
        first.rows(f, g);
        double[] both = new double[bands.count()];
        double[] difference = new double[bands.count()];
        double[] cross = new double[bands.count()];
        for (int x = 0; x <= width / 2; x++) {
            double[] u = first.column(x);
            double[] u2 = first.mirrored(x);
            double weight = weight(x);
            int bin = bands.column(x);
            for (int y = 0; y < height; y++) {
                int band = bands.next(bin + y);
                int mirrored = y == 0 ? 0 : 2 * (height - y);
                double re = u[2 * y];
                double im = u[2 * y + 1];
                double re2 = u2[mirrored];
                double im2 = u2[mirrored + 1];
                both[band] += weight * (re * re + im * im + re2 * re2 + im2 * im2) / 2;
                difference[band] += weight * (re * re2 - im * im2);
                cross[band] += weight * (re * im2 + im * re2) / 2;
            }
        }
        return new BandProducts(halfSum(both, difference, 1), halfSum(both, difference, -1), BandSums.of(cross));
    }

    @Override
    public FourProducts products(double[] f, double[] g, double[] h, double[] j) {
        first.rows(f, g);
        second.rows(h, j);
        double[] both = new double[bands.count()];
        double[] difference = new double[bands.count()];
        double[] fh = new double[bands.count()];
        double[] fj = new double[bands.count()];
        for (int x = 0; x <= width / 2; x++) {
            double[] u = first.column(x);
            double[] u2 = first.mirrored(x);
            double[] v = second.column(x);
            double[] v2 = second.mirrored(x);
            double weight = weight(x);
            int bin = bands.column(x);
            for (int y = 0; y < height; y++) {
                int band = bands.next(bin + y);
                int at = 2 * y;
                int mirrored = y == 0 ? 0 : 2 * (height - y);
                double re = u[at];
                double im = u[at + 1];
                double re2 = u2[mirrored];
                double im2 = u2[mirrored + 1];
                both[band] += weight * (re * re + im * im + re2 * re2 + im2 * im2);
                difference[band] += weight * (re * re2 - im * im2);
                // twice F = U[k] + conj U[−k], and H, J of V likewise
                double fRe = re + re2;
                double fIm = im - im2;
                fh[band] += weight * (fRe * (v[at] + v2[mirrored]) + fIm * (v[at + 1] - v2[mirrored + 1]));
                fj[band] += weight * (fRe * (v[at + 1] + v2[mirrored + 1]) - fIm * (v[at] - v2[mirrored]));
            }
        }
        return new FourProducts(
                halfSum(halved(both), difference, 1),
                halfSum(halved(both), difference, -1),
                BandSums.of(fh).times(0.25),
                BandSums.of(fj).times(0.25));
    }

    /** The weight of a column: 1/N, or 2/N if it also represents its mirror image. */
    private double weight(int x) {
        double once = 1.0 / ((double) height * width);
        return x == 0 || 2 * x == width ? once : 2 * once;
    }

    private static double[] halved(double[] sums) {
        return Arrays.stream(sums).map(sum -> sum / 2).toArray();
    }

    private static BandSums halfSum(double[] a, double[] b, int sign) {
        double[] sums = new double[a.length];
        Arrays.setAll(sums, i -> (a[i] + sign * b[i]) / 2);
        return BandSums.of(sums);
    }

    @Override
    public double[] coefficients(double[] f) {
        first.rows(f, new double[f.length]);
        double[] out = new double[2 * height * width];
        for (int x = 0; x < width; x++) {
            double[] column = first.column(x);
            for (int y = 0; y < height; y++) {
                out[2 * (y * width + x)] = column[2 * y];
                out[2 * (y * width + x) + 1] = column[2 * y + 1];
            }
        }
        return out;
    }
}
