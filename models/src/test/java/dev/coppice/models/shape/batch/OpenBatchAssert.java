package dev.coppice.models.shape.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.shape.Shapes;
import java.util.Map;

/**
 * Assertions about a graph from the image to {@code y} for a fixed batch of two images:
 * {@code assertThatBatchOf(nodes).opens().andGives(10, 4)}.
 */
final class OpenBatchAssert {
    private static final Shape IMAGES = Shape.of(2, 3, 8, 8);

    private final Graph graph;
    private final OpenBatch.Result result;

    private OpenBatchAssert(Graph graph) {
        this.graph = graph;
        result = OpenBatch.of(graph, NetworkBuilder.IMAGE, IMAGES, "y");
    }

    static OpenBatchAssert assertThatBatchOf(NetworkBuilder nodes) {
        return new OpenBatchAssert(nodes.graph("y"));
    }

    /** Asserts that the graph takes any number of images. */
    OpenBatchAssert opens() {
        assertThat(result.obstacle()).isEmpty();
        return this;
    }

    /** Asserts the sizes of the output for ten images. */
    void andGives(int... sizes) {
        Shapes ten = Shapes.infer(result.graph(), Map.of(NetworkBuilder.IMAGE, IMAGES.with(0, 10)));
        assertThat(ten.of("y")).isEqualTo(Shape.of(sizes));
    }

    /** Asserts that a node now reads these integers at a position. */
    OpenBatchAssert asks(String node, int position, long... values) {
        String target = result.graph().producer(node).orElseThrow().input(position);
        assertThat(result.graph().constant(target).orElseThrow().toLongs()).containsExactly(values);
        return this;
    }

    /** Asserts that the graph stays as it is, for this reason. */
    void staysFixed(String obstacle) {
        assertThat(result.obstacle()).isEqualTo(obstacle);
        assertThat(result.graph()).isSameAs(graph);
    }
}
