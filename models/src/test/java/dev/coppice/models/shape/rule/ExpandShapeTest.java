package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import org.junit.jupiter.api.Test;

class ExpandShapeTest {

    @Test
    void input_and_target_broadcast_to_each_other() {
        assertThatRule(new ExpandShape())
                .on("Expand")
                .input(3, 1)
                .integers(2, 1, 6)
                .gives(2, 3, 6);
    }
}
