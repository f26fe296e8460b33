package dev.coppice.compress.grid.rule;

import static dev.coppice.compress.grid.rule.GridRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import org.junit.jupiter.api.Test;

class PoolGridTest {

    private static Network pooled(int side) {
        return Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .node(
                        "MaxPool",
                        "p",
                        Attributes.NONE.with("kernel_shape", side, side).with("strides", side, side),
                        "a")
                .conv("b", "p", 4)
                .conv("y", "b", 4, 1)
                .to("y");
    }

    @Test
    void a_pool_to_the_grid_that_is_there_already_goes() {
        assertThatRule(new PoolGrid())
                .on(pooled(2))
                .at("1/2", new Region.All())
                .changes("p", "dropped: its input already lies on 1/2", new PlanStep.BypassNode("p"))
                .puts("a", 16, 16)
                .puts("b", 16, 16);
    }

    @Test
    void a_pool_to_a_coarser_grid_becomes_a_resampling() {
        assertThatRule(new PoolGrid())
                .on(pooled(4))
                .at("1/2", new Region.All())
                .changes(
                        "p",
                        "replaced by a area resampling from 1/2 to 1/4",
                        new PlanStep.ReplaceByResample("p", new Resample(Resampling.AREA, new Grid(1, 4))))
                .puts("b", 8, 8);
    }
}
