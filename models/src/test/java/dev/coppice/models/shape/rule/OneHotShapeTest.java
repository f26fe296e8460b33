package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class OneHotShapeTest {

    @Test
    void a_new_last_axis() {
        assertThatRule(new OneHotShape())
                .on("OneHot", Attributes.NONE)
                .input(2, 3)
                .index(7)
                .floats(0, 1)
                .gives(2, 3, 7);
    }

    @Test
    void a_named_axis() {
        assertThatRule(new OneHotShape())
                .on("OneHot", Attributes.NONE.with("axis", 1))
                .input(2, 3)
                .index(7)
                .floats(0, 1)
                .gives(2, 7, 3);
    }
}
