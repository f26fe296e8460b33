package dev.coppice.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphRunTest {
    private static final Graph GRAPH = new Graph(
            "g",
            List.of(new TensorInfo("x", ElementType.FLOAT, List.of())),
            List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
            List.of(Node.of("Neg", "a", Attributes.NONE, "x"), Node.of("Relu", "y", Attributes.NONE, "a")),
            Map.of());

    private static final Tensor INPUT = Tensor.floats(Shape.of(3), -1, 3, 2);

    @Test
    void returns_the_outputs() {
        assertThat(GraphRun.outputs(GRAPH, INPUT)).containsOnly(Map.entry("y", Tensor.floats(Shape.of(3), 1, 0, 0)));
    }

    @Test
    void returns_what_lies_between() {
        Map<String, Tensor> tensors = GraphRun.tensors(GRAPH, INPUT, List.of("a", "y"));

        assertThat(tensors).containsOnlyKeys("a", "y").containsEntry("a", Tensor.floats(Shape.of(3), 1, -3, -2));
    }
}
