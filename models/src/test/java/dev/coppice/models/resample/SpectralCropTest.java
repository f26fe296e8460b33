package dev.coppice.models.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Oracle 5: the matrices in double precision against transforms, crops and the laws of the pseudo-inverse. */
class SpectralCropTest {
    /** The rounding error of sums of a few hundred terms of size 1 in double precision. */
    private static final double EXACT = 1e-13;

    /** Pairs of sizes (from, to), odd and even on both sides. */
    private static final int[][] SIZES = {
        {129, 65}, {129, 33}, {45, 23}, {360, 180}, {360, 45}, {96, 31}, {9, 4}, {7, 1}
    };

    static Stream<Arguments> sizes() {
        return Stream.of(SIZES).map(s -> Arguments.of(s[0], s[1]));
    }

    static Stream<Arguments> kindsAndSizes() {
        return Stream.of(Resampling.values()).flatMap(k -> Stream.of(SIZES).map(s -> Arguments.of(k, s[0], s[1])));
    }

    static Stream<Arguments> spectralKindsAndSizes() {
        return Stream.of(Resampling.DCT, Resampling.DFT)
                .flatMap(k -> Stream.of(SIZES).map(s -> Arguments.of(k, s[0], s[1])));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("sizes")
    void dft_shrinks_like_transform_crop_inverse(int large, int small) {
        double[] x = noise(large, 1);

        double[] y = times(ResampleMatrix.exact(Resampling.DFT, large, small), x);

        assertThat(y).containsExactly(croppedByTransform(x, small), within(EXACT));
    }

    @ParameterizedTest(name = "{1} to {0}")
    @MethodSource("sizes")
    void dft_grows_like_transform_zero_padding_inverse(int large, int small) {
        double[] x = noise(small, 2);

        double[] y = times(ResampleMatrix.exact(Resampling.DFT, small, large), x);

        assertThat(y).containsExactly(paddedByTransform(x, large), within(EXACT));
    }

    @ParameterizedTest(name = "{0}, {1} to {2}")
    @MethodSource("kindsAndSizes")
    void rows_sum_to_one_both_ways(Resampling kind, int large, int small) {
        for (double[] row : ResampleMatrix.exact(kind, large, small)) {
            assertThat(IntStream.range(0, large).mapToDouble(j -> row[j]).sum()).isCloseTo(1, within(EXACT));
        }
        for (double[] row : ResampleMatrix.exact(kind, small, large)) {
            assertThat(IntStream.range(0, small).mapToDouble(j -> row[j]).sum()).isCloseTo(1, within(EXACT));
        }
    }

    /** The four laws of Moore and Penrose hold if A·A⁺ = I and A⁺·A is symmetric. */
    @ParameterizedTest(name = "{0}, {1} to {2}")
    @MethodSource("spectralKindsAndSizes")
    void spectral_kinds_go_back_by_the_pseudo_inverse(Resampling kind, int large, int small) {
        double[][] down = ResampleMatrix.exact(kind, large, small);
        double[][] up = ResampleMatrix.exact(kind, small, large);

        double[][] there = Matrices.product(down, up);
        double[][] projector = Matrices.product(up, down);

        for (int i = 0; i < small; i++) {
            for (int j = 0; j < small; j++) {
                assertThat(there[i][j]).isCloseTo(i == j ? 1 : 0, within(EXACT));
            }
        }
        for (int i = 0; i < large; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(projector[i][j]).isCloseTo(projector[j][i], within(EXACT));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Resampling.class)
    void one_sample_is_carried_to_many_and_back_unchanged(Resampling kind) {
        assertThat(times(ResampleMatrix.exact(kind, 1, 6), new double[] {3}))
                .containsExactly(new double[] {3, 3, 3, 3, 3, 3}, within(EXACT));
        assertThat(times(ResampleMatrix.exact(kind, 6, 1), new double[] {3, 3, 3, 3, 3, 3}))
                .containsExactly(new double[] {3}, within(EXACT));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"9, 5", "12, 4", "5, 9", "45, 23"})
    void aligned_corners_keep_a_ramp_from_the_first_sample_to_the_last(int from, int to) {
        double[] ramp =
                IntStream.range(0, from).mapToDouble(j -> j / (from - 1.0)).toArray();

        double[] y = times(ResampleMatrix.exact(Resampling.BILINEAR_ALIGN_CORNERS, from, to), ramp);

        assertThat(y)
                .containsExactly(
                        IntStream.range(0, to).mapToDouble(i -> i / (to - 1.0)).toArray(), within(EXACT));
    }

    /** Shrinks by definition: a DFT, the frequencies −n/2 … n/2 with those at ±n/2 added up, and the inverse at i/n. */
    private static double[] croppedByTransform(double[] x, int n) {
        double[] y = new double[n];
        for (int k = -(n / 2); k <= n / 2; k++) {
            addWave(y, x, k);
        }
        return y;
    }

    /** Grows by definition: as above, but the frequency n/2, which n samples hold once, is halved between ±n/2. */
    private static double[] paddedByTransform(double[] x, int size) {
        double[] y = new double[size];
        int n = x.length;
        for (int k = -(n / 2); k <= n / 2; k++) {
            double share = 2 * Math.abs(k) == n ? 0.5 : 1;
            double[] wave = new double[size];
            addWave(wave, x, k);
            for (int i = 0; i < size; i++) {
                y[i] += share * wave[i];
            }
        }
        return y;
    }

    /** Adds the real part of X[k]·exp(2πi·k·i/n) / |x|. */
    private static void addWave(double[] y, double[] x, int k) {
        double re = 0;
        double im = 0;
        for (int j = 0; j < x.length; j++) {
            double angle = 2 * Math.PI * Math.floorMod((long) k * j, x.length) / x.length;
            re += x[j] * Math.cos(angle);
            im -= x[j] * Math.sin(angle);
        }
        for (int i = 0; i < y.length; i++) {
            double angle = 2 * Math.PI * Math.floorMod((long) k * i, y.length) / y.length;
            y[i] += (re * Math.cos(angle) - im * Math.sin(angle)) / x.length;
        }
    }

    private static double[] noise(int n, long seed) {
        Random random = new Random(seed);
        return random.doubles(n).toArray();
    }

    private static double[] times(double[][] matrix, double[] x) {
        return Stream.of(matrix)
                .mapToDouble(row -> IntStream.range(0, x.length)
                        .mapToDouble(j -> row[j] * x[j])
                        .sum())
                .toArray();
    }
}
