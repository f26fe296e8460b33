package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpsampleUpgradeTest {

    private static Attributes sampled(String mode) {
        return Attributes.NONE
                .with("coordinate_transformation_mode", "asymmetric")
                .with("mode", mode)
                .with("nearest_mode", "floor");
    }

    @Test
    void scales_before_9_are_an_attribute() {
        Attributes scales = Attributes.NONE
                .with("scales", new AttributeValue.Reals(List.of(1f, 1f, 2f, 2f)))
                .with("mode", "bilinear");

        assertThatRule(new UpsampleUpgrade())
                .on(Node.of("Upsample", "y", scales, "x"))
                .of(7)
                .becomes(Node.of("Resize", "y", sampled("linear"), "x", "", "y_scales"))
                .adds("y_scales", Tensor.floats(Shape.of(4), 1, 1, 2, 2));
    }

    @Test
    void scales_are_an_input_later() {
        assertThatRule(new UpsampleUpgrade())
                .on(Node.of("Upsample", "y", Attributes.NONE, "x", "scales"))
                .of(9)
                .with("scales", Tensor.floats(Shape.of(4), 1, 1, 3, 3))
                .becomes(Node.of("Resize", "y", sampled("nearest"), "x", "", "scales"));
    }

    @Test
    void no_scales_are_refused() {
        assertThatRule(new UpsampleUpgrade())
                .on(Node.of("Upsample", "y", Attributes.NONE, "x"))
                .of(7)
                .refuses("its scales are missing");
    }
}
