package dev.coppice.compress.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.resample.ResampleMatrix;
import dev.coppice.models.resample.Resampling;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of what layers do to frequencies, in the transform of the analyses. */
class FrequencyLawsTest {
    private static final double EXACT = 1e-12;

    /** The error of figures from tables with two digits. */
    private static final double TWO_DIGITS = 0.0051;

    /** The transfer H(f) = (1/r) (sin πrf / sin πf)² of linear interpolation by r between kept samples. */
    private static double transfer(int r, double f) {
        double sine = Math.sin(Math.PI * f);
        double ratio = Math.abs(sine) < 1e-15 ? r : Math.sin(Math.PI * r * f) / sine;
        return ratio * ratio / r;
    }

    @ParameterizedTest(name = "× {0} at {1} n: {2} r")
    @CsvSource({
        "2, 0.25, 0.85",
        "2, 0.5, 0.50",
        "2, 0.75, 0.15",
        "4, 0.25, 0.82",
        "4, 0.5, 0.43",
        "4, 0.75, 0.10",
        "4, 1.25, 0.045",
        "8, 0.25, 0.81",
        "8, 0.5, 0.41",
        "8, 0.75, 0.09",
        "8, 1.25, 0.035"
    })
    void linear_interpolation_passes_frequencies_by_the_table(int r, double k, double share) {
        double tolerance = share < 0.05 ? 0.0011 : TWO_DIGITS;
        assertThat(transfer(r, k / r) / r).isCloseTo(share, within(tolerance));
    }

    /** Y[k] = H(k / rn) X[k mod n]; the adjoint takes gradients back as (1/r) Σ over images of H · G, 1/r as n counts as N. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void interpolating_a_periodic_row_is_imaging_times_the_transfer(int r) {
        int n = 12;
        double[] x = gaussian(5, n, 1);
        double[] up = interpolated(x, r);
        double[] spectrum = dft(x);
        double[] wide = dft(up);

        for (int k = 0; k < r * n; k++) {
            double h = transfer(r, (double) k / (r * n));
            assertThat(wide[2 * k]).isCloseTo(h * spectrum[2 * (k % n)], within(EXACT * r * n));
            assertThat(wide[2 * k + 1]).isCloseTo(h * spectrum[2 * (k % n) + 1], within(EXACT * r * n));
        }
        double[] g = gaussian(6, r * n, 1);
        double[] low = dft(adjoint(g, n, r));
        double[] high = dft(g);
        for (int k = 0; k < n; k++) {
            double expected = 0;
            for (int image = 0; image < r; image++) {
                int at = k + image * n;
                expected += transfer(r, (double) at / (r * n)) * high[2 * at] / r;
            }
            assertThat(low[2 * k]).isCloseTo(expected, within(EXACT * r * n));
        }
    }

    /** Between half-pixel centres an odd factor has this filter, an even one this filter times cos πf. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 8})
    void our_bilinear_matrix_has_this_transfer_away_from_the_edges(int r) {
        int n = 9;
        float[][] matrix = ResampleMatrix.of(Resampling.BILINEAR, n, r * n);
        for (double f = 0; f <= 0.5; f += 0.03125) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < r * n; i++) {
                re += matrix[i][n / 2] * Math.cos(2 * Math.PI * f * i);
                im += matrix[i][n / 2] * Math.sin(2 * Math.PI * f * i);
            }
            double halfPixel = r % 2 == 0 ? Math.cos(Math.PI * f) : 1;
            // r entries, floats near 1
            assertThat(Math.hypot(re, im)).as("f = " + f).isCloseTo(transfer(r, f) * halfPixel, within(1e-6));
        }
    }

    /** Y = M ∗ Z / N, with M of the mask 1[z > 0]. Its diagonal is the active share p; all else has the energy p (1 − p). */
    @ParameterizedTest
    @CsvSource({"0, 0.500, 0.250", "0.6745, 0.750, 0.1875"})
    void relu_mixes_frequencies_by_the_spectrum_of_its_mask(double mean, double diagonal, double mixed) {
        int size = 96;
        double[] mask = Arrays.stream(gaussian(7, size * size, 1))
                .map(z -> z + mean > 0 ? 1 : 0)
                .toArray();

        Mixing mixing = Mixing.of(mask, size);

        double p = Arrays.stream(mask).average().orElseThrow();
        assertThat(mixing.diagonal()).isCloseTo(p, within(EXACT));
        assertThat(mixing.others()).isCloseTo(p * (1 - p), within(EXACT));
        // three deviations of a share of 96² draws
        assertThat(mixing.diagonal()).isCloseTo(diagonal, within(0.016));
        assertThat(mixing.others()).isCloseTo(mixed, within(0.016));
    }

