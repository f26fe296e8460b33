package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class ResizeShapeTest {

    @Test
    void scaled_sizes_round_down() {
        assertThatRule(new ResizeShape())
                .on("Resize")
                .input(1, 3, 5, 7)
                .left()
                .floats(1, 1, 2, 1.5f)
                .gives(1, 3, 10, 10);
    }

    @Test
    void sizes_are_taken_as_they_are() {
        assertThatRule(new ResizeShape())
                .on("Resize")
                .input(1, 3, 5, 7)
                .left()
                .left()
                .integers(1, 3, 20, 9)
                .gives(1, 3, 20, 9);
    }

    @Test
    void sizes_of_named_axes() {
        assertThatRule(new ResizeShape())
                .on("Resize", Attributes.NONE.with("axes", 2, 3))
                .input(1, 3, 5, 7)
                .left()
                .left()
                .integers(20, 9)
                .gives(1, 3, 20, 9);
    }
}
