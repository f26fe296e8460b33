package dev.coppice.models.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Test of the loss on the way to a coarser grid and back, over fields whose spectrum falls as 1/f^1.5. The methods beat
 * bilinear resampling only together with the matched way back.
 */
class ReconstructionTest {
    private static final int SIZE = 129;
    private static final int FIELDS = 6;

    /**
     * The tolerance: the reference figures are from one draw of fields, and draws differ by this much at the coarsest grids.
     */
    private static final double DRAWS = 0.15;

    /** The figures of spectral.md §2: aligned corners both ways; DCT and DFT with aligned corners back, and matched. */
    @ParameterizedTest(name = "grid {0}")
    @CsvSource({
        "65, .125, .134, .170, .100, .099",
        "33, .216, .231, .309, .172, .170",
        "17, .329, .346, .470, .261, .256"
    })
    void matched_spectral_kinds_beat_bilinear_and_mismatched_ones_do_not(
            int n, double bilinear, double dctMismatched, double dftMismatched, double dct, double dft) {
        Resampling corners = Resampling.BILINEAR_ALIGN_CORNERS;

        double plain = loss(corners, corners, n);
        double dctOnCorners = loss(Resampling.DCT, corners, n);
        double dftOnCorners = loss(Resampling.DFT, corners, n);
        double dctMatched = loss(Resampling.DCT, Resampling.DCT, n);
        double dftMatched = loss(Resampling.DFT, Resampling.DFT, n);

        assertThat(new double[] {dftMatched, dctMatched, plain, dctOnCorners, dftOnCorners})
                .isSorted();
        assertThat(new double[] {plain, dctOnCorners, dftOnCorners, dctMatched, dftMatched})
                .satisfies(actual -> {
                    double[] expected = {bilinear, dctMismatched, dftMismatched, dct, dft};
                    for (int i = 0; i < expected.length; i++) {
                        assertThat(actual[i] / expected[i]).isCloseTo(1, within(DRAWS));
                    }
                });
    }

    @ParameterizedTest(name = "grid {0}")
    @CsvSource({"65", "33", "17"})
    void samples_at_cell_centres_are_matched_by_half_pixel_interpolation(int n) {
        assertThat(loss(Resampling.AREA, Resampling.AREA, n))
                .isLessThan(loss(Resampling.AREA, Resampling.BILINEAR_ALIGN_CORNERS, n));
        assertThat(loss(Resampling.BILINEAR, Resampling.BILINEAR, n))
                .isLessThan(loss(Resampling.BILINEAR, Resampling.BILINEAR_ALIGN_CORNERS, n));
        assertThat(loss(Resampling.BILINEAR_ALIGN_CORNERS, Resampling.BILINEAR_ALIGN_CORNERS, n))
                .isLessThan(loss(Resampling.BILINEAR_ALIGN_CORNERS, Resampling.BILINEAR, n));
    }

    /** The mean over fields of ‖U·(A·x·Aᵀ)·Uᵀ − x‖ / ‖x‖. */
    private static double loss(Resampling down, Resampling up, int n) {
        double[][] there = ResampleMatrix.exact(down, SIZE, n);
        double[][] back = ResampleMatrix.exact(up, n, SIZE);
        double sum = 0;
        for (int seed = 0; seed < FIELDS; seed++) {
            double[][] x = field(seed);
            double[][] low = Matrices.product(there, transposed(Matrices.product(there, transposed(x))));
            double[][] y = Matrices.product(back, transposed(Matrices.product(back, transposed(low))));
            double lost = 0;
            double all = 0;
            for (int i = 0; i < SIZE; i++) {
                for (int j = 0; j < SIZE; j++) {
                    lost += (y[i][j] - x[i][j]) * (y[i][j] - x[i][j]);
                    all += x[i][j] * x[i][j];
                }
            }
            sum += Math.sqrt(lost / all);
        }
        return sum / FIELDS;
    }

    /** A real periodic field of random Fourier coefficients with standard deviation f^-1.5, zero mean. */
    private static double[][] field(long seed) {
        Random random = new Random(seed);
        double[][] cosine = new double[SIZE][SIZE];
        double[][] sine = new double[SIZE][SIZE];
        for (int k = 0; k < SIZE; k++) {
            for (int j = 0; j < SIZE; j++) {
                cosine[k][j] = Math.cos(2 * Math.PI * (k * j % SIZE) / SIZE);
                sine[k][j] = Math.sin(2 * Math.PI * (k * j % SIZE) / SIZE);
            }
        }
        double[][] re = new double[SIZE][SIZE];
        double[][] im = new double[SIZE][SIZE];
        for (int k = 0; k < SIZE; k++) {
            for (int l = 0; l < SIZE; l++) {
                double f = Math.hypot(Math.min(k, SIZE - k), Math.min(l, SIZE - l));
                double scale = f == 0 ? 0 : Math.pow(f, -1.5);
                re[k][l] = scale * random.nextGaussian();
                im[k][l] = scale * random.nextGaussian();
            }
        }
        // The real part of Σ (re + i·im)·exp(2πi(ky + lx)/SIZE), one axis after the other.
        double[][] rowsRe = difference(Matrices.product(re, cosine), Matrices.product(im, sine));
        double[][] rowsIm = difference(Matrices.product(re, sine), Matrices.product(negative(im), cosine));
        return difference(Matrices.product(cosine, rowsRe), Matrices.product(sine, rowsIm));
    }

    private static double[][] negative(double[][] a) {
        return difference(new double[a.length][a[0].length], a);
    }

    private static double[][] difference(double[][] a, double[][] b) {
        double[][] out = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                out[i][j] = a[i][j] - b[i][j];
            }
        }
        return out;
    }

    private static double[][] transposed(double[][] a) {
        double[][] out = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                out[j][i] = a[i][j];
            }
        }
        return out;
    }
}
