package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import org.junit.jupiter.api.Test;

class GlobalPoolShapeTest {

    @Test
    void every_spatial_axis_becomes_1() {
        assertThatRule(new GlobalPoolShape())
                .on("GlobalAveragePool")
                .input(2, 5, 6, 8)
                .gives(2, 5, 1, 1);
    }

    @Test
    void lines_have_one_spatial_axis() {
        assertThatRule(new GlobalPoolShape()).on("GlobalMaxPool").input(2, 5, 6).gives(2, 5, 1);
    }
}
