package dev.coppice.models.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelAxisTest {
    private static final double EXACT = 1e-12;
    private static final int FREQUENCIES = 2000;

    @ParameterizedTest
    @CsvSource({"3,0.5,1,0", "3,0.5,1,-0.25", "5,0.5,1,0", "3,1.5,2,0", "7,0.1875,1,0.1", "1,0.5,1,0.3"})
    void constants_pass_as_before(int taps, double step, int dilation, double offset) {
        double[][] matrix = new KernelAxis(step, dilation, offset).matrix(taps);

        for (int i = 0; i < taps; i++) {
            int column = i;
            double sum = Arrays.stream(matrix).mapToDouble(row -> row[column]).sum();
            assertThat(sum).isCloseTo(1, within(EXACT));
        }
    }

    @Test
    void half_the_grid_gives_the_sinc_at_half_samples() {
        // sinc(1/2) = 2/π, sinc(3/2) = −2/(3π); the difference of their sum from 1 is spread over all three
        double near = 2 / Math.PI;
        double far = -2 / (3 * Math.PI);
        double rest = (1 - 2 * near - far) / 3;

        double[][] matrix = new KernelAxis(0.5, 1, 0).matrix(3);

        assertRow(matrix[0], near + rest, 0, far + rest);
        assertRow(matrix[1], near + rest, 1, near + rest);
        assertRow(matrix[2], far + rest, 0, near + rest);
    }

    @Test
    void a_kernel_whose_taps_stay_where_they_stood_stays() {
        assertThat(new KernelAxis(2, 2, 0).keeps(3)).isTrue();
        assertThat(new KernelAxis(16 * (3.0 / 16), 3, 0).keeps(5)).isTrue();
        assertThat(new KernelAxis(0.5, 1, 0.3).keeps(1)).isTrue();
        assertThat(new KernelAxis(1.5, 2, 0).keeps(3)).isFalse();
        assertThat(new KernelAxis(1, 1, 0.25).keeps(3)).isFalse();
        double[][] matrix = new KernelAxis(1, 1, 0).matrix(3);
        assertRow(matrix[0], 1, 0, 0);
        assertRow(matrix[1], 0, 1, 0);
        assertRow(matrix[2], 0, 0, 1);
    }

    /** No other kernel with the same sum is nearer to the old frequency response on the band. */
    @ParameterizedTest
    @CsvSource({"3,0.5,1,0", "3,0.5,1,-0.25", "5,0.25,1,0", "3,1.5,2,0"})
    void no_kernel_that_keeps_constants_has_a_nearer_response(int taps, double step, int dilation, double offset) {
        KernelAxis axis = new KernelAxis(step, dilation, offset);
        Random random = new Random(7);
        for (int trial = 0; trial < 20; trial++) {
            double[] old = random.doubles(taps, -1, 1).toArray();
            double[] found = product(axis.matrix(taps), old);
            double best = distance(axis, old, found);
            for (int j = 1; j < taps; j++) {
                for (double move : new double[] {1e-3, -1e-3}) {
                    double[] other = found.clone();
                    other[0] += move;
                    other[j] -= move;
                    assertThat(distance(axis, old, other)).isGreaterThan(best);
                }
            }
        }
    }

    /** ∫ |H(f) − G(f)|² over |f| ≤ 1/(2·dilation), by the midpoint rule, times the dilation. */
    private static double distance(KernelAxis axis, double[] old, double... taps) {
        double centre = (taps.length - 1) / 2.0;
        double total = 0;
        for (int n = 0; n < FREQUENCIES; n++) {
            double f = ((n + 0.5) / FREQUENCIES - 0.5) / axis.dilation();
            double re = 0;
            double im = 0;
            for (int i = 0; i < taps.length; i++) {
                double u = 2 * Math.PI * f * (axis.offset() + (i - centre) * axis.step());
                double x = 2 * Math.PI * f * (i - centre) * axis.dilation();
                re += old[i] * Math.cos(u) - taps[i] * Math.cos(x);
                im += old[i] * Math.sin(u) - taps[i] * Math.sin(x);
            }
            total += (re * re + im * im) / FREQUENCIES;
        }
        return total;
    }

    private static double[] product(double[][] matrix, double... vector) {
        return Arrays.stream(matrix)
                .mapToDouble(row -> {
                    double sum = 0;
                    for (int i = 0; i < vector.length; i++) {
                        sum += row[i] * vector[i];
                    }
                    return sum;
                })
                .toArray();
    }

    private static void assertRow(double[] row, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(row[i]).isCloseTo(expected[i], within(EXACT));
        }
    }
}
