package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class DropoutUpgradeTest {

    @Test
    void it_does_nothing_in_inference() {
        Node node =
                new Node("y", "", "Dropout", List.of("x"), List.of("y", "mask"), Attributes.NONE.with("ratio", 0.5f));

        assertThatRule(new DropoutUpgrade()).on(node).of(7).becomes(Node.of("Identity", "y", Attributes.NONE, "x"));
    }

    @Test
    void a_mask_that_is_read_is_refused() {
        Node node = new Node("y", "", "Dropout", List.of("x"), List.of("y", "mask"), Attributes.NONE);

        assertThatRule(new DropoutUpgrade()).on(node).of(13).reading("mask").refuses("its mask 'mask' is read");
    }

    @Test
    void a_switch_that_is_off_is_inference() {
        assertThatRule(new DropoutUpgrade())
                .on(Node.of("Dropout", "y", Attributes.NONE, "x", "ratio", "training"))
                .of(13)
                .with("training", Tensor.longs(Shape.SCALAR, 0))
                .becomes(Node.of("Identity", "y", Attributes.NONE, "x"));
    }

    @Test
    void a_switch_that_is_computed_is_refused() {
        assertThatRule(new DropoutUpgrade())
                .on(Node.of("Dropout", "y", Attributes.NONE, "x", "ratio", "training"))
                .of(13)
                .refuses("it may drop values (training mode); export the network in evaluation mode");
    }
}
