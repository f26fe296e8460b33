package dev.coppice.models.shape.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values of Resize and Conv of constants; ComputedConstantsTest (eval) compares them with ONNX Runtime. */
class InterpolationTest {
    private static final Tensor ROW = Tensor.floats(Shape.of(1, 1, 1, 4), 0, 4, 8, 20);

    private static Optional<Tensor> resized(Attributes attributes, int to) {
        Node node = Node.of("Resize", "y", attributes, "x", "", "", "sizes");
        return ValueRules.evaluate(node, Map.of("x", ROW, "sizes", Tensor.vector(1, 1, 1, to)));
    }

    /** Samples begin at the same corner; the one below is nearest. */
    private static Attributes corners() {
        return Attributes.NONE
                .with("coordinate_transformation_mode", "asymmetric")
                .with("nearest_mode", "floor");
    }

    @Test
    void linear_takes_the_two_nearest_samples() {
        Attributes linear = Attributes.NONE.with("mode", "linear");

        assertThat(resized(linear, 2)).contains(Tensor.floats(Shape.of(1, 1, 1, 2), 2, 14));
        assertThat(resized(linear.with("coordinate_transformation_mode", "align_corners"), 2))
                .contains(Tensor.floats(Shape.of(1, 1, 1, 2), 0, 20));
        assertThat(resized(linear.with("coordinate_transformation_mode", "asymmetric"), 8))
                .contains(Tensor.floats(Shape.of(1, 1, 1, 8), 0, 2, 4, 6, 8, 14, 20, 20));
        assertThat(resized(linear.with("coordinate_transformation_mode", "pytorch_half_pixel"), 1))
                .contains(Tensor.floats(Shape.of(1, 1, 1, 1), 0));
    }

    @Test
    void nearest_takes_one() {
        assertThat(resized(corners(), 8)).contains(Tensor.floats(Shape.of(1, 1, 1, 8), 0, 0, 4, 4, 8, 8, 20, 20));
        assertThat(resized(corners().with("nearest_mode", "ceil"), 2))
                .contains(Tensor.floats(Shape.of(1, 1, 1, 2), 0, 8));
        assertThat(resized(Attributes.NONE, 2)).contains(Tensor.floats(Shape.of(1, 1, 1, 2), 0, 8));
        assertThat(resized(Attributes.NONE.with("nearest_mode", "round_prefer_ceil"), 2))
                .contains(Tensor.floats(Shape.of(1, 1, 1, 2), 4, 20));
    }

    /** Halfway between samples the weights are a/8 and 1/2 − a/8, twice each: −1/16 and 9/16. */
    @Test
    void cubic_takes_four_and_repeats_the_border() {
        Tensor half = resized(Attributes.NONE.with("mode", "cubic").with("cubic_coeff_a", -0.5f), 2)
                .orElseThrow();

        assertThat(half.toFloats()).containsExactly(new float[] {1.75f, 14.25f}, within(1e-5f));
    }

    @Test
    void other_kinds_are_left_for_run_time() {
        assertThat(resized(Attributes.NONE.with("mode", "linear").with("antialias", 1), 2))
                .isEmpty();
        assertThat(resized(Attributes.NONE.with("coordinate_transformation_mode", "tf_crop_and_resize"), 2))
                .isEmpty();
        assertThat(resized(Attributes.NONE.with("mode", "cubic").with("exclude_outside", 1), 2))
                .isEmpty();
        assertThat(resized(Attributes.NONE, 1 << 30)).isEmpty();
        assertThat(resized(corners(), 6)).as("sample 2 may be 1.9999999").isEmpty();
    }

    @Test
    void a_convolution_sums_over_its_window_and_the_channels_of_its_group() {
        Node node = Node.of("Conv", "y", Attributes.NONE.with("group", 2).with("pads", 0, 1, 0, 0), "x", "w", "b");
        Tensor x = Tensor.floats(Shape.of(1, 2, 1, 3), 1, 2, 3, 10, 20, 30);
        Tensor w = Tensor.floats(Shape.of(2, 1, 1, 2), 1, 100, 2, 0);
        Tensor b = Tensor.floats(Shape.of(2), 0.5f, 0);

        assertThat(ValueRules.evaluate(node, Map.of("x", x, "w", w, "b", b)))
                .contains(Tensor.floats(Shape.of(1, 2, 1, 3), 100.5f, 201.5f, 302.5f, 0, 20, 40));
    }

    @Test
    void a_convolution_whose_channels_do_not_fit_is_left_for_run_time() {
        Node node = Node.of("Conv", "y", Attributes.NONE.with("group", 3), "x", "w");
        Map<String, Tensor> known = Map.of(
                "x", Tensor.floats(Shape.of(1, 2, 1, 3), new float[6]), "w", Tensor.floats(Shape.of(2, 1, 1, 1), 1, 1));

        assertThat(ValueRules.evaluate(node, known)).isEmpty();
    }
}
