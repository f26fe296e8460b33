package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class PoolShapeTest {

    @Test
    void windows_that_do_not_fit_are_left_out() {
        assertThatRule(new PoolShape())
                .on("MaxPool", Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2))
                .input(1, 3, 5, 8)
                .gives(1, 3, 2, 4);
    }

    @Test
    void rounding_up_keeps_a_part_of_a_window() {
        assertThatRule(new PoolShape())
                .on(
                        "AveragePool",
                        Attributes.NONE
                                .with("kernel_shape", 2, 2)
                                .with("strides", 2, 2)
                                .with("ceil_mode", 1))
                .input(1, 3, 5, 8)
                .gives(1, 3, 3, 4);
    }

    @Test
    void a_last_window_that_starts_in_the_padding_is_none() {
        // windows start at −1, 1, 3, 5 with a stride of 2: the one at 5 would lie outside an input of 5
        assertThatRule(new PoolShape())
                .on(
                        "MaxPool",
                        Attributes.NONE
                                .with("kernel_shape", 2, 2)
                                .with("strides", 2, 2)
                                .with("pads", 1, 1, 1, 1)
                                .with("ceil_mode", 1))
                .input(1, 3, 5, 5)
                .gives(1, 3, 3, 3);
    }
}
