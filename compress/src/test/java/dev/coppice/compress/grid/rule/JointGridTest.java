package dev.coppice.compress.grid.rule;

import static dev.coppice.compress.grid.rule.GridRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.util.List;
import org.junit.jupiter.api.Test;

class JointGridTest {

    private static final Resample HALF = new Resample(Resampling.AREA, new Grid(1, 2));

    @Test
    void maps_that_meet_lie_on_one_grid() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .pool("p", "a")
                .conv("b", "p", 4)
                .resize("up", "b", 2)
                .node("Add", "sum", "a", "up")
                .conv("c", "sum", 4)
                .conv("y", "c", 4, 1)
                .to("y");

        assertThatRule(new JointGrid())
                .on(network)
                .at("1/2", new Region.Decoder())
                .plans(new PlanStep.InsertResample("a", List.of("sum"), HALF, "a/grid_1_2"))
                .puts("a", 32, 32)
                .puts("sum", 16, 16);
    }

    @Test
    void parts_joined_along_the_height_end_the_region() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .conv("b", "a", 4)
                .node("Concat", "tall", Attributes.NONE.with("axis", 2), "b", "b")
                .conv("y", "tall", 4, 1)
                .to("y");

        assertThatRule(new JointGrid())
                .on(network)
                .at("1/2", new Region.All())
                .declines("tall", "it works along axis 2, not along the channels; it keeps its grid")
                .puts("tall", 64, 32);
    }

    @Test
    void one_value_a_channel_broadcasts_to_any_grid() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .constant("scale", NetworkBuilder.counting(4, 1, 1))
                .node("Mul", "scaled", "a", "scale")
                .conv("y", "scaled", 4, 1)
                .to("y");

        assertThatRule(new JointGrid()).on(network).at("1/2", new Region.All()).puts("scaled", 16, 16);
    }
}
