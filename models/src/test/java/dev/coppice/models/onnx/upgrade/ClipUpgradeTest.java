package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import org.junit.jupiter.api.Test;

class ClipUpgradeTest {

    @Test
    void bounds_became_inputs() {
        Node node = Node.of("Clip", "y", Attributes.NONE.with("min", -1f).with("max", 6f), "x");

        assertThatRule(new ClipUpgrade())
                .on(node)
                .of(6)
                .becomes(Node.of("Clip", "y", Attributes.NONE, "x", "y_min", "y_max"))
                .adds("y_min", Tensor.scalar(-1))
                .adds("y_max", Tensor.scalar(6));
    }

    @Test
    void a_bound_that_is_not_there_is_left_out() {
        assertThatRule(new ClipUpgrade())
                .on(Node.of("Clip", "y", Attributes.NONE.with("max", 6f), "x"))
                .of(10)
                .becomes(Node.of("Clip", "y", Attributes.NONE, "x", "", "y_max"));
    }

    @Test
    void a_node_of_today_stays() {
        assertThatRule(new ClipUpgrade())
                .on(Node.of("Clip", "y", Attributes.NONE, "x", "low"))
                .of(11)
                .stays();
    }
}
