package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class ArgReduceShapeTest {

    @Test
    void the_axis_becomes_1() {
        assertThatRule(new ArgReduceShape())
                .on("ArgMax", Attributes.NONE.with("axis", 1))
                .input(2, 11, 6, 8)
                .gives(2, 1, 6, 8);
    }

    @Test
    void the_axis_goes_where_it_is_not_kept() {
        assertThatRule(new ArgReduceShape())
                .on("ArgMin", Attributes.NONE.with("axis", -1).with("keepdims", 0))
                .input(2, 11, 6, 8)
                .gives(2, 11, 6);
    }

    @Test
    void the_first_axis_is_the_default() {
        assertThatRule(new ArgReduceShape()).on("ArgMax").input(2, 11).gives(1, 11);
    }
}
