package dev.coppice.compress.grid.rule;

import static dev.coppice.compress.grid.rule.GridRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PadGridTest {
    @Test
    void a_fixed_number_of_samples_keeps_the_grid() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .integers("pads", 0, 0, 1, 1, 0, 0, 1, 1)
                .node("Pad", "padded", "a", "pads")
                .conv("y", "padded", 4, 1)
                .to("y");

        assertThatRule(new PadGrid())
                .on(network)
                .at("1/2", new Region.All())
                .declines("padded", "it pads height or width by a fixed number of samples; it keeps its grid")
                .plans(new PlanStep.InsertResample(
                        "a", List.of("padded"), new Resample(Resampling.AREA, Grid.FULL), "a/grid_1_1"))
                .puts("padded", 34, 34);
    }

    @Test
    void channels_are_padded_on_any_grid() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .integers("pads", 0, 0, 0, 0, 0, 4, 0, 0)
                .node("Pad", "padded", "a", "pads")
                .conv("y", "padded", 4)
                .to("y");

        assertThatRule(new PadGrid()).on(network).at("1/2", new Region.All()).puts("padded", 16, 16);
    }

    /** A decoder that makes its map as large as the encoder's, by the difference of their sizes: 0 of 32, 1 of 33. */
    @ParameterizedTest
    @ValueSource(ints = {32, 33})
    void amounts_that_follow_from_sizes_follow_the_grid(int side) {
        Network network = Networks.random(side, side)
                .conv("a", IMAGE, 4)
                .pool("p", "a")
                .conv("b", "p", 4)
                .transposed("up", "b", 4, 2)
                .node("Shape", "wanted", Attributes.NONE.with("start", 2), "a")
                .node("Shape", "there", Attributes.NONE.with("start", 2), "up")
                .node("Sub", "missing", "wanted", "there")
                .integers("before", 0, 0, 0, 0, 0, 0)
                .node("Concat", "pads", Attributes.NONE.with("axis", 0), "before", "missing")
                .node("Pad", "padded", "up", "pads")
                .concat("both", "a", "padded")
                .conv("y", "both", 4)
                .to("y");
        assertThat(network.shapes(1).of("padded")).isEqualTo(Shape.of(1, 4, side, side));

        int half = (side + 1) / 2;
        assertThatRule(new PadGrid())
                .on(network)
                .at("1/2", new Region.All())
                .declines("b", "reads 1/2 (" + half + "×" + half + "), within the limit of 1/2")
                .puts("padded", half, half)
                .puts("both", half, half)
                .puts("y", side, side);
    }

    private static final Attributes MIRRORED = Attributes.NONE.with("mode", "reflect");

    /** A convolution with a stride of 2 on what a Pad puts around its map, or without it with pads of its own. */
    private static Network bordered(int border) {
        int own = 1 - border;
        return Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .integers("pads", 0, 0, border, border, 0, 0, border, border)
                .node("Pad", "padded", MIRRORED, "a", "pads")
                .conv("b", "padded", 4, 3, Attributes.NONE.with("strides", 2, 2).with("pads", own, own, own, own))
                .conv("y", "b", 4)
                .to("y");
    }

    private static List<PlanStep> kernels(Network network) {
        return new GridTruncation(new Grid(1, 2), new Region.All(), Resampling.AREA)
                .plan(network).steps().stream()
                        .filter(step -> step instanceof PlanStep.ResampleKernel)
                        .toList();
    }

    /** The border stays, and the kernel is that of a convolution with pads of its own. */
    @Test
    void a_border_that_a_convolution_takes_off_is_put_around_a_coarser_map() {
        assertThatRule(new PadGrid())
                .on(bordered(1))
                .at("1/2", new Region.All())
                .plans(
                        new PlanStep.SetWindow("b", List.of(1, 1), List.of(1, 1), List.of(0, 0, 0, 0)),
                        new PlanStep.InsertResample(
                                IMAGE,
                                List.of("a"),
                                new Resample(Resampling.AREA, new Grid(1, 2)),
                                IMAGE + "/grid_1_2"))
                .puts("padded", 18, 18)
                .puts("b", 16, 16);
        assertThat(kernels(bordered(1))).isEqualTo(kernels(bordered(0))).hasSize(2);
    }

    @Test
    void a_border_that_a_pool_takes_off_is_put_around_a_coarser_map() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .integers("pads", 0, 0, 0, 0, 0, 0, 1, 1)
                .node("Pad", "padded", "a", "pads")
                .node("MaxPool", "p", Attributes.NONE.with("kernel_shape", 2, 2), "padded")
                .conv("y", "p", 4)
                .to("y");

        assertThatRule(new PadGrid())
                .on(network)
                .at("1/2", new Region.All())
                .puts("padded", 17, 17)
                .puts("p", 16, 16)
                .puts("y", 32, 32);
    }

    @Test
    void a_border_wider_than_closer_taps_reach_keeps_the_grid() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .integers("pads", 0, 0, 2, 2, 0, 0, 2, 2)
                .node("Pad", "padded", MIRRORED, "a", "pads")
                .conv("y", "padded", 4, 3, Attributes.NONE.with("dilations", 2, 2))
                .to("y");

        assertThatRule(new PadGrid())
                .on(network)
                .at("1/2", new Region.All())
                .declines(
                        "y",
                        "its taps, closer to each other on a coarser grid, leave some of the 4 samples around its map; it keeps its grid")
                .puts("padded", 36, 36)
                .puts("y", 32, 32);
    }

    /** The Pad stands outside the region, so that the convolution would have to read the padded map on a coarser grid. */
    @Test
    void a_padded_map_is_not_resampled() {
        assertThat(new GridTruncation(new Grid(1, 4), Region.parse("padded"), Resampling.AREA)
                        .plan(bordered(1))
                        .steps())
                .noneMatch(step -> step instanceof PlanStep.InsertResample resample
                        && resample.tensor().equals("padded"));
    }
}
