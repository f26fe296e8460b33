package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class SliceUpgradeTest {

    @Test
    void bounds_became_inputs_of_64_bits() {
        Attributes bounds = Attributes.NONE
                .with("starts", new AttributeValue.Ints(List.of(1L)))
                .with("ends", new AttributeValue.Ints(List.of(Long.MAX_VALUE)))
                .with("axes", new AttributeValue.Ints(List.of(2L)));

        assertThatRule(new SliceUpgrade())
                .on(Node.of("Slice", "y", bounds, "x"))
                .of(9)
                .becomes(Node.of("Slice", "y", Attributes.NONE, "x", "y_starts", "y_ends", "y_axes"))
                .adds("y_starts", Tensor.vector(1))
                .adds("y_ends", Tensor.vector(Long.MAX_VALUE))
                .adds("y_axes", Tensor.vector(2));
    }

    @Test
    void a_node_of_today_stays() {
        assertThatRule(new SliceUpgrade())
                .on(Node.of("Slice", "y", Attributes.NONE, "x", "starts", "ends"))
                .of(10)
                .stays();
    }
}
