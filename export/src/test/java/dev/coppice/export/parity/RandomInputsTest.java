package dev.coppice.export.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RandomInputsTest {
    private static final Shape SHAPE = Shape.of(1, 3, 8, 8);

    @Test
    void are_as_large_as_keeps_the_outputs_finite() {
        OutputSource overflows = input -> Map.of("y", Tensor.scalar((float) Math.exp(500 * largest(input))));

        RandomInputs.Drawn drawn = RandomInputs.finite(ElementType.FLOAT, SHAPE, 2, 1, overflows);

        assertThat(drawn.inputs()).hasSize(2).allSatisfy(input -> assertThat(largest(input))
                .isBetween(0.01f, 0.1f));
        assertThat(drawn.words())
                .isEqualTo(
                        "normal with mean 0 and deviation 0.01, on which the outputs stay finite, as they do not on larger"
                                + " ones");
    }

    @Test
    void have_deviation_1_where_that_is_well() {
        RandomInputs.Drawn drawn = RandomInputs.finite(ElementType.FLOAT, SHAPE, 1, 1, input -> Map.of("y", input));

        assertThat(largest(drawn.inputs().get(0))).isBetween(2f, 5f);
        assertThat(drawn.words()).startsWith("normal with mean 0 and deviation 1.0: there is no card");
    }

    @Test
    void say_where_no_outputs_are_finite() {
        RandomInputs.Drawn drawn =
                RandomInputs.finite(ElementType.FLOAT, SHAPE, 1, 1, input -> Map.of("y", Tensor.scalar(Float.NaN)));

        assertThat(drawn.words()).endsWith("no outputs are finite");
    }

    @Test
    void bytes_have_all_their_values() {
        RandomInputs.Drawn drawn = RandomInputs.finite(ElementType.UINT8, SHAPE, 1, 1, input -> Map.of("y", input));

        float[] values = drawn.inputs().get(0).toFloats();
        float mean = 0;
        for (float value : values) {
            mean += value / values.length;
            assertThat(value).isBetween(0f, 255f).isEqualTo((float) Math.rint(value));
        }
        assertThat(mean).isBetween(110f, 145f);
        assertThat(drawn.words()).startsWith("whole numbers uniform in 0 to 255");
    }

    private static float largest(Tensor tensor) {
        float largest = 0;
        for (float value : tensor.toFloats()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
