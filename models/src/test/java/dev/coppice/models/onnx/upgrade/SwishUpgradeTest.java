package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import org.junit.jupiter.api.Test;

class SwishUpgradeTest {

    @Test
    void it_is_written_out_with_the_sigmoid() {
        assertThatRule(new SwishUpgrade())
                .on(Node.of("Swish", "y", Attributes.NONE.with("alpha", 2f), "x"))
                .of(24)
                .becomes(
                        Node.of("Mul", "y_Mul", Attributes.NONE, "x", "y_factor"),
                        Node.of("Sigmoid", "y_Sigmoid", Attributes.NONE, "y_Mul"),
                        Node.of("Mul", "y", Attributes.NONE, "x", "y_Sigmoid"))
                .adds("y_factor", Tensor.scalar(2));
    }
}
