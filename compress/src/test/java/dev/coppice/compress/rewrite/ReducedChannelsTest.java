package dev.coppice.compress.rewrite;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.PlanStep.CutChannels;
import dev.coppice.compress.plan.PlanStep.SumCut;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReducedChannelsTest {
    private static Graph cut(Graph graph, String... reductions) {
        List<SumCut> sums = List.of(reductions).stream()
                .map(node -> new SumCut(node, 0, 1, List.of(0, 1, 3), 4))
                .toList();
        return PlanRewriter.carryOut(graph, new CutChannels(List.of(), List.of(), List.of(), sums));
    }

    private static NetworkBuilder over(String op, String x) {
        return NetworkBuilder.small()
                .integers("axes", 1)
                .conv("a", IMAGE, 4)
                .node("Relu", "r", "a")
                .node(op, "y", x, "axes");
    }

    private static List<String> ops(Graph graph) {
        return graph.nodes().stream().map(Node::op).toList();
    }

    @Test
    void a_mean_over_channels_is_multiplied_by_the_share_that_is_left() {
        Graph pruned = cut(over("ReduceMean", "a").graph("y"), "y");

        Node scaled = pruned.producer("y").orElseThrow();
        assertThat(scaled.op()).isEqualTo("Mul");
        assertThat(pruned.producer(scaled.input(0)).orElseThrow().name()).isEqualTo("y");
        assertThat(pruned.constant(scaled.input(1))).contains(Tensor.scalar(0.75f));
    }

    @Test
    void a_mean_of_halves_is_multiplied_by_a_half() {
        Attributes toHalf = Attributes.NONE.with("to", ElementType.FLOAT16.code());
        Graph pruned = cut(
                NetworkBuilder.small()
                        .integers("axes", 1)
                        .conv("a", IMAGE, 4)
                        .node("Cast", "h", toHalf, "a")
                        .node("ReduceMean", "y", "h", "axes")
                        .graph("y"),
                "y");

        assertThat(ops(pruned)).containsExactly("Conv", "Cast", "ReduceMean", "Mul");
        assertThat(pruned.constant(pruned.producer("y").orElseThrow().input(1)))
                .contains(Tensor.halves(Shape.SCALAR, 0.75f));
    }

    @Test
    void a_maximum_is_at_least_the_zero_of_a_cut_channel() {
        assertThat(ops(cut(over("ReduceMax", "a").graph("y"), "y"))).containsExactly("Conv", "ReduceMax", "Relu");
        assertThat(ops(cut(over("ReduceMax", "r").graph("y"), "y"))).containsExactly("Conv", "Relu", "ReduceMax");
    }

    @Test
    void a_minimum_is_at_most_the_zero_of_a_cut_channel() {
        assertThat(ops(cut(over("ReduceMin", "a").graph("y"), "y"))).endsWith("ReduceMin", "Neg", "Relu", "Neg");
    }

    @Test
    void a_softmax_keeps_the_share_of_cut_channels() {
        Graph pruned = cut(
                over("ReduceMean", "a")
                        .node("Softmax", "s", Attributes.NONE.with("axis", 1), "a")
                        .graph("s"),
                "s");

        assertThat(ops(pruned)).containsExactly("Conv", "Pad", "Softmax", "Slice");
        Node pad = pruned.producer("s/padded").orElseThrow();
        assertThat(pruned.constant(pad.input(1))).contains(Tensor.vector(0, 1));
        assertThat(pruned.constant(pad.input(2))).contains(Tensor.scalar(0));
    }

    @Test
    void sums_need_nothing() {
        Graph graph = over("ReduceL2", "a").graph("y");

        assertThat(cut(graph, "y").nodes()).isEqualTo(graph.nodes());
    }

    @Test
    void means_of_a_normalisation_are_over_the_channels_that_are_left() {
        Graph graph = over("ReduceMean", "a")
                .constant("two", Tensor.scalar(2))
                .node("Sub", "d", "a", "y")
                .node("Pow", "square", "d", "two")
                .node("ReduceMean", "variance", "square", "axes")
                .node("Sqrt", "deviation", "variance")
                .node("Div", "normal", "d", "deviation")
                .graph("normal");
        CutChannels step = new CutChannels(
                List.of(),
                List.of(),
                List.of(),
                List.of(new SumCut("y", 0, 1, List.of(0, 1, 3), 4), new SumCut("variance", 0, 1, List.of(0, 1, 3), 4)));

        assertThat(PlanRewriter.carryOut(graph, step).nodes()).isEqualTo(graph.nodes());
        assertThat(MaskedOriginal.keptNormalizations(graph, step)).containsExactly("y", "variance");
    }
}
