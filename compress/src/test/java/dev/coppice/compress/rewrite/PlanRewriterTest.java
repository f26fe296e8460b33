package dev.coppice.compress.rewrite;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.plan.PlanStep.AttributeChange;
import dev.coppice.compress.plan.PlanStep.ConstantCut;
import dev.coppice.compress.plan.PlanStep.CutChannels;
import dev.coppice.compress.plan.PlanStep.SizeChange;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.KernelAxis;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans from other hands. */
class PlanRewriterTest {
    private static final Network CHAIN = NetworkBuilder.small()
            .conv("a", IMAGE, 8)
            .grouped("b", "a", 8, 2)
            .conv("head", "b", 2)
            .to("head", 2);

    @Test
    void all_indices_that_do_not_fit_are_named_at_once() {
        assertRefused(
                cuts(
                        new ConstantCut("nowhere", 1, 0, List.of(0)),
                        new ConstantCut("a", 1, 0, List.of(0, 8)),
                        new ConstantCut("a", 1, 1, List.of(-1, 0)),
                        new ConstantCut("a", 1, 2, List.of(1, 1)),
                        new ConstantCut("a", 1, 3, List.of(2, 0)),
                        new ConstantCut("a", 1, 4, List.of(0)),
                        new ConstantCut("a", 0, 0, List.of(0)),
                        new ConstantCut("a", -1, 0, List.of(0)),
                        new ConstantCut("b", 1, 1, List.of(8)),
                        new ConstantCut("head", 1, 1, List.of()),
                        new ConstantCut("head", 1, 1, List.of(0))),
                "Step 1 of 1 of the plan does not fit network 'small':",
                "there is no node 'nowhere'",
                "axis 0 of input 1 of 'a' has 8 channels, the plan keeps index 8",
                "axis 1 of input 1 of 'a' has 3 channels, the plan keeps index -1",
                "axis 2 of input 1 of 'a' has 3 channels, the plan keeps index 1 after 1, expected ascending ones",
                "axis 3 of input 1 of 'a' has 3 channels, the plan keeps index 0 after 2, expected ascending ones",
                "input 1 of 'a' (Conv) is 8×3×3×3 and has no axis 4",
                "input 0 of 'a' (Conv) is no constant",
                "input -1 of 'a' (Conv) is no constant",
                "axis 1 of input 1 of 'b' has 8 channels, the plan keeps index 8",
                "axis 1 of input 1 of 'head' has 8 channels, the plan keeps none",
                "axis 1 of input 1 of 'head' is cut twice");
    }

    @Test
    void attributes_and_sizes_must_be_there() {
        assertRefused(
                new CutChannels(
                        List.of(),
                        List.of(new AttributeChange("a", "axis", 1), new AttributeChange("b", "group", 0)),
                        List.of(new SizeChange("a", 7, List.of(1L)), new SizeChange("a", -1, List.of(1L)))),
                "'a' (Conv) has no integer attribute 'axis'",
                "'group' of 'b' (Conv) becomes 0, expected at least 1",
                "'a' (Conv) has 2 inputs, sizes are given for input 7",
                "'a' (Conv) has 2 inputs, sizes are given for input -1");
    }

    @Test
    void sums_must_be_over_computed_tensors() {
        assertRefused(
                new CutChannels(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(
                                new PlanStep.SumCut("nowhere", 0, 1, List.of(0), 2),
                                new PlanStep.SumCut("a", 1, 1, List.of(0), 3),
                                new PlanStep.SumCut("b", -1, -1, List.of(0, 0), 1 << 30),
                                new PlanStep.SumCut("b", 0, 1, List.of(8), 8))),
                "there is no node 'nowhere'",
                "input 1 of 'a' (Conv) is no computed tensor",
                "input -1 of 'b' (Conv) is no computed tensor",
                "axis -1 of input -1 of 'b' is counted from the end, expected from 0",
                "axis -1 of input -1 of 'b' has 1073741824 channels, the plan keeps index 0 after 0, expected ascending ones",
                "axis 1 of input 0 of 'b' has 8 channels, the plan keeps index 8");
    }

    @Test
    void grids_must_be_changed_where_there_are_some() {
        Resample half = new Resample(Resampling.AREA, new Grid(1, 2));

        assertRefused(new PlanStep.BypassNode("nowhere"), "there is no node 'nowhere'");
        assertRefused(new PlanStep.ReplaceByResample("nowhere", half), "there is no node 'nowhere'");
        assertRefused(new PlanStep.TransposedToConv("a"), "'a' (Conv) is no ConvTranspose with constant weights");
        assertRefused(
                new PlanStep.InsertResample("mist", List.of("a", "fog"), half, "b"),
                "there is no tensor 'mist'",
                "there is a 'b' already",
                "'a' (Conv) does not read 'mist'",
                "there is no node 'fog'");
        assertRefused(
                new PlanStep.InsertResample("a", List.of(), half, "new"), "'a' is no output that a node computes");
        assertRefused(
                new PlanStep.SetWindow("a", List.of(1, 0), List.of(1), List.of(0, 0, -1, 1 << 30)),
                "strides of 'a' become [1, 0], expected 2 numbers from 1 to 65536",
                "dilations of 'a' become [1], expected 2 numbers from 1 to 65536",
                "pads of 'a' become [0, 0, -1, 1073741824], expected 4 numbers from 0 to 65536");
        assertRefused(
                new PlanStep.ResampleKernel(
                        "nowhere", new KernelAxis(0, 1, 0), new KernelAxis(1, 0, Double.POSITIVE_INFINITY)),
                "there is no node 'nowhere'",
                "the height of the kernel of 'nowhere' becomes KernelAxis[step=0.0, dilation=1, offset=0.0],"
                        + " expected a step above 0 and a dilation from 1, all up to 65536",
                "the width of the kernel of 'nowhere' becomes");
    }

    @Test
    void steps_that_fit_but_leave_no_network_are_refused() {
        assertRefused(cuts(new ConstantCut("a", 1, 0, List.of(0, 1))), "Shapes disagree at node 'b' (Conv)");
        assertRefused(
                cuts(new ConstantCut("b", 1, 1, List.of(0, 1, 2, 4))),
                "the plan keeps 1 channels of group 1 of 'b' (Conv) and 3 of another");
    }

    private static CutChannels cuts(ConstantCut... cuts) {
        return new CutChannels(List.of(cuts), List.of(), List.of());
    }

    private static void assertRefused(PlanStep step, String... parts) {
        CompressionPlan plan = new CompressionPlan(CHAIN.graph().hash(), List.of(step), List.of());

        assertThatThrownBy(() -> PlanRewriter.rewrite(CHAIN, plan))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(parts);
    }
}
