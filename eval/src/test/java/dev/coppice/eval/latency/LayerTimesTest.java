package dev.coppice.eval.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.export.runtime.NodeTimes;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LayerTimesTest {
    /** Two convolutions, each with an activation, and a pool between them. */
    private static final Graph GRAPH = new Graph(
            "g",
            List.of(new TensorInfo(
                    "x",
                    ElementType.FLOAT,
                    List.of(Dimension.of(1), Dimension.of(1), Dimension.of(4), Dimension.of(4)))),
            List.of(new TensorInfo("out", ElementType.FLOAT, List.of())),
            List.of(
                    Node.of("Conv", "a", Attributes.NONE, "x", "w"),
                    Node.of("Relu", "a.relu", Attributes.NONE, "a"),
                    Node.of("MaxPool", "pool", Attributes.NONE.with("kernel_shape", 2, 2), "a.relu"),
                    Node.of("Conv", "b", Attributes.NONE, "pool", "w"),
                    Node.of("Sigmoid", "out", Attributes.NONE, "b")),
            Map.of("w", Tensor.floats(Shape.of(1, 1, 1, 1), 1)));

    @Test
    void a_layer_takes_the_time_of_what_was_joined_to_it_and_nothing_else() {
        LayerTimes times = LayerTimes.of(
                List.of(
                        new NodeTimes.Timed("a.relu", "Conv", 3),
                        new NodeTimes.Timed("ReorderOutput_token_1", "ReorderOutput", 0.5),
                        new NodeTimes.Timed("pool", "MaxPool", 1),
                        new NodeTimes.Timed("b", "Conv", 2),
                        new NodeTimes.Timed("out", "Sigmoid", 0.25)),
                GRAPH,
                Set.of("a", "b"));

        assertThat(times.ofLayers()).isEqualTo(Map.of("a", 3.0, "b", 2.0));
        assertThat(times.rest()).isEqualTo(1.75);
    }
}
