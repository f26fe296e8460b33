package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import org.junit.jupiter.api.Test;

class AxesUpgradeTest {

    @Test
    void axes_of_a_squeeze_became_an_input_in_13() {
        Node squeeze = Node.of("Squeeze", "y", Attributes.NONE.with("axes", 0, 2), "x");

        assertThatRule(new AxesUpgrade(13))
                .on(squeeze)
                .of(11)
                .becomes(Node.of("Squeeze", "y", Attributes.NONE, "x", "y_axes"))
                .adds("y_axes", Tensor.vector(0, 2));
    }

    @Test
    void axes_of_a_mean_became_an_input_in_18() {
        Node mean =
                Node.of("ReduceMean", "y", Attributes.NONE.with("axes", 1, 2).with("keepdims", 0), "x");

        assertThatRule(new AxesUpgrade(18))
                .on(mean)
                .of(17)
                .becomes(Node.of("ReduceMean", "y", Attributes.NONE.with("keepdims", 0), "x", "y_axes"))
                .adds("y_axes", Tensor.vector(1, 2));
    }

    @Test
    void a_node_of_today_stays() {
        assertThatRule(new AxesUpgrade(18))
                .on(Node.of("ReduceMax", "y", Attributes.NONE, "x", "axes"))
                .of(18)
                .stays();
    }
}
