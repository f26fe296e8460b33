package dev.coppice.models.shape.value;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class ConstantShapeTest {

    @Test
    void the_shape_is_that_of_the_value() {
        assertThatRule(new ConstantShape())
                .on("Constant", Attributes.NONE.with("value_ints", 4, 5, 6))
                .gives(3);
    }
}
