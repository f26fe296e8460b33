package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import org.junit.jupiter.api.Test;

class RecurrentShapeTest {

    @Test
    void every_step_and_the_last_states() {
        assertThatRule(new RecurrentShape())
                .on("LSTM", Attributes.NONE)
                .outputs(3)
                .input(9, 2, 4)
                .input(1, 20, 4)
                .input(1, 20, 5)
                .givesAll(Shape.of(9, 1, 2, 5), Shape.of(1, 2, 5), Shape.of(1, 2, 5));
    }

    @Test
    void with_the_batch_first() {
        assertThatRule(new RecurrentShape())
                .on("GRU", Attributes.NONE.with("layout", 1))
                .outputs(3)
                .input(2, 9, 4)
                .input(1, 15, 4)
                .input(1, 15, 5)
                .givesAll(Shape.of(2, 9, 1, 5), Shape.of(2, 1, 5), Shape.of(2, 1, 5));
    }

    @Test
    void both_directions() {
        assertThatRule(new RecurrentShape())
                .on("LSTM", Attributes.NONE.with("direction", "bidirectional"))
                .outputs(3)
                .input(9, 2, 4)
                .input(2, 20, 4)
                .input(2, 20, 5)
                .givesAll(Shape.of(9, 2, 2, 5), Shape.of(2, 2, 5), Shape.of(2, 2, 5));
    }
}
