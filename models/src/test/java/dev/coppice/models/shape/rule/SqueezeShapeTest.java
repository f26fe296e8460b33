package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import org.junit.jupiter.api.Test;

class SqueezeShapeTest {

    @Test
    void named_axes_go() {
        assertThatRule(new SqueezeShape())
                .on("Squeeze")
                .input(1, 5, 1, 1)
                .integers(-1)
                .gives(1, 5, 1);
    }

    @Test
    void all_of_size_1_go_by_default() {
        assertThatRule(new SqueezeShape()).on("Squeeze").input(1, 5, 1, 2).gives(5, 2);
    }
}
