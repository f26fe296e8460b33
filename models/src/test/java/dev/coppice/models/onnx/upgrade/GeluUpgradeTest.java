package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import org.junit.jupiter.api.Test;

class GeluUpgradeTest {

    @Test
    void it_is_written_out_with_the_error_function() {
        assertThatRule(new GeluUpgrade())
                .on(Node.of("Gelu", "y", Attributes.NONE, "x"))
                .of(20)
                .becomes(
                        Node.of("Mul", "y_Mul", Attributes.NONE, "x", "y_factor"),
                        Node.of("Erf", "y_Erf", Attributes.NONE, "y_Mul"),
                        Node.of("Mul", "y_Mul_2", Attributes.NONE, "x", "y_factor_2"),
                        Node.of("Add", "y_Add", Attributes.NONE, "y_Erf", "y_one"),
                        Node.of("Mul", "y", Attributes.NONE, "y_Mul_2", "y_Add"))
                .adds("y_factor", Tensor.scalar((float) Math.sqrt(0.5)))
                .adds("y_factor_2", Tensor.scalar(0.5f))
                .adds("y_one", Tensor.scalar(1));
    }
}
