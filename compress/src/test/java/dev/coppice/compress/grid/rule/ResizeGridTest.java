package dev.coppice.compress.grid.rule;

import static dev.coppice.compress.grid.rule.GridRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import org.junit.jupiter.api.Test;

class ResizeGridTest {

    private static NetworkBuilder quarter() {
        return Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .pool("p", "a")
                .pool("q", "p")
                .conv("b", "q", 4)
                .resize("up", "b", 2)
                .conv("c", "up", 4);
    }

    @Test
    void an_upsampling_to_the_grid_that_is_there_already_goes() {
        Network network = quarter().resize("y", "c", 2).to("y");

        assertThatRule(new ResizeGrid())
                .on(network)
                .at("1/4", new Region.Decoder())
                .changes("up", "dropped: both sides lie on 1/4", new PlanStep.BypassNode("up"))
                .puts("c", 8, 8);
    }

    @Test
    void a_last_upsampling_grows() {
        Network network = quarter().resize("y", "c", 2).to("y");

        assertThatRule(new ResizeGrid())
                .on(network)
                .at("1/4", new Region.Decoder())
                .changes(
                        "y",
                        "retargeted: from 1/4 to 1/1 (32×32), bilinear",
                        new PlanStep.ReplaceByResample("y", new Resample(Resampling.BILINEAR, Grid.FULL)))
                .puts("y", 32, 32);
    }
}
