package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import org.junit.jupiter.api.Test;

class PadUpgradeTest {

    @Test
    void amounts_and_value_became_inputs() {
        Node node = Node.of("Pad", "y", Attributes.NONE.with("pads", 0, 1, 0, 2).with("value", 3f), "x");

        assertThatRule(new PadUpgrade())
                .on(node)
                .of(10)
                .becomes(Node.of("Pad", "y", Attributes.NONE, "x", "y_pads", "y_value"))
                .adds("y_pads", Tensor.vector(0, 1, 0, 2))
                .adds("y_value", Tensor.scalar(3));
    }

    @Test
    void a_value_of_0_is_the_default() {
        assertThatRule(new PadUpgrade())
                .on(Node.of("Pad", "y", Attributes.NONE.with("pads", 0, 1, 0, 2).with("mode", "reflect"), "x"))
                .of(7)
                .becomes(Node.of("Pad", "y", Attributes.NONE.with("mode", "reflect"), "x", "y_pads"));
    }

    @Test
    void a_mode_of_tomorrow_is_refused() {
        assertThatRule(new PadUpgrade())
                .on(Node.of("Pad", "y", Attributes.NONE.with("mode", "wrap"), "x", "pads"))
                .of(19)
                .refuses("mode 'wrap' is newer than opset 18");
    }
}
