package dev.coppice.models.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResampleMatrixTest {
    /** The tolerance for a sum of a few hundred entries below 1, each rounded to float once. */
    private static final double ROUNDING = 1e-5;

    static Stream<Arguments> kindsAndSizes() {
        List<int[]> sizes = List.of(
                new int[] {8, 4},
                new int[] {9, 5},
                new int[] {45, 23},
                new int[] {360, 90},
                new int[] {7, 1},
                new int[] {1, 6},
                new int[] {5, 9},
                new int[] {90, 360});
        return Stream.of(Resampling.values()).flatMap(k -> sizes.stream().map(s -> Arguments.of(k, s[0], s[1])));
    }

    @ParameterizedTest
    @MethodSource("kindsAndSizes")
    void rows_sum_to_one_so_that_constants_are_kept(Resampling kind, int from, int to) {
        float[][] matrix = ResampleMatrix.of(kind, from, to);

        assertThat(matrix).hasDimensions(to, from);
        for (float[] row : matrix) {
            assertThat(sum(row)).isCloseTo(1, within(ROUNDING));
        }
    }

    @ParameterizedTest
    @EnumSource(Resampling.class)
    void the_same_grid_is_the_identity(Resampling kind) {
        float[][] matrix = ResampleMatrix.of(kind, 7, 7);

        for (int i = 0; i < 7; i++) {
            float[] unit = new float[7];
            unit[i] = 1;
            assertThat(matrix[i]).isEqualTo(unit);
        }
    }

    @Test
    void area_with_an_integer_factor_is_the_mean_of_each_cell() {
        assertThat(ResampleMatrix.of(Resampling.AREA, 6, 2))
                .isDeepEqualTo(new float[][] {{1 / 3f, 1 / 3f, 1 / 3f, 0, 0, 0}, {0, 0, 0, 1 / 3f, 1 / 3f, 1 / 3f}});
    }

    @Test
    void area_weighs_cells_that_are_cut_by_their_overlap() {
        // 3 cells to 2: each new cell is 1.5 old ones wide.
        assertThat(ResampleMatrix.of(Resampling.AREA, 3, 2))
                .isDeepEqualTo(new float[][] {{2 / 3f, 1 / 3f, 0}, {0, 1 / 3f, 2 / 3f}});
    }

    @Test
    void bilinear_shrinks_between_the_two_nearest_centres() {
        // Centres of 4 samples on 8: 0.5, 2.5, 4.5, 6.5.
        assertThat(ResampleMatrix.of(Resampling.BILINEAR, 8, 4)).isDeepEqualTo(new float[][] {
            {.5f, .5f, 0, 0, 0, 0, 0, 0},
            {0, 0, .5f, .5f, 0, 0, 0, 0},
            {0, 0, 0, 0, .5f, .5f, 0, 0},
            {0, 0, 0, 0, 0, 0, .5f, .5f}
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Resampling.class,
            names = {"AREA", "BILINEAR"})
    void growing_is_linear_between_half_pixel_centres_and_flat_outside(Resampling kind) {
        assertThat(ResampleMatrix.of(kind, 2, 4))
                .isDeepEqualTo(new float[][] {{1, 0}, {.75f, .25f}, {.25f, .75f}, {0, 1}});
    }

    @ParameterizedTest
    @MethodSource("shrinkingSizes")
    void dct_back_is_the_pseudo_inverse(int large, int small) {
        float[][] down = ResampleMatrix.of(Resampling.DCT, large, small);
        float[][] up = ResampleMatrix.of(Resampling.DCT, small, large);

        for (int i = 0; i < small; i++) {
            for (int j = 0; j < small; j++) {
                double product = 0;
                for (int k = 0; k < large; k++) {
                    product += (double) down[i][k] * up[k][j];
                }
                assertThat(product).isCloseTo(i == j ? 1 : 0, within(ROUNDING));
            }
        }
    }

    static Stream<Arguments> shrinkingSizes() {
        return Stream.of(
                Arguments.of(8, 4),
                Arguments.of(9, 4),
                Arguments.of(45, 23),
                Arguments.of(360, 45),
                Arguments.of(5, 1));
    }

    @Test
    void dct_carries_a_low_frequency_exactly() {
        float[][] matrix = ResampleMatrix.of(Resampling.DCT, 12, 5);

        for (int i = 0; i < 5; i++) {
            double y = 0;
            for (int j = 0; j < 12; j++) {
                y += matrix[i][j] * Math.cos(Math.PI * 3 * (2 * j + 1) / 24);
            }
            assertThat(y).isCloseTo(Math.cos(Math.PI * 3 * (2 * i + 1) / 10), within(ROUNDING));
        }
    }

    @Test
    void refuses_empty_grids() {
        assertThatThrownBy(() -> ResampleMatrix.of(Resampling.AREA, 0, 3)).hasMessage("cannot resample 0 samples to 3");
    }

    private static double sum(float[] row) {
        double sum = 0;
        for (float value : row) {
            sum += value;
        }
        return sum;
    }

    @Test
    void area_shrinks_to_the_mean_at_one_sample() {
        float[] quarter = new float[4];
        Arrays.fill(quarter, .25f);

        assertThat(ResampleMatrix.of(Resampling.AREA, 4, 1)[0]).isEqualTo(quarter);
    }
}
