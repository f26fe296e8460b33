package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import org.junit.jupiter.api.Test;

class UnsqueezeShapeTest {

    @Test
    void axes_of_1_appear_where_the_result_has_them() {
        assertThatRule(new UnsqueezeShape())
                .on("Unsqueeze")
                .input(5, 6)
                .integers(0, -1)
                .gives(1, 5, 6, 1);
    }

    @Test
    void in_the_middle() {
        assertThatRule(new UnsqueezeShape())
                .on("Unsqueeze")
                .input(5, 6)
                .integers(1)
                .gives(5, 1, 6);
    }
}
