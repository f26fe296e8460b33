package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Shape;
import org.junit.jupiter.api.Test;

class BatchNormShapeTest {

    @Test
    void the_input_s_shape_stays_and_statistics_have_their_own() {
        assertThatRule(new BatchNormShape())
                .on("BatchNormalization")
                .input(2, 5, 6, 8)
                .input(5)
                .input(5)
                .input(5)
                .input(5)
                .givesAll(Shape.of(2, 5, 6, 8), Shape.of(5), Shape.of(5));
    }
}
