package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class GridSampleShapeTest {

    @Test
    void a_map_of_the_size_of_the_grid() {
        assertThatRule(new GridSampleShape())
                .on("GridSample", Attributes.NONE)
                .input(1, 3, 8, 9)
                .input(1, 5, 6, 2)
                .gives(1, 3, 5, 6);
    }

    @Test
    void a_grid_of_another_rank_gives_no_positions() {
        assertThatRule(new GridSampleShape())
                .on("GridSample", Attributes.NONE)
                .input(1, 3, 8, 9)
                .input(1, 5, 6, 7, 3)
                .refuses("a grid 1×5×6×7×3 gives no positions in maps 1×3×8×9");
    }
}
