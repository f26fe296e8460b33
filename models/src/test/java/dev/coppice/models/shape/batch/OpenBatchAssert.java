package dev.coppice.models.shape.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.shape.Shapes;
import java.util.Map;

/**
 * Assertions about a graph from the image to {@code y} that was written for two images: {@code
 * assertThatBatchOf(nodes).opens().andGives(10, 4)}.
 */
final class OpenBatchAssert {
    private static final Shape IMAGES = Shape.of(2, 3, 8, 8);

    private final Graph graph;
    private final OpenBatch.Result result;

    private OpenBatchAssert(Graph graph) {
        this.graph = graph;
        result = OpenBatch.of(graph, IMAGES, "y");
    }

    static OpenBatchAssert assertThatBatchOf(NetworkBuilder nodes) {
        return new OpenBatchAssert(nodes.graph("y"));
    }

    /** Any number of images can be given. */
    OpenBatchAssert opens() {
        assertThat(result.obstacle()).isEmpty();
        return this;
    }

    /** The output has these sizes when ten images are given. */
    void andGives(int... sizes) {
        Shapes ten = Shapes.infer(result.graph(), Map.of(NetworkBuilder.IMAGE, IMAGES.with(0, 10)));
        assertThat(ten.of("y")).isEqualTo(Shape.of(sizes));
    }

    /** A node now reads these integers at a position. */
    OpenBatchAssert asks(String node, int position, long... values) {
        String target = result.graph().producer(node).orElseThrow().input(position);
        assertThat(result.graph().constant(target).orElseThrow().toLongs()).containsExactly(values);
        return this;
    }

    /** The graph stays as it is, because of this. */
    void staysFixed(String obstacle) {
        assertThat(result.obstacle()).isEqualTo(obstacle);
        assertThat(result.graph()).isSameAs(graph);
    }
}
