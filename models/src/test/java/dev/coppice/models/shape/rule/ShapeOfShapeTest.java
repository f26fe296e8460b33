package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import org.junit.jupiter.api.Test;

class ShapeOfShapeTest {

    @Test
    void one_entry_an_axis() {
        assertThatRule(new ShapeOfShape()).on("Shape").input(2, 5, 6, 8).gives(4);
    }

    @Test
    void from_start_to_end() {
        assertThatRule(new ShapeOfShape())
                .on("Shape", Attributes.NONE.with("start", 1).with("end", -1))
                .input(2, 5, 6, 8)
                .gives(2);
    }

    @Test
    void the_sizes_themselves() {
        assertThat(ShapeOfShape.value(
                                Node.of("Shape", "y", Attributes.NONE.with("start", -2), "x"), Shape.of(2, 5, 6, 8))
                        .toLongs())
                .containsExactly(6, 8);
    }
}
