package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class SpaceToDepthShapeTest {

    @Test
    void blocks_of_pixels_become_channels() {
        assertThatRule(new SpaceToDepthShape())
                .on("SpaceToDepth", Attributes.NONE.with("blocksize", 2))
                .input(1, 3, 6, 10)
                .gives(1, 12, 3, 5);
    }

    @Test
    void sizes_that_do_not_divide_are_refused() {
        assertThatRule(new SpaceToDepthShape())
                .on("SpaceToDepth", Attributes.NONE.with("blocksize", 2))
                .input(1, 3, 7, 10)
                .refuses("1×3×7×10 does not divide into blocks of 2×2");
    }
}
