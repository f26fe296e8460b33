package dev.coppice.models.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossGraphTest {
    /** Single precision at a loss of 400. */
    private static final double SINGLE = 1e-4;

    @ParameterizedTest(name = "logits (200, -200) and targets ({0}, {1}) lose {2}")
    @CsvSource({"1,0,0", "0,1,400", "0,0,0", "0.5,0.25,100"})
    void stays_finite_where_a_class_has_no_probability_left(float first, float second, double expected) {
        List<Double> losses = new ArrayList<>();
        TrainingBatch batch = new TrainingBatch(
                Shape.of(1, 1, 1, 1), new float[] {1}, Shape.of(1, 1, 1, 2), new float[] {first, second});

        try (Lowered lowered = Lowered.lower(network(), Shape.of(1, 1, 1, 1), LoweringMode.TRAINING)) {
            lowered.train(
                    List.of(batch).iterator(), 1, Optimizer.Adam.DEFAULT, step -> 0, (step, loss) -> losses.add(loss));
        }

        assertThat(losses).hasSize(1);
        assertThat(losses.get(0)).isCloseTo(expected, within(SINGLE));
    }

    /** Logits 200·x and −200·x. */
    private static Network network() {
        Dimension one = Dimension.of(1);
        Graph graph = new Graph(
                "g",
                List.of(new TensorInfo("x", ElementType.FLOAT, List.of(Dimension.open("N"), one, one, one))),
                List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                List.of(Node.of("Conv", "y", Attributes.NONE, "x", "w")),
                Map.of("w", Tensor.floats(Shape.of(2, 1, 1, 1), 200, -200)));
        InputSpec input = new InputSpec("x", 1, 1, ChannelOrder.RGB, List.of(0.0), List.of(1.0));
        return new Network(
                graph, new NetworkCard("n", input, new OutputSpec("y", OutputKind.LOGITS), List.of("a", "b")));
    }
}
