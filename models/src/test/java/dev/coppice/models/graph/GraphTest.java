package dev.coppice.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTest {
    private static final TensorInfo X = new TensorInfo("x", ElementType.FLOAT, List.of(Dimension.of(4)));
    private static final TensorInfo Y = new TensorInfo("y", ElementType.FLOAT, List.of());

    private static Node relu(String in, String out) {
        return Node.of("Relu", out, Attributes.NONE, in);
    }

    private static Graph graph(Node... nodes) {
        return new Graph("g", List.of(X), List.of(Y), List.of(nodes), Map.of());
    }

    @Test
    void orders_nodes_after_those_they_read() {
        Graph graph = graph(relu("b", "y"), relu("a", "b"), relu("x", "a"));

        assertThat(graph.nodes()).extracting(Node::name).containsExactly("a", "b", "y");
    }

    @Test
    void lists_every_dangling_name_at_once() {
        assertThatThrownBy(() -> graph(relu("p", "a"), relu("q", "b")))
                .isInstanceOf(InvalidGraphException.class)
                .hasMessage("Graph 'g' is not valid:\n"
                        + "  - node 'a' (Relu) reads 'p', which nothing produces\n"
                        + "  - node 'b' (Relu) reads 'q', which nothing produces\n"
                        + "  - output 'y' is computed by no node");
    }

    @Test
    void refuses_a_cycle() {
        assertThatThrownBy(() -> graph(relu("y", "a"), relu("a", "y")))
                .isInstanceOf(InvalidGraphException.class)
                .hasMessageContaining("nodes form a cycle: among ['a' (Relu), 'y' (Relu)]");
    }

    @Test
    void refuses_a_tensor_with_two_sources() {
        Node again = new Node("again", "", "Relu", List.of("x"), List.of("y"), Attributes.NONE);

        assertThatThrownBy(() -> graph(relu("x", "y"), again))
                .hasMessageContaining("tensor 'y' has two sources, the second is node 'again' (Relu)");
    }

    @Test
    void equal_graphs_have_equal_hashes_and_a_changed_weight_another() {
        Node add = Node.of("Add", "y", Attributes.NONE, "x", "w");
        Graph one = new Graph("g", List.of(X), List.of(Y), List.of(add), Map.of("w", Tensor.scalar(1)));
        Graph same = new Graph("g", List.of(X), List.of(Y), List.of(add), Map.of("w", Tensor.scalar(1)));

        assertThat(one.hash()).isEqualTo(same.hash());
        assertThat(one.withConstants(Map.of("w", Tensor.scalar(2))).hash()).isNotEqualTo(one.hash());
    }
}
