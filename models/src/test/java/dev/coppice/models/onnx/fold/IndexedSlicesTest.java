package dev.coppice.models.onnx.fold;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.onnx.fold.Computed.longs;
import static dev.coppice.models.onnx.fold.Computed.operators;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import org.junit.jupiter.api.Test;

class IndexedSlicesTest {
    private static Graph taken(Tensor indices, Attributes attributes) {
        return NetworkBuilder.small()
                .constant("indices", indices)
                .node("GatherND", "y", attributes, IMAGE, "indices")
                .graph("y");
    }

    @Test
    void places_on_the_first_axis_are_gathered() {
        Graph graph =
                IndexedSlices.simplify(taken(Tensor.longs(Shape.of(3, 2, 1), 2, 1, 0, 0, -1, 2), Attributes.NONE));

        assertThat(operators(graph)).containsExactly("Gather");
        assertThat(graph.node("y").attributes().integer("axis", 1)).isZero();
        assertThat(longs(graph, "y_indices")).containsExactly(2, 1, 0, 0, -1, 2);
        assertThat(graph.constant("y_indices").orElseThrow().shape()).isEqualTo(Shape.of(3, 2));
    }

    @Test
    void places_on_several_axes_and_those_of_a_batch_stay() {
        Graph several = taken(Tensor.longs(Shape.of(3, 2), 2, 1, 0, 0, -1, 2), Attributes.NONE);
        Graph batch = taken(Tensor.longs(Shape.of(1, 2, 1), 2, 1), Attributes.NONE.with("batch_dims", 1));

        assertThat(operators(IndexedSlices.simplify(several))).containsExactly("GatherND");
        assertThat(operators(IndexedSlices.simplify(batch))).containsExactly("GatherND");
    }
}
