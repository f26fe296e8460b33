package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import org.junit.jupiter.api.Test;

class SoftmaxUpgradeTest {

    @Test
    void all_axes_from_the_first_on_are_normalised_together() {
        assertThatRule(new SoftmaxUpgrade())
                .on(Node.of("Softmax", "y", Attributes.NONE, "x"))
                .of(11)
                .becomes(
                        Node.of("Shape", "y_shape", Attributes.NONE, "x"),
                        Node.of("Flatten", "y_flat", Attributes.NONE.with("axis", 1), "x"),
                        Node.of("Softmax", "y_rows", Attributes.NONE.with("axis", -1), "y_flat"),
                        Node.of("Reshape", "y", Attributes.NONE, "y_rows", "y_shape"));
    }

    @Test
    void the_last_axis_is_one_axis() {
        assertThatRule(new SoftmaxUpgrade())
                .on(Node.of("LogSoftmax", "y", Attributes.NONE.with("axis", -1), "x"))
                .of(11)
                .stays();
    }

    @Test
    void a_node_of_today_stays() {
        assertThatRule(new SoftmaxUpgrade())
                .on(Node.of("Hardmax", "y", Attributes.NONE, "x"))
                .of(13)
                .stays();
    }
}
