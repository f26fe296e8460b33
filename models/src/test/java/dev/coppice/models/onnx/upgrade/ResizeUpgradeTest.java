package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import org.junit.jupiter.api.Test;

class ResizeUpgradeTest {

    private static Attributes sampled(String mode, String nearest) {
        return Attributes.NONE
                .with("coordinate_transformation_mode", "asymmetric")
                .with("mode", mode)
                .with("nearest_mode", nearest);
    }

    @Test
    void one_of_opset_10_that_grows_rounds_down() {
        assertThatRule(new ResizeUpgrade())
                .on(Node.of("Resize", "y", Attributes.NONE, "x", "scales"))
                .of(10)
                .with("scales", Tensor.floats(Shape.of(4), 1, 1, 2, 2))
                .becomes(Node.of("Resize", "y", sampled("nearest", "floor"), "x", "", "scales"));
    }

    @Test
    void one_of_opset_10_that_shrinks_rounds_up() {
        assertThatRule(new ResizeUpgrade())
                .on(Node.of("Resize", "y", Attributes.NONE.with("mode", "linear"), "x", "scales"))
                .of(10)
                .with("scales", Tensor.floats(Shape.of(4), 1, 1, 0.5f, 0.5f))
                .becomes(Node.of("Resize", "y", sampled("linear", "ceil"), "x", "", "scales"));
    }

    @Test
    void one_of_opset_10_that_does_both_is_refused() {
        assertThatRule(new ResizeUpgrade())
                .on(Node.of("Resize", "y", Attributes.NONE, "x", "scales"))
                .of(10)
                .with("scales", Tensor.floats(Shape.of(4), 1, 1, 2, 0.5f))
                .refuses("it grows on one axis and shrinks on another");
    }

    @Test
    void scales_beside_sizes_and_a_region_that_is_not_read_are_left_out() {
        assertThatRule(new ResizeUpgrade())
                .on(Node.of("Resize", "y", Attributes.NONE, "x", "roi", "scales", "sizes"))
                .of(11)
                .becomes(Node.of("Resize", "y", Attributes.NONE, "x", "", "", "sizes"));
    }

    @Test
    void coordinates_that_18_does_not_know_are_refused() {
        assertThatRule(new ResizeUpgrade())
                .on(Node.of(
                        "Resize",
                        "y",
                        Attributes.NONE.with("coordinate_transformation_mode", "half_pixel_symmetric"),
                        "x",
                        "",
                        "scales"))
                .of(19)
                .refuses("coordinate_transformation_mode 'half_pixel_symmetric' is not known at opset 18");
    }
}
