package dev.coppice.compress.grid.rule;

import static dev.coppice.compress.grid.rule.GridRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.kit.NetworkBuilder.window;

import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.KernelAxis;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvGridTest {

    @Test
    void taps_that_are_far_apart_come_nearer_each_other() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .conv("b", "a", 4, 3, window(3, 1, 4))
                .conv("y", "b", 4, 1)
                .to("y");

        assertThatRule(new ConvGrid())
                .on(network)
                .at("1/2", new Region.All())
                .changes(
                        "b",
                        "reads 1/2 instead of 1/1, dilation 4 becomes 2",
                        new PlanStep.SetWindow("b", List.of(1, 1), List.of(2, 2), List.of(2, 2, 2, 2)))
                .puts("b", 16, 16);
    }

    @Test
    void a_stride_to_the_grid_that_is_there_already_becomes_1() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .conv("b", "a", 4, 3, window(3, 2, 1))
                .conv("y", "b", 4, 1)
                .to("y");

        // Each tap is half as far from the next on the coarser grid. The old window is centred on the left one of the
        // two
        // pixels that an output sample covers, a quarter of a coarse pixel before the middle.
        KernelAxis axis = new KernelAxis(0.5, 1, -0.25);
        assertThatRule(new ConvGrid())
                .on(network)
                .at("1/2", new Region.All())
                .changes(
                        "b",
                        "reads 1/2 instead of 1/1, stride 2 becomes 1, its kernel is resampled",
                        new PlanStep.SetWindow("b", List.of(1, 1), List.of(1, 1), List.of(1, 1, 1, 1)),
                        new PlanStep.ResampleKernel("b", axis, axis))
                .puts("b", 16, 16);
    }

    @Test
    void pads_behind_the_map_alone_shift_the_kernel() {
        Attributes tensorflow = Attributes.NONE.with("pads", 0, 0, 1, 1).with("strides", 2, 2);
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .conv("b", "a", 4, 3, tensorflow)
                .conv("y", "b", 4, 1)
                .to("y");

        // The old window is centred on pixel 2j + 1, half a pixel or a quarter of a coarse one behind the middle of 2j
        // and
        // 2j + 1, where the output sample lies.
        KernelAxis axis = new KernelAxis(0.5, 1, 0.25);
        assertThatRule(new ConvGrid())
                .on(network)
                .at("1/2", new Region.All())
                .changes(
                        "b",
                        "reads 1/2 instead of 1/1, stride 2 becomes 1, its kernel is resampled",
                        new PlanStep.SetWindow("b", List.of(1, 1), List.of(1, 1), List.of(1, 1, 1, 1)),
                        new PlanStep.ResampleKernel("b", axis, axis))
                .puts("b", 16, 16);
    }

    @Test
    void a_shifted_kernel_at_stride_1_is_shifted_as_far() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .conv("b", "a", 4, 3, Attributes.NONE.with("pads", 0, 0, 2, 2))
                .conv("y", "b", 4, 1)
                .to("y");

        KernelAxis axis = new KernelAxis(0.5, 1, 0.5);
        assertThatRule(new ConvGrid())
                .on(network)
                .at("1/2", new Region.All())
                .changes(
                        "b",
                        "reads 1/2 instead of 1/1, its kernel is resampled",
                        new PlanStep.SetWindow("b", List.of(1, 1), List.of(1, 1), List.of(1, 1, 1, 1)),
                        new PlanStep.ResampleKernel("b", axis, axis))
                .puts("b", 16, 16);
    }

    @Test
    void an_even_kernel_keeps_its_place_by_the_side_that_is_padded() {
        Network behind = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .conv("b", "a", 4, 2, Attributes.NONE.with("pads", 0, 0, 1, 1))
                .conv("y", "b", 4, 1)
                .to("y");
        Network before = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .conv("b", "a", 4, 4, Attributes.NONE.with("pads", 2, 2, 1, 1))
                .conv("y", "b", 4, 1)
                .to("y");

        // The old taps stand at 0 and 1/2 of a coarse pixel behind the output sample, the new ones at 0 and 1: half a
        // pixel
        // behind on average, the old ones a quarter.
        KernelAxis axis = new KernelAxis(0.5, 1, -0.25);
        assertThatRule(new ConvGrid())
                .on(behind)
                .at("1/2", new Region.All())
                .changes(
                        "b",
                        "reads 1/2 instead of 1/1, its kernel is resampled",
                        new PlanStep.ResampleKernel("b", axis, axis))
                .puts("b", 16, 16);
        // Old: -1, -1/2, 0, 1/2 of a coarse pixel, -1/4 on average; new: -2, -1, 0, 1.
        KernelAxis wide = new KernelAxis(0.5, 1, 0.25);
        assertThatRule(new ConvGrid())
                .on(before)
                .at("1/2", new Region.All())
                .changes(
                        "b",
                        "reads 1/2 instead of 1/1, its kernel is resampled",
                        new PlanStep.ResampleKernel("b", wide, wide))
                .puts("b", 16, 16);
    }

    @Test
    void a_map_within_the_limit_is_read_as_it_is() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .pool("p", "a")
                .conv("b", "p", 4)
                .conv("y", "b", 4, 1)
                .to("y");

        assertThatRule(new ConvGrid())
                .on(network)
                .at("1/2", new Region.All())
                .declines("b", "reads 1/2 (16×16), within the limit of 1/2");
    }
}
