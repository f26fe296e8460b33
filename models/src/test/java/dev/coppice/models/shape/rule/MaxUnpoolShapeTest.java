package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class MaxUnpoolShapeTest {

    @Test
    void the_map_that_was_pooled() {
        assertThatRule(new MaxUnpoolShape())
                .on(
                        "MaxUnpool",
                        Attributes.NONE
                                .with("kernel_shape", 3, 2)
                                .with("strides", 2, 2)
                                .with("pads", 1, 0, 1, 0))
                .input(1, 3, 4, 5)
                .input(1, 3, 4, 5)
                .gives(1, 3, 7, 10);
    }

    @Test
    void sizes_that_are_given_stand() {
        assertThatRule(new MaxUnpoolShape())
                .on("MaxUnpool", Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2))
                .input(1, 3, 4, 5)
                .input(1, 3, 4, 5)
                .integers(1, 3, 9, 11)
                .gives(1, 3, 9, 11);
    }

    @Test
    void the_stride_is_one_unless_said() {
        assertThatRule(new MaxUnpoolShape())
                .on("MaxUnpool", Attributes.NONE.with("kernel_shape", 2, 3))
                .input(1, 3, 4, 5)
                .input(1, 3, 4, 5)
                .gives(1, 3, 5, 7);
    }
}
