package dev.coppice.compress.rewrite;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.plan.PlanStep.ConstantCut;
import dev.coppice.compress.plan.PlanStep.CutChannels;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.NetworkBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptChannelsTest {
    private static final Graph GRAPH = NetworkBuilder.initialised(Shape.of(1, 3, 8, 8), 1)
            .conv("a", IMAGE, 8)
            .transposed("up", "a", 6, 2)
            .conv("head", "up", 2)
            .graph("head");

    private static PlanStep cut(ConstantCut... cuts) {
        return new CutChannels(List.of(cuts), List.of(), List.of());
    }

    @Test
    void later_cuts_count_what_earlier_ones_left() {
        List<PlanStep> steps = List.of(
                cut(
                        new ConstantCut("a", 1, 0, List.of(1, 3, 4, 7)),
                        new ConstantCut("a", 2, 0, List.of(1, 3, 4, 7)),
                        new ConstantCut("up", 1, 0, List.of(1, 3, 4, 7))),
                cut(new ConstantCut("a", 1, 0, List.of(0, 2, 3)), new ConstantCut("up", 1, 0, List.of(0, 2, 3))));

        assertThat(KeptChannels.of(GRAPH, steps)).containsOnlyKeys("a").containsEntry("a", List.of(1, 4, 7));
    }

    /** Its weights have output channels on axis 1, those of the convolution that takes its place on axis 0. */
    @Test
    void a_transposed_convolution_may_become_one_that_is_not() {
        List<PlanStep> steps = List.of(
                cut(
                        new ConstantCut("up", 1, 1, List.of(0, 2, 3, 5)),
                        new ConstantCut("head", 1, 1, List.of(0, 2, 3, 5))),
                new PlanStep.TransposedToConv("up"),
                cut(new ConstantCut("up", 1, 0, List.of(1, 3)), new ConstantCut("head", 1, 1, List.of(1, 3))));

        assertThat(KeptChannels.of(GRAPH, steps)).containsOnlyKeys("up").containsEntry("up", List.of(2, 5));
    }
}
