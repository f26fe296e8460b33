package dev.coppice.compress.grid.rule;

import static dev.coppice.compress.grid.rule.GridRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedGridTest {

    @Test
    void it_gets_back_the_grid_that_it_had() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .node("Round", "whole", "a")
                .conv("y", "whole", 4)
                .to("y");

        assertThatRule(new FixedGrid("whole numbers cannot be resampled"))
                .on(network)
                .at("1/2", new Region.All())
                .declines("whole", "whole numbers cannot be resampled; it keeps its grid")
                .plans(new PlanStep.InsertResample(
                        "a", List.of("whole"), new Resample(Resampling.AREA, Grid.FULL), "a/grid_1_1"))
                .puts("whole", 32, 32);
    }
}
