package dev.coppice.models.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DctMatrixTest {
    @Test
    void one_sample_is_its_own_mean() {
        assertThat(DctMatrix.of(1)).isDeepEqualTo(new float[][] {{1}});
    }

    @Test
    void two_samples_are_their_sum_and_difference() {
        float half = (float) Math.sqrt(0.5);

        float[][] matrix = DctMatrix.of(2);

        assertThat(matrix[0]).containsExactly(half, half);
        assertThat(matrix[1]).containsExactly(new float[] {half, -half}, within(1e-7f));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 45})
    void rows_are_orthonormal(int n) {
        float[][] matrix = DctMatrix.of(n);

        for (int p = 0; p < n; p++) {
            for (int q = 0; q < n; q++) {
                double product = 0;
                for (int j = 0; j < n; j++) {
                    product += matrix[p][j] * matrix[q][j];
                }
                assertThat(product).isCloseTo(p == q ? 1 : 0, within(1e-5));
            }
        }
    }
}
