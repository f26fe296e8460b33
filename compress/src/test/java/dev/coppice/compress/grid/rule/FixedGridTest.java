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
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedGridTest {

    @Test
    void it_gets_back_the_grid_that_it_had() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .integers("pads", 0, 0, 1, 1, 0, 0, 1, 1)
                .node("Pad", "padded", "a", "pads")
                .conv("y", "padded", 4, 3, Attributes.NONE)
                .to("y");

        assertThatRule(new FixedGrid("it pads height or width by a fixed number of samples"))
                .on(network)
                .at("1/2", new Region.All())
                .declines("padded", "it pads height or width by a fixed number of samples; it keeps its grid")
                .plans(new PlanStep.InsertResample(
                        "a", List.of("padded"), new Resample(Resampling.AREA, Grid.FULL), "a/grid_1_1"))
                .puts("padded", 34, 34);
    }
}
