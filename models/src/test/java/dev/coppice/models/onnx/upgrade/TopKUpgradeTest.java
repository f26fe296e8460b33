package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import org.junit.jupiter.api.Test;

class TopKUpgradeTest {

    @Test
    void the_number_became_an_input() {
        assertThatRule(new TopKUpgrade())
                .on(Node.of("TopK", "y", Attributes.NONE.with("k", 3).with("axis", 1), "x"))
                .of(9)
                .becomes(Node.of("TopK", "y", Attributes.NONE.with("axis", 1), "x", "y_k"))
                .adds("y_k", Tensor.vector(3));
    }

    @Test
    void a_node_of_today_stays() {
        assertThatRule(new TopKUpgrade())
                .on(Node.of("TopK", "y", Attributes.NONE, "x", "k"))
                .of(10)
                .stays();
    }
}
