package dev.coppice.models.shape.value;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import org.junit.jupiter.api.Test;

class RangeShapeTest {

    @Test
    void steps_that_fit_are_counted() {
        assertThatRule(new RangeShape()).on("Range").index(2).index(11).index(3).gives(3);
    }

    @Test
    void a_part_of_a_step_counts() {
        assertThatRule(new RangeShape()).on("Range").index(0).index(10).index(4).gives(3);
    }
}
