package dev.coppice.eval.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureNoiseTest {
    @Test
    void is_the_same_at_every_call_and_differs_by_channel() {
        float[] noise = PictureNoise.of(Shape.of(1, 2, 5, 7)).toFloats();

        assertThat(PictureNoise.of(Shape.of(1, 2, 5, 7)).toFloats()).isEqualTo(noise);
        assertThat(noise).doesNotHaveDuplicates();
    }

    @Test
    void has_mean_0_and_a_deviation_of_at_most_1() {
        float[] noise = PictureNoise.of(Shape.of(40, 3, 64, 64)).toFloats();

        double mean = 0;
        double square = 0;
        for (float value : noise) {
            mean += value / noise.length;
            square += (double) value * value / noise.length;
        }

        assertThat(mean).isCloseTo(0, within(0.1));
        // between the points of a coarse grid the deviation is smaller: 2/3 of the variance along each axis
        assertThat(Math.sqrt(square)).isCloseTo(2.0 / 3, within(0.1));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.998, 0.001", "8, 0.942, 0.01", "64, 0.19, 0.1"})
    void changes_little_from_a_pixel_to_its_neighbour_and_is_another_far_away(
            int distance, double correlation, double error) {
        Shape shape = Shape.of(200, 1, 1, 512);
        float[] noise = PictureNoise.of(shape).toFloats();
        double product = 0;
        double square = 0;
        for (int row = 0; row < 200; row++) {
            for (int i = row * 512; i < row * 512 + 512 - distance; i++) {
                product += (double) noise[i] * noise[i + distance];
                square += (double) noise[i] * noise[i];
            }
        }

        // a grid of step s adds s² cubic B-splines of t = distance / s: 1 - 3t²/2 + 3t³/4 up to 1, (2 - t)³/4 up to 2
        assertThat(product / square).isCloseTo(correlation, within(error));
    }

    @ParameterizedTest
    @CsvSource({"1x3", "2x3x1", "1x2x100", "1x2x9x65", "1x1x3x66x5"})
    void fills_shapes_of_any_number_of_axes(String sizes) {
        int[] shape =
                Arrays.stream(sizes.split("x", -1)).mapToInt(Integer::parseInt).toArray();

        float[] noise = PictureNoise.of(Shape.of(shape)).toFloats();

        assertThat(noise)
                .doesNotContain(0)
                .hasSize(Math.toIntExact(Shape.of(shape).elements()));
    }
}
