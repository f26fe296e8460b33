package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import org.junit.jupiter.api.Test;

class GroupNormUpgradeTest {
    private static final Attributes TWO = Attributes.NONE.with("num_groups", 2);
    private static final Node NODE = Node.of("GroupNormalization", "y", TWO, "x", "scale", "bias");

    @Test
    void parameters_by_channel_follow_one_with_none_of_its_own() {
        assertThatRule(new GroupNormUpgrade())
                .on(NODE)
                .of(21)
                .becomes(
                        Node.of("GroupNormalization", "y_n", TWO.with("stash_type", 1), "x", "y_ones", "y_zeros"),
                        Node.of("Unsqueeze", "y_Unsqueeze", Attributes.NONE, "scale", "y_axes"),
                        Node.of("Mul", "y_Mul", Attributes.NONE, "y_n", "y_Unsqueeze"),
                        Node.of("Unsqueeze", "y_Unsqueeze_2", Attributes.NONE, "bias", "y_axes_2"),
                        Node.of("Add", "y", Attributes.NONE, "y_Mul", "y_Unsqueeze_2"))
                .adds("y_ones", Tensor.floats(Shape.of(2), 1, 1))
                .adds("y_zeros", Tensor.floats(Shape.of(2), 0, 0))
                .adds("y_axes", Tensor.vector(1, 2));
    }

    @Test
    void an_older_one_stays() {
        assertThatRule(new GroupNormUpgrade()).on(NODE).of(18).stays();
    }
}
