package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class DepthToSpaceShapeTest {

    @Test
    void channels_become_blocks_of_pixels() {
        assertThatRule(new DepthToSpaceShape())
                .on("DepthToSpace", Attributes.NONE.with("blocksize", 2))
                .input(1, 12, 3, 5)
                .gives(1, 3, 6, 10);
    }

    @Test
    void channels_that_make_no_blocks_are_refused() {
        assertThatRule(new DepthToSpaceShape())
                .on("DepthToSpace", Attributes.NONE.with("blocksize", 2))
                .input(1, 6, 3, 5)
                .refuses("1×6×3×5 has no channels for blocks of 2×2");
    }
}
