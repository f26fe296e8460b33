package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import org.junit.jupiter.api.Test;

class ConstantOfShapeShapeTest {

    @Test
    void the_shape_is_the_input_s_value() {
        assertThatRule(new ConstantOfShapeShape())
                .on("ConstantOfShape")
                .integers(2, 0, 7)
                .gives(2, 0, 7);
    }

    @Test
    void no_sizes_make_a_scalar() {
        assertThatRule(new ConstantOfShapeShape())
                .on("ConstantOfShape")
                .integers()
                .gives();
    }
}
