package dev.coppice.compress.grid.rule;

import static dev.coppice.compress.grid.rule.GridRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class ConvTransposeGridTest {

    private static NetworkBuilder up() {
        return Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .pool("p", "a")
                .conv("b", "p", 4)
                .transposed("up", "b", 4, 2);
    }

    @Test
    void brought_back_to_its_input_s_grid_it_is_a_convolution() {
        Network network = up().conv("c", "up", 4).conv("y", "c", 4, 1).to("y");

        assertThatRule(new ConvTransposeGrid())
                .on(network)
                .at("1/2", new Region.Decoder())
                .changes(
                        "up",
                        "becomes the stride-1 convolution on 1/2 that equals it followed by the mean over each stride cell",
                        new PlanStep.TransposedToConv("up"))
                .puts("up", 16, 16)
                .puts("c", 16, 16);
    }

    @Test
    void it_upsamples_where_a_nonlinearity_follows() {
        Network network = up().node("Relu", "r", "up")
                .conv("c", "r", 4)
                .conv("y", "c", 4, 1)
                .to("y");

        assertThatRule(new ConvTransposeGrid())
                .on(network)
                .at("1/2", new Region.Decoder())
                .puts("up", 32, 32)
                .puts("c", 16, 16);
    }

    @Test
    void pads_that_change_the_extent_end_the_region() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .transposed(
                        "up", "a", 4, 2, Attributes.NONE.with("strides", 2, 2).with("pads", 1, 1, 1, 1))
                .conv("y", "up", 4, 1)
                .to("y");

        assertThatRule(new ConvTransposeGrid())
                .on(network)
                .at("1/2", new Region.All())
                .declines(
                        "up",
                        "it gives 62 samples, not the 64 of its stride: its pads change the map's extent; it keeps its grid")
                .puts("up", 62, 62);
    }
}
