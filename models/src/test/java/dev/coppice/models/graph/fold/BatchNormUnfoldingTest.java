package dev.coppice.models.graph.fold;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.NetworkBuilder;
import org.junit.jupiter.api.Test;

class BatchNormUnfoldingTest {
    private static final float[] MEAN = {3, -2};
    private static final float[] VARIANCE = {4, 0.25f};

    private static final Graph GRAPH = NetworkBuilder.initialised(Shape.of(1, 3, 8, 8), 1)
            .conv("c", IMAGE, 2)
            .node("Relu", "r", "c")
            .conv("y", "r", 2)
            .graph("y");

    private static Graph unfolded() {
        return GraphRewriter.apply(GRAPH, BatchNormUnfolding.behind(GRAPH, GRAPH.node("c"), MEAN, VARIANCE));
    }

    /** √(4 + ε) and √(0.25 + ε) with ε = 1e-5 · 2.125. */
    @Test
    void scale_and_shift_are_the_statistics() {
        Graph graph = unfolded();
        Node norm = graph.producer("c").orElseThrow();

        assertThat(norm.op()).isEqualTo("BatchNormalization");
        assertThat(norm.attributes().real("epsilon", 0)).isCloseTo(2.125e-5f, within(1e-10f));
        assertThat(graph.constant(norm.input(1)).orElseThrow().toFloats())
                .containsExactly((float) Math.sqrt(4 + 2.125e-5), (float) Math.sqrt(0.25 + 2.125e-5));
        assertThat(graph.constant(norm.input(2)).orElseThrow().toFloats()).containsExactly(MEAN);
        assertThat(graph.constant(norm.input(3)).orElseThrow().toFloats()).containsExactly(MEAN);
        assertThat(graph.constant(norm.input(4)).orElseThrow().toFloats()).containsExactly(VARIANCE);
    }

    @Test
    void folding_gives_the_same_nodes_and_weights_back() {
        Graph graph = unfolded();

        Graph folded = GraphRewriter.apply(graph, BatchNormFolding.fold(graph));

        assertThat(folded.nodes()).isEqualTo(GRAPH.nodes());
        for (String constant : GRAPH.constants().keySet()) {
            assertThat(folded.constant(constant).orElseThrow().toFloats())
                    .as(constant)
                    .containsExactly(GRAPH.constant(constant).orElseThrow().toFloats(), within(1e-6f));
        }
    }

    @Test
    void taken_out_again_it_leaves_the_graph_as_it_was() {
        Graph graph = unfolded();

        assertThat(GraphRewriter.apply(graph, BatchNormUnfolding.removal(graph)).hash())
                .isEqualTo(GRAPH.hash());
        assertThat(BatchNormUnfolding.removal(GRAPH)).isEmpty();
    }
}
