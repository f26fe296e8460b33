package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import org.junit.jupiter.api.Test;

class TopKShapeTest {

    @Test
    void values_and_indices_of_the_last_axis_by_default() {
        assertThatRule(new TopKShape())
                .on("TopK")
                .outputs(2)
                .input(2, 11)
                .integers(3)
                .givesAll(Shape.of(2, 3), Shape.of(2, 3));
    }

    @Test
    void of_a_named_axis() {
        assertThatRule(new TopKShape())
                .on("TopK", Attributes.NONE.with("axis", 0))
                .outputs(2)
                .input(7, 11)
                .integers(3)
                .givesAll(Shape.of(3, 11), Shape.of(3, 11));
    }
}
