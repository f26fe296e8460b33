package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class FlattenShapeTest {

    @Test
    void all_behind_the_first_axis_by_default() {
        assertThatRule(new FlattenShape()).on("Flatten").input(2, 3, 4, 5).gives(2, 60);
    }

    @Test
    void a_negative_axis_counts_from_the_end() {
        assertThatRule(new FlattenShape())
                .on("Flatten", Attributes.NONE.with("axis", -1))
                .input(2, 3, 4, 5)
                .gives(24, 5);
    }

    @Test
    void axis_0_makes_one_row() {
        assertThatRule(new FlattenShape())
                .on("Flatten", Attributes.NONE.with("axis", 0))
                .input(2, 3)
                .gives(1, 6);
    }
}
