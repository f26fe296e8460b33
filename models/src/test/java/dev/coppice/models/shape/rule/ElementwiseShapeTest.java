package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import org.junit.jupiter.api.Test;

class ElementwiseShapeTest {

    @Test
    void inputs_broadcast() {
        assertThatRule(new ElementwiseShape())
                .on("Add")
                .input(2, 1, 6, 8)
                .input(5, 1, 8)
                .gives(2, 5, 6, 8);
    }

    @Test
    void a_condition_broadcasts_too() {
        assertThatRule(new ElementwiseShape())
                .on("Where")
                .input(2, 1, 1)
                .input(1, 3, 1)
                .input(4)
                .gives(2, 3, 4);
    }
}