    @Test
    void relu_is_that_convolution_of_spectra() {
        int size = 8;
        double[] z = gaussian(8, size * size, 1);
        double[] mask = Arrays.stream(z).map(v -> v > 0 ? 1 : 0).toArray();
        double[] y = Arrays.stream(z).map(v -> Math.max(0, v)).toArray();
        double[] zs = spectrum(z, size);
        double[] ms = spectrum(mask, size);
        double[] ys = spectrum(y, size);

        for (int k = 0; k < size * size; k++) {
            double re = 0;
            double im = 0;
            for (int j = 0; j < size * size; j++) {
                int row = Math.floorMod(k / size - j / size, size);
                int d = row * size + Math.floorMod(k % size - j % size, size);
                re += (ms[2 * d] * zs[2 * j] - ms[2 * d + 1] * zs[2 * j + 1]) / (size * size);
                im += (ms[2 * d] * zs[2 * j + 1] + ms[2 * d + 1] * zs[2 * j]) / (size * size);
            }
            assertThat(ys[2 * k]).isCloseTo(re, within(EXACT * size * size));
            assertThat(ys[2 * k + 1]).isCloseTo(im, within(EXACT * size * size));
        }
    }

    /** The derivative of softplus is the logistic function: ½ on the diagonal while its input stays near 0. */
    @ParameterizedTest(name = "deviation {0}: {1} beside the diagonal")
    @CsvSource({"0.25, 0.06", "0.5, 0.12", "1, 0.21", "2, 0.32"})
    void softplus_mixes_the_more_the_larger_its_input(double deviation, double rms) {
        int size = 128;
        DoubleUnaryOperator logistic = z -> 1 / (1 + Math.exp(-z));
        double[] slope =
                Arrays.stream(gaussian(9, size * size, deviation)).map(logistic).toArray();

        Mixing mixing = Mixing.of(slope, size);

        assertThat(mixing.diagonal()).isCloseTo(0.5, within(0.01));
        assertThat(Math.sqrt(mixing.others())).isCloseTo(rms, within(TWO_DIGITS));
    }

    /** A row of ∂Y[k]/∂Z[j] = M[k − j] / N: its value at k = j and the energy of all others. */
    private record Mixing(double diagonal, double others) {
        static Mixing of(double[] mask, int size) {
            double[] m = spectrum(mask, size);
            double n = (double) size * size;
            double others = 0;
            for (int i = 2; i < m.length; i++) {
                others += m[i] * m[i] / (n * n);
            }
            return new Mixing(m[0] / n, others);
        }
    }

    private static double[] spectrum(double[] map, int size) {
        return MapTransform.of(Bands.of(size, size, SpectralBasis.DFT, BandShape.SQUARE))
                .coefficients(map);
    }

    private static double[] dft(double[] row) {
        return MapTransform.of(Bands.of(1, row.length, SpectralBasis.DFT, BandShape.SQUARE, row.length))
                .coefficients(row);
    }

    private static double[] interpolated(double[] x, int r) {
        int n = x.length;
        double[] up = new double[r * n];
        Arrays.setAll(up, i -> {
            double part = (double) (i % r) / r;
            return (1 - part) * x[i / r] + part * x[(i / r + 1) % n];
        });
        return up;
    }

    private static double[] adjoint(double[] g, int n, int r) {
        double[] low = new double[n];
        for (int i = 0; i < g.length; i++) {
            double part = (double) (i % r) / r;
            low[i / r] += (1 - part) * g[i];
            low[(i / r + 1) % n] += part * g[i];
        }
        return low;
    }

    private static double[] gaussian(long seed, int count, double deviation) {
        Random random = new Random(seed);
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.nextGaussian() * deviation);
        return values;
    }
}
