package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import org.junit.jupiter.api.Test;

class PadShapeTest {

    @Test
    void amounts_before_all_axes_come_before_those_behind() {
        assertThatRule(new PadShape())
                .on("Pad")
                .input(1, 3, 6, 8)
                .integers(0, 0, 1, 2, 0, 0, 3, 4)
                .gives(1, 3, 10, 14);
    }

    @Test
    void amounts_of_named_axes() {
        assertThatRule(new PadShape())
                .on("Pad")
                .input(1, 3, 6, 8)
                .integers(1, 2)
                .left()
                .integers(-1)
                .gives(1, 3, 6, 11);
    }

    @Test
    void negative_amounts_crop() {
        assertThatRule(new PadShape())
                .on("Pad")
                .input(1, 3, 6, 8)
                .integers(0, 0, -1, 0, 0, 0, -2, 0)
                .gives(1, 3, 3, 8);
    }
}
