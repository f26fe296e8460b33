package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class CenterCropPadShapeTest {

    @Test
    void the_given_axes_get_the_given_sizes() {
        assertThatRule(new CenterCropPadShape())
                .on("CenterCropPad", Attributes.NONE.with("axes", -1, 1))
                .input(1, 3, 8, 9)
                .integers(5, 4)
                .gives(1, 4, 8, 5);
    }

    @Test
    void all_axes_unless_some_are_named() {
        assertThatRule(new CenterCropPadShape())
                .on("CenterCropPad", Attributes.NONE)
                .input(4, 8, 9)
                .integers(5, 4, 10)
                .gives(5, 4, 10);
    }
}
