package dev.coppice.models.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.InvalidInputException;
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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LossGraphTest {
    /** Single precision at a loss of 400. */
    private static final double SINGLE = 1e-4;

    private static final int SIZE = 4;
    private static final int PIXELS = SIZE * SIZE;

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

    /**
     * The gradient of − Σ targets · log(mean over the block of softmax) in the weights, against central differences in double of
     * the same written out.
     */
    @ParameterizedTest(name = "{0}, blocks of {1}×{1}")
    @CsvSource({"LOGITS,2", "LOGITS,4", "LOGITS,1", "BINARY_LOGIT,2"})
    void trains_towards_the_mean_prediction_of_a_block(OutputKind kind, int side) {
        int channels = kind == OutputKind.LOGITS ? 3 : 1;
        float[] weights = NetBuilder.normal(new Random(1), channels * 2L, 1);
        float[] image = NetBuilder.normal(new Random(2), 2 * PIXELS, 1);
        float[] targets = NetBuilder.normal(new Random(3), Math.max(2, channels) * PIXELS / (side * side), 1);
        for (int i = 0; i < targets.length; i++) {
            targets[i] = Math.abs(targets[i]);
        }
        Shape images = Shape.of(1, 2, SIZE, SIZE);
        TrainingBatch batch =
                new TrainingBatch(images, image, Shape.of(1, SIZE / side, SIZE / side, Math.max(2, channels)), targets);
        List<Double> losses = new ArrayList<>();
        double[] gradient = new double[weights.length];

        try (Lowered lowered = Lowered.forTraining(pointwise(weights, kind), images, LossForm.blocks(side))) {
            lowered.train(
                    List.of(batch).iterator(), 1, new Optimizer.Sgd(0, 0), step -> 1, (step, loss) -> losses.add(loss));
            float[] after =
                    lowered.network().graph().constant("w").orElseThrow().toFloats();
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = weights[i] - after[i];
            }
        }

        double[] at = ReferenceInterpreter.doubles(weights);
        double expected = pooledLoss(at, image, targets, side);
        assertThat(losses.get(0)).isCloseTo(expected, within(SINGLE * Math.abs(expected)));
        double[] numeric = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            numeric[i] = slope(at, i, w -> pooledLoss(w, image, targets, side));
        }
        double largest = Arrays.stream(numeric).map(Math::abs).max().orElse(0);
        assertThat(largest).isGreaterThan(0.1);
        assertThat(gradient).containsExactly(numeric, within(SINGLE * largest));
    }

    @Test
    void a_block_without_probability_for_its_class_loses_a_finite_amount() {
        List<Double> losses = new ArrayList<>();
        Shape images = Shape.of(1, 1, 2, 2);
        TrainingBatch batch =
                new TrainingBatch(images, new float[] {1, 1, 1, 1}, Shape.of(1, 1, 1, 2), new float[] {0, 1});

        try (Lowered lowered = Lowered.forTraining(network(), images, LossForm.blocks(2))) {
            lowered.train(
                    List.of(batch).iterator(), 1, Optimizer.Adam.DEFAULT, step -> 0, (step, loss) -> losses.add(loss));
        }

        // the floor of 1e-30
        assertThat(losses.get(0)).isCloseTo(30 * Math.log(10), within(SINGLE * 100));
    }

    /** Cross-entropy plus Σ c · logit² / 2, whose gradient c · logit is not constant, in the weights of a 1×1 convolution. */
    @ParameterizedTest
    @EnumSource(OutputKind.class)
    void a_further_loss_adds_its_value_and_its_gradient(OutputKind kind) {
        int channels = kind == OutputKind.LOGITS ? 3 : 1;
        int classes = Math.max(2, channels);
        float[] weights = NetBuilder.normal(new Random(1), channels * 2L, 1);
        float[] image = NetBuilder.normal(new Random(2), 2 * PIXELS, 1);
        float[] targets = new float[classes * PIXELS];
        Arrays.fill(targets, 0.1f);
        Shape images = Shape.of(1, 2, SIZE, SIZE);
        LogitLoss squares = (logits, gradient) -> {
            double sum = 0;
            for (int i = 0; i < logits.length; i++) {
                sum += 0.01 * i * logits[i] * logits[i] / 2;
                gradient[i] += 0.01f * i * logits[i];
            }
            return sum;
        };
        TrainingBatch batch = new TrainingBatch(images, image, Shape.of(1, SIZE, SIZE, classes), targets, squares);
        List<Double> losses = new ArrayList<>();
        double[] gradient = new double[weights.length];

        try (Lowered lowered = Lowered.forTraining(pointwise(weights, kind), images, new LossForm(1, true))) {
            lowered.train(
                    List.of(batch).iterator(), 1, new Optimizer.Sgd(0, 0), step -> 1, (step, loss) -> losses.add(loss));
            float[] after =
                    lowered.network().graph().constant("w").orElseThrow().toFloats();
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = weights[i] - after[i];
            }
        }

        ToDoubleFunction<double[]> loss = w -> pooledLoss(w, image, targets, 1) + squares(w, image);
        double[] at = ReferenceInterpreter.doubles(weights);
        assertThat(losses.get(0)).isCloseTo(loss.applyAsDouble(at), within(SINGLE * loss.applyAsDouble(at)));
        double[] numeric = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            numeric[i] = slope(at, i, loss);
        }
        double largest = Arrays.stream(numeric).map(Math::abs).max().orElse(0);
        assertThat(largest).isGreaterThan(0.1);
        assertThat(gradient).containsExactly(numeric, within(SINGLE * largest));
    }

    private static double squares(double[] weights, float[] image) {
        int channels = weights.length / 2;
        int classes = Math.max(2, channels);
        double sum = 0;
        for (int p = 0; p < PIXELS; p++) {
            for (int k = 0; k < channels; k++) {
                double logit = weights[2 * k] * image[p] + weights[2 * k + 1] * image[PIXELS + p];
                sum += 0.01 * (p * classes + k + classes - channels) * logit * logit / 2;
            }
        }
        return sum;
    }

    @Test
    void a_further_loss_needs_a_network_lowered_for_it() {
        Shape pixel = Shape.of(1, 1, 1, 1);
        TrainingBatch batch = new TrainingBatch(
                pixel, new float[] {1}, Shape.of(1, 1, 1, 2), new float[] {1, 0}, (logits, gradient) -> 0);
        try (Lowered lowered = Lowered.lower(network(), pixel, LoweringMode.TRAINING)) {
            assertThatThrownBy(() -> lowered.train(
                            List.of(batch).iterator(), 1, Optimizer.Adam.DEFAULT, step -> 0, TrainingMonitor.SILENT))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("has a further loss");
        }
    }

    @Test
    void blocks_must_fill_the_output() {
        Lowered lowered = Lowered.forTraining(network(), Shape.of(1, 1, 4, 6), LossForm.blocks(4));

        assertThatThrownBy(() -> lowered.train(
                        Collections.emptyIterator(), 1, Optimizer.Adam.DEFAULT, step -> 0, TrainingMonitor.SILENT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Blocks of 4×4 pixels do not fill an output of 4×6 (height×width); take crops of whole blocks.");
        lowered.close();
    }

    private static double slope(double[] at, int i, ToDoubleFunction<double[]> loss) {
        double step = 1e-6;
        double[] above = at.clone();
        double[] below = at.clone();
        above[i] += step;
        below[i] -= step;
        return (loss.applyAsDouble(above) - loss.applyAsDouble(below)) / (2 * step);
    }

    /** One channel y stands for the logits (0, y). */
    private static double pooledLoss(double[] weights, float[] image, float[] targets, int side) {
        int channels = weights.length / 2;
        int classes = Math.max(2, channels);
        double[] means = new double[targets.length];
        for (int p = 0; p < PIXELS; p++) {
            double[] powers = new double[classes];
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                int k = channels == 1 ? 0 : c;
                double logit = channels == 1 && c == 0
                        ? 0
                        : weights[2 * k] * image[p] + weights[2 * k + 1] * image[PIXELS + p];
                powers[c] = Math.exp(logit);
                sum += powers[c];
            }
            int block = p / SIZE / side * (SIZE / side) + p % SIZE / side;
            for (int c = 0; c < classes; c++) {
                means[block * classes + c] += powers[c] / sum / (side * side);
            }
        }
        double loss = 0;
        for (int i = 0; i < means.length; i++) {
            loss -= targets[i] * Math.log(means[i]);
        }
        return loss;
    }

    /** A 1×1 convolution of two channels. */
    private static Network pointwise(float[] weights, OutputKind kind) {
        Dimension size = Dimension.of(SIZE);
        Graph graph = new Graph(
                "g",
                List.of(new TensorInfo(
                        "x", ElementType.FLOAT, List.of(Dimension.open("N"), Dimension.of(2), size, size))),
                List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                List.of(Node.of("Conv", "y", Attributes.NONE, "x", "w")),
                Map.of("w", Tensor.floats(Shape.of(weights.length / 2, 2, 1, 1), weights)));
        InputSpec input = new InputSpec("x", SIZE, SIZE, ChannelOrder.RGB, List.of(0.0, 0.0), List.of(1.0, 1.0));
        List<String> classes = weights.length == 2 ? List.of("a", "b") : List.of("a", "b", "c");
        return new Network(graph, new NetworkCard("n", input, new OutputSpec("y", kind), classes));
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
