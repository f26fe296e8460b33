package dev.coppice.compress.spectral;

import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * DFT of real maps, two packed in one complex transform: Z of f + ig holds F = (Z[k] + conj Z[−k]) / 2 and
 * G = (Z[k] − conj Z[−k]) / 2i. Scalar products need no unpacking: summed over k and −k,
 * |Z[k]|² gives |F|² + |G|², Z[k] Z[−k] gives |F|² − |G|² + 2i Re(conj F G).
 *
 * <p>Rows are transformed in place, those without content skipped; columns kx and W − kx are transformed together in the
 * cache and summed there, so that a spectrum is never written back.
 */
final class DftMaps implements MapTransform {
    private final Bands bands;
    private final int height;
    private final int width;
    private final DoubleFFT_1D alongRow;
    private final DoubleFFT_1D alongColumn;
    private final double[] first;
    private final double[] second;
    private final double[] u;
    private final double[] uMirrored;
    private final double[] v;
    private final double[] vMirrored;

    DftMaps(Bands bands) {
        this.bands = bands;
        this.height = bands.height();
        this.width = bands.width();
        this.alongRow = new DoubleFFT_1D(width);
        this.alongColumn = new DoubleFFT_1D(height);
        this.first = new double[2 * height * width];
        this.second = new double[2 * height * width];
        this.u = new double[2 * height];
        this.uMirrored = new double[2 * height];
        this.v = new double[2 * height];
        this.vMirrored = new double[2 * height];
    }

    @Override
    public Bands bands() {
        return bands;
    }

    @Override
    public BandProducts products(double[] f, double[] g) {
        rows(f, g, first);
        double[] both = new double[bands.count()];
        double[] difference = new double[bands.count()];
        double[] cross = new double[bands.count()];
        for (int x = 0; x <= width / 2; x++) {
            column(first, x, u);
            column(first, (width - x) % width, uMirrored);
            double weight = weight(x);
            for (int y = 0; y < height; y++) {
                int band = bands.band(y, x);
                int at = 2 * y;
                int mirrored = 2 * ((height - y) % height);
                double re = u[at];
                double im = u[at + 1];
                double re2 = uMirrored[mirrored];
                double im2 = uMirrored[mirrored + 1];
                both[band] += weight * (re * re + im * im + re2 * re2 + im2 * im2) / 2;
                difference[band] += weight * (re * re2 - im * im2);
                cross[band] += weight * (re * im2 + im * re2) / 2;
            }
        }
        return new BandProducts(halfSum(both, difference, 1), halfSum(both, difference, -1), BandSums.of(cross));
    }

    @Override
    public FourProducts products(double[] f, double[] g, double[] h, double[] j) {
        rows(f, g, first);
        rows(h, j, second);
        double[] both = new double[bands.count()];
        double[] difference = new double[bands.count()];
        double[] fh = new double[bands.count()];
        double[] fj = new double[bands.count()];
        for (int x = 0; x <= width / 2; x++) {
            int mirror = (width - x) % width;
            column(first, x, u);
            column(first, mirror, uMirrored);
            column(second, x, v);
            column(second, mirror, vMirrored);
            double weight = weight(x);
            for (int y = 0; y < height; y++) {
                int band = bands.band(y, x);
                int at = 2 * y;
                int mirrored = 2 * ((height - y) % height);
                double re = u[at];
                double im = u[at + 1];
                double re2 = uMirrored[mirrored];
                double im2 = uMirrored[mirrored + 1];
                both[band] += weight * (re * re + im * im + re2 * re2 + im2 * im2) / 2;
                difference[band] += weight * (re * re2 - im * im2);
                // twice F = U[k] + conj U[−k], and H, J of V likewise
                double fRe = re + re2;
                double fIm = im - im2;
                double vRe = v[at];
                double vIm = v[at + 1];
                double vRe2 = vMirrored[mirrored];
                double vIm2 = vMirrored[mirrored + 1];
                fh[band] += weight * (fRe * (vRe + vRe2) + fIm * (vIm - vIm2)) / 4;
                fj[band] += weight * (fRe * (vIm + vIm2) - fIm * (vRe - vRe2)) / 4;
            }
        }
        return new FourProducts(
                halfSum(both, difference, 1), halfSum(both, difference, -1), BandSums.of(fh), BandSums.of(fj));
    }

    /** 1/N, twice for columns that stand for their mirror image too. */
    private double weight(int x) {
        double once = 1.0 / ((double) height * width);
        return x == 0 || 2 * x == width ? once : 2 * once;
    }

    private static BandSums halfSum(double[] a, double[] b, int sign) {
        double[] sums = new double[a.length];
        Arrays.setAll(sums, i -> (a[i] + sign * b[i]) / 2);
        return BandSums.of(sums);
    }

    @Override
    public void lowPass(double[] f, double[] g, int band) {
        rows(f, g, first);
        for (int x = 0; x < width; x++) {
            column(first, x, u);
            for (int y = 0; y < height; y++) {
                if (bands.band(y, x) > band) {
                    u[2 * y] = 0;
                    u[2 * y + 1] = 0;
                }
            }
            alongColumn.complexInverse(u, true);
            for (int y = 0; y < height; y++) {
                first[2 * (y * width + x)] = u[2 * y];
                first[2 * (y * width + x) + 1] = u[2 * y + 1];
            }
        }
        for (int y = 0; y < height; y++) {
            alongRow.complexInverse(first, 2 * y * width, true);
        }
        for (int i = 0; i < f.length; i++) {
            f[i] = first[2 * i];
            g[i] = first[2 * i + 1];
        }
    }

    @Override
    public double[] coefficients(double[] f) {
        rows(f, new double[f.length], first);
        double[] out = new double[first.length];
        for (int x = 0; x < width; x++) {
            column(first, x, u);
            for (int y = 0; y < height; y++) {
                out[2 * (y * width + x)] = u[2 * y];
                out[2 * (y * width + x) + 1] = u[2 * y + 1];
            }
        }
        return out;
    }

    /** Packs two maps and transforms their rows. */
    private void rows(double[] re, double[] im, double[] plane) {
        for (int y = 0; y < height; y++) {
            boolean content = false;
            for (int i = y * width; i < (y + 1) * width; i++) {
                plane[2 * i] = re[i];
                plane[2 * i + 1] = im[i];
                content |= re[i] != 0 || im[i] != 0;
            }
            if (content) {
                alongRow.complexForward(plane, 2 * y * width);
            }
        }
    }

    /** Transforms a column of rows that are transformed already. */
    private void column(double[] plane, int x, double[] out) {
        for (int y = 0; y < height; y++) {
            out[2 * y] = plane[2 * (y * width + x)];
            out[2 * y + 1] = plane[2 * (y * width + x) + 1];
        }
        alongColumn.complexForward(out);
    }
}
