package dev.coppice.samediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.data.RandomStream;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.InferenceSession;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchNormReestimationTest {
    /** Single precision kernels against sums in double. */
    private static final double CLOSE = 1e-3;

    private static final Shape IMAGES = Shape.of(4, 3, TinyTask.SIZE, TinyTask.SIZE);

    @Test
    void afterwards_every_normalisation_puts_out_mean_zero_and_variance_one() {
        float[] batch = new float[Math.toIntExact(IMAGES.elements())];
        RandomStream random = RandomStream.of(4);
        for (int i = 0; i < batch.length; i++) {
            batch[i] = (float) random.normal();
        }

        Network measured = BatchNormReestimation.measured(network(), new LoweredBatches(List.of(batch), IMAGES));

        try (InferenceSession session = InferenceSession.of(measured, IMAGES, List.of("first", "logits"))) {
            session.run(batch).forEach((tensor, values) -> assertStandard(tensor, values, IMAGES.size(0)));
        }
    }

    @Test
    void statistics_of_several_batches_are_pooled() {
        PooledMoments pooled = new PooledMoments();

        // 0, 2 and 4, 10: mean 4, mean square 30.
        pooled.add(new float[] {1}, new float[] {1});
        pooled.add(new float[] {7}, new float[] {9});

        assertThat(pooled.mean()).containsExactly(4);
        assertThat(pooled.variance()).containsExactly(14);
    }

    /** Asserts mean 0 and variance 1 in each of two channels. */
    private static void assertStandard(String tensor, float[] values, int batch) {
        int plane = values.length / batch / 2;
        double[] sum = new double[2];
        double[] squares = new double[2];
        for (int i = 0; i < values.length; i++) {
            sum[i / plane % 2] += values[i];
            squares[i / plane % 2] += (double) values[i] * values[i];
        }
        for (int c = 0; c < 2; c++) {
            assertThat(sum[c] / batch / plane).as("mean of " + tensor).isCloseTo(0, within(CLOSE));
            assertThat(squares[c] / batch / plane).as("variance of " + tensor).isCloseTo(1, within(CLOSE));
        }
    }

    @Test
    void a_network_without_normalisation_comes_back_as_it_is() {
        Network network = NormTraining.folded(TinyTask.network(1));

        assertThat(BatchNormReestimation.measured(network, new LoweredBatches(List.of(), IMAGES)))
                .isSameAs(network);
    }

    /** Conv → BN → ReLU → Conv → BN, both normalisations reading one shared pair of statistics that fit neither. */
    private static Network network() {
        Attributes pads = Attributes.NONE.with("kernel_shape", 3, 3).with("pads", 1, 1, 1, 1);
        List<Node> nodes = List.of(
                Node.of("Conv", "conv1", pads, "input", "w1"),
                Node.of("BatchNormalization", "first", Attributes.NONE, "conv1", "one", "zero", "mean", "var"),
                Node.of("Relu", "relu", Attributes.NONE, "first"),
                Node.of("Conv", "conv2", pads, "relu", "w2"),
                Node.of("BatchNormalization", "logits", Attributes.NONE, "conv2", "one", "zero", "mean", "var"));
        Map<String, Tensor> constants = Map.of(
                "w1", weights(Shape.of(2, 3, 3, 3), 1),
                "w2", weights(Shape.of(2, 2, 3, 3), 2),
                "one", Tensor.floats(Shape.of(2), 1, 1),
                "zero", Tensor.floats(Shape.of(2), 0, 0),
                "mean", Tensor.floats(Shape.of(2), 5, -5),
                "var", Tensor.floats(Shape.of(2), 9, 0.01f));
        Dimension size = Dimension.of(TinyTask.SIZE);
        Graph graph = new Graph(
                "norms",
                List.of(new TensorInfo(
                        "input", ElementType.FLOAT, List.of(Dimension.open("N"), Dimension.of(3), size, size))),
                List.of(new TensorInfo("logits", ElementType.FLOAT, List.of())),
                nodes,
                constants);
        return new Network(graph, TinyTask.network(1).card());
    }

    private static Tensor weights(Shape shape, long seed) {
        RandomStream random = RandomStream.of(seed);
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.normal();
        }
        return Tensor.floats(shape, values);
    }
}
