package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import org.junit.jupiter.api.Test;

class TileShapeTest {

    @Test
    void each_axis_is_repeated() {
        assertThatRule(new TileShape())
                .on("Tile")
                .input(1, 3, 6)
                .integers(2, 1, 4)
                .gives(2, 3, 24);
    }
}
