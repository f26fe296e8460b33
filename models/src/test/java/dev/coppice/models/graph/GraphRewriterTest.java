package dev.coppice.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.graph.GraphEdit.PutConstant;
import dev.coppice.models.graph.GraphEdit.RedirectUses;
import dev.coppice.models.graph.GraphEdit.ReplaceNode;
import dev.coppice.models.graph.GraphEdit.RewireInput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphRewriterTest {
    /** x → relu → add(w) → y. */
    private static final Graph GRAPH = new Graph(
            "g",
            List.of(new TensorInfo("x", ElementType.FLOAT, List.of(Dimension.of(4)))),
            List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
            List.of(Node.of("Relu", "a", Attributes.NONE, "x"), Node.of("Add", "y", Attributes.NONE, "a", "w")),
            Map.of("w", Tensor.scalar(1)));

    @Test
    void gives_back_the_same_object_without_edits() {
        assertThat(GraphRewriter.apply(GRAPH, List.of())).isSameAs(GRAPH);
    }

    @Test
    void leaves_its_input_untouched() {
        String before = GRAPH.hash();

        GraphRewriter.apply(GRAPH, List.of(new PutConstant("w", Tensor.scalar(9))));

        assertThat(GRAPH.hash()).isEqualTo(before);
    }

    @Test
    void drops_what_reaches_no_output() {
        Graph changed = GraphRewriter.apply(GRAPH, List.of(new RedirectUses("a", "x")));

        assertThat(changed.nodes()).extracting(Node::op).containsExactly("Add");
    }

    @Test
    void drops_a_constant_nobody_reads() {
        Graph changed = GraphRewriter.apply(
                GRAPH, List.of(new PutConstant("w2", Tensor.scalar(2)), new RewireInput("y", 1, "w2")));

        assertThat(changed.constants()).containsOnlyKeys("w2");
    }

    @Test
    void leaves_out_what_nobody_reads_without_an_edit_too() {
        Map<String, Tensor> constants = Map.of("w", Tensor.scalar(1), "unread", Tensor.scalar(2));
        Graph more = new Graph("g", GRAPH.inputs(), GRAPH.outputs(), GRAPH.nodes(), constants);

        assertThat(GraphRewriter.live(more).hash()).isEqualTo(GRAPH.hash());
        assertThat(GraphRewriter.live(GRAPH)).isSameAs(GRAPH);
    }

    @Test
    void replaces_a_node_by_several() {
        Graph changed = GraphRewriter.apply(
                GRAPH,
                List.of(new ReplaceNode(
                        "a",
                        List.of(
                                Node.of("Neg", "n", Attributes.NONE, "x"),
                                Node.of("Sigmoid", "a", Attributes.NONE, "n")))));

        assertThat(changed.nodes()).extracting(Node::op).containsExactly("Neg", "Sigmoid", "Add");
    }

    @Test
    void names_the_node_an_edit_does_not_find() {
        assertThatThrownBy(() -> GraphRewriter.apply(GRAPH, List.of(new RewireInput("none", 0, "x"))))
                .hasMessage("an edit names node 'none', which graph 'g' does not have");
    }

    @Test
    void checks_the_result() {
        assertThatThrownBy(() -> GraphRewriter.apply(GRAPH, List.of(new RewireInput("y", 0, "gone"))))
                .isInstanceOf(InvalidGraphException.class)
                .hasMessageContaining("node 'y' (Add) reads 'gone', which nothing produces");
    }
}
