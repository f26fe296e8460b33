package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import org.junit.jupiter.api.Test;

class RmsNormalizationUpgradeTest {

    @Test
    void it_is_written_out_with_the_mean_of_squares() {
        assertThatRule(new RmsNormalizationUpgrade())
                .on(Node.of("RMSNormalization", "y", Attributes.NONE.with("axis", -2), "x", "scale"))
                .of(23)
                .becomes(
                        Node.of("Mul", "y_Mul", Attributes.NONE, "x", "x"),
                        Node.of("ReduceMean", "y_ReduceMean", Attributes.NONE, "y_Mul", "y_axes"),
                        Node.of("Add", "y_Add", Attributes.NONE, "y_ReduceMean", "y_epsilon"),
                        Node.of("Sqrt", "y_Sqrt", Attributes.NONE, "y_Add"),
                        Node.of("Div", "y_Div", Attributes.NONE, "x", "y_Sqrt"),
                        Node.of("Mul", "y", Attributes.NONE, "y_Div", "scale"))
                .adds("y_axes", Tensor.vector(-2, -1))
                .adds("y_epsilon", Tensor.scalar(1e-5f));
    }
}
