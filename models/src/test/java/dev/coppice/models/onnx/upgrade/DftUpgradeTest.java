package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import org.junit.jupiter.api.Test;

class DftUpgradeTest {
    private static final Node NEW = Node.of("DFT", "y", Attributes.NONE, "x", "", "axis");

    @Test
    void the_axis_becomes_an_attribute() {
        assertThatRule(new DftUpgrade())
                .on(NEW)
                .of(20)
                .with("axis", Tensor.longs(Shape.SCALAR, 1))
                .becomes(Node.of("DFT", "y", Attributes.NONE.with("axis", 1), "x", ""));
    }

    @Test
    void the_last_axis_but_one_is_the_default() {
        assertThatRule(new DftUpgrade())
                .on(Node.of("DFT", "y", Attributes.NONE, "x"))
                .of(20)
                .becomes(Node.of("DFT", "y", Attributes.NONE.with("axis", -2), "x"));
    }

    @Test
    void a_computed_axis_is_refused() {
        assertThatRule(new DftUpgrade()).on(NEW).of(20).refuses("its axis is computed at run time");
    }

    @Test
    void an_older_one_stays() {
        assertThatRule(new DftUpgrade())
                .on(Node.of("DFT", "y", Attributes.NONE.with("axis", 1), "x"))
                .of(18)
                .stays();
    }
}
