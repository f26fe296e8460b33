package dev.coppice.compress.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NarrowedStatisticsTest {
    @Test
    void a_plan_names_the_normalisations_that_average_over_cut_channels() {
        CompressionPlan half = pruned(0.5);

        assertThat(half.decisions())
                .filteredOn(decision -> decision.pass().equals(NarrowedStatistics.PASS))
                .extracting(Decision::where)
                .containsExactly("norm");
        assertThat(pruned(0).decisions()).noneMatch(decision -> decision.pass().equals(NarrowedStatistics.PASS));
    }

    @Test
    void one_constant_may_be_scale_and_shift() {
        Network shared = network("scale");

        Graph rewritten = PlanRewriter.rewrite(shared, pruned(0.5, shared)).graph();

        assertThat(rewritten.constant("w1").orElseThrow().shape()).isEqualTo(Shape.of(4, 3, 1, 1));
    }

    private static CompressionPlan pruned(double ratio) {
        return pruned(ratio, network("bias"));
    }

    private static CompressionPlan pruned(double ratio, Network network) {
        return new ChannelPruning(new PruningRatio(ratio), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY)
                .plan(network);
    }

    /** A convolution whose eight channels are normalised together, pixel by pixel. */
    private static Network network(String shift) {
        Attributes last = Attributes.NONE.with("perm", 0, 2, 3, 1);
        Attributes first = Attributes.NONE.with("perm", 0, 3, 1, 2);
        List<Node> nodes = List.of(
                Node.of("Conv", "conv", Attributes.NONE, "x", "w1"),
                Node.of("Transpose", "last", last, "conv"),
                Node.of("LayerNormalization", "norm", Attributes.NONE.with("axis", -1), "last", "scale", shift),
                Node.of("Transpose", "first", first, "norm"),
                Node.of("Conv", "y", Attributes.NONE, "first", "w2"));
        Map<String, Tensor> constants = Map.of(
                "w1", Tensor.floats(Shape.of(8, 3, 1, 1), ramp(24)),
                "scale", Tensor.floats(Shape.of(8), ramp(8)),
                "bias", Tensor.floats(Shape.of(8), ramp(8)),
                "w2", Tensor.floats(Shape.of(2, 8, 1, 1), ramp(16)));
        Graph graph = new Graph("normed", List.of(info("x", 3)), List.of(info("y", 2)), nodes, constants);
        InputSpec input = new InputSpec(
                "x", List.of(4, 4), ChannelOrder.RGB, List.of(128.0, 128.0, 128.0), List.of(64.0, 64.0, 64.0));
        OutputSpec output = new OutputSpec("y", OutputKind.LOGITS);
        return new Network(graph, new NetworkCard("normed", input, output, List.of("road", "sky")));
    }

    private static TensorInfo info(String name, int channels) {
        List<Dimension> image = List.of(Dimension.open("N"), Dimension.of(channels), Dimension.of(4), Dimension.of(4));
        return new TensorInfo(name, ElementType.FLOAT, image);
    }

    private static float[] ramp(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 0.1f * (i + 1);
        }
        return values;
    }
}
