package dev.coppice.samediff.train.step;

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
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import dev.coppice.samediff.ReferenceInterpreter;
import dev.coppice.samediff.train.loss.AttentionTransfer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("program")
class LossGraphTest {
    /** The rounding error of single precision at a loss of 400. */
    private static final double SINGLE = 1e-4;

    private static final int SIZE = 4;
    private static final int PIXELS = SIZE * SIZE;

    @ParameterizedTest(name = "logits (200, -200) and targets ({0}, {1}) lose {2}")
    @CsvSource({"1,0,0", "0,1,400", "0,0,0", "0.5,0.25,100"})
    void stays_finite_where_a_class_has_no_probability_left(float first, float second, double expected) {
        List<Double> losses = new ArrayList<>();
        TrainingBatch batch = new TrainingBatch(
                Shape.of(1, 1, 1, 1), new float[] {1}, Shape.of(1, 1, 1, 2), new float[] {first, second});

        try (TrainingSession session =
                TrainingSession.of(network(), Shape.of(1, 1, 1, 1), LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {
            session.train(List.of(batch).iterator(), 1, step -> 0, (step, loss) -> losses.add(loss));
        }

        assertThat(losses).hasSize(1);
        assertThat(losses.get(0)).isCloseTo(expected, within(SINGLE));
    }

    /**
     * The gradient of − Σ targets · log(mean over the block of softmax) in the weights, against central differences in
     * double of the same formula.
     */
    @ParameterizedTest(name = "{0}, blocks of {1}×{1}")
    @CsvSource({"LOGITS,2", "LOGITS,4", "LOGITS,1", "BINARY_LOGIT,2"})
    void trains_towards_the_mean_prediction_of_a_block(OutputKind kind, int side) {
        int channels = kind == OutputKind.LOGITS ? 3 : 1;
        float[] weights = Normal.values(1, channels * 2L);
        float[] image = Normal.values(2, 2 * PIXELS);
        float[] targets = Normal.values(3, Math.max(2, channels) * PIXELS / (side * side));
        for (int i = 0; i < targets.length; i++) {
            targets[i] = Math.abs(targets[i]);
        }
        Shape images = Shape.of(1, 2, SIZE, SIZE);
        TrainingBatch batch =
                new TrainingBatch(images, image, Shape.of(1, SIZE / side, SIZE / side, Math.max(2, channels)), targets);
        Step step = step(pointwise(weights, kind), LossForm.blocks(side), batch);

        double[] at = ReferenceInterpreter.doubles(weights);
        double expected = pooledLoss(at, image, targets, side);
        assertThat(step.loss()).isCloseTo(expected, within(SINGLE * Math.abs(expected)));
        double[] numeric = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            numeric[i] = slope(at, i, w -> pooledLoss(w, image, targets, side));
        }
        double largest = Arrays.stream(numeric).map(Math::abs).max().orElse(0);
        assertThat(largest).isGreaterThan(0.1);
        assertThat(step.gradient()).containsExactly(numeric, within(SINGLE * largest));
    }

    @Test
    void a_block_without_probability_for_its_class_loses_a_finite_amount() {
        List<Double> losses = new ArrayList<>();
        Shape images = Shape.of(1, 1, 2, 2);
        TrainingBatch batch =
                new TrainingBatch(images, new float[] {1, 1, 1, 1}, Shape.of(1, 1, 1, 2), new float[] {0, 1});

        try (TrainingSession session =
                TrainingSession.of(network(), images, LossForm.blocks(2), Optimizer.Adam.DEFAULT)) {
            session.train(List.of(batch).iterator(), 1, step -> 0, (step, loss) -> losses.add(loss));
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
        float[] weights = Normal.values(1, channels * 2L);
        float[] image = Normal.values(2, 2 * PIXELS);
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
        TrainingBatch batch =
                new TrainingBatch(images, image, Shape.of(1, SIZE, SIZE, classes), targets).withFurther(squares);
        Step step = step(pointwise(weights, kind), new LossForm(1, true, List.of()), batch);

        ToDoubleFunction<double[]> loss = w -> pooledLoss(w, image, targets, 1) + squares(w, image);
        double[] at = ReferenceInterpreter.doubles(weights);
        assertThat(step.loss()).isCloseTo(loss.applyAsDouble(at), within(SINGLE * loss.applyAsDouble(at)));
        double[] numeric = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            numeric[i] = slope(at, i, loss);
        }
        double largest = Arrays.stream(numeric).map(Math::abs).max().orElse(0);
        assertThat(largest).isGreaterThan(0.1);
        assertThat(step.gradient()).containsExactly(numeric, within(SINGLE * largest));
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

    /** The loss of zero logits over more pixels than are summed at once. */
    @Test
    void every_pixel_counts_in_a_large_picture() {
        Shape images = Shape.of(1, 2, 160, 160);
        float[] targets = new float[3 * 160 * 160];
        double sum = 0;
        for (int i = 0; i < targets.length; i++) {
            targets[i] = i % 17 / 1000f;
            sum += targets[i];
        }
        TrainingBatch batch = new TrainingBatch(images, new float[2 * 160 * 160], Shape.of(1, 160, 160, 3), targets);

        Step step = step(pointwise(new float[] {1, 2, 3, 4, 5, 6}, OutputKind.LOGITS), LossForm.PIXELS, batch);

        assertThat(step.loss()).isCloseTo(sum * Math.log(3), within(SINGLE * sum));
    }

    /** Tests a term alone, and with cross-entropy and a further loss, in the weights of a 1×1 convolution. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void attention_adds_its_value_and_its_gradient(boolean others) {
        float[] weights = Normal.values(1, 6);
        float[] image = Normal.values(2, 2 * PIXELS);
        float[] wanted = unit(Normal.values(3, PIXELS));
        float[] targets = new float[3 * PIXELS];
        Arrays.fill(targets, others ? 0.01f : 0);
        Shape images = Shape.of(1, 2, SIZE, SIZE);
        LogitLoss sum = (logits, gradient) -> {
            double value = 0;
            for (int i = 0; i < logits.length; i++) {
                value += 0.01 * logits[i];
                gradient[i] += 0.01f;
            }
            return value;
        };
        AttentionTransfer attention =
                new AttentionTransfer(List.of(new AttentionTransfer.Maps("y", Shape.of(3, SIZE, SIZE))), 0.7);
        TrainingBatch batch = new TrainingBatch(images, image, Shape.of(1, SIZE, SIZE, 3), targets)
                .withFurther(others ? sum : null)
                .withGiven(List.of(wanted));

        Step step = step(pointwise(weights, OutputKind.LOGITS), new LossForm(1, others, List.of(attention)), batch);

        ToDoubleFunction<double[]> loss = w -> attentionLoss(w, image, wanted)
                + (others ? pooledLoss(w, image, targets, 1) + logits(w, image, logit -> 0.01 * logit) : 0);
        double[] at = ReferenceInterpreter.doubles(weights);
        assertThat(step.loss()).isCloseTo(loss.applyAsDouble(at), within(SINGLE * Math.abs(loss.applyAsDouble(at))));
        double[] numeric = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            numeric[i] = slope(at, i, loss);
        }
        double largest = Arrays.stream(numeric).map(Math::abs).max().orElse(0);
        assertThat(largest).isGreaterThan(0.01);
        assertThat(step.gradient()).containsExactly(numeric, within(SINGLE * largest));
    }

    @Test
    void attention_of_nothing_has_no_gradient() {
        Shape images = Shape.of(1, 2, SIZE, SIZE);
        AttentionTransfer attention =
                new AttentionTransfer(List.of(new AttentionTransfer.Maps("y", Shape.of(3, SIZE, SIZE))), 1);
        float[] wanted = unit(Normal.values(3, PIXELS));
        TrainingBatch batch = new TrainingBatch(
                        images, new float[2 * PIXELS], Shape.of(1, SIZE, SIZE, 3), new float[3 * PIXELS])
                .withGiven(List.of(wanted));

        Step step = step(
                pointwise(new float[] {1, 2, 3, 4, 5, 6}, OutputKind.LOGITS),
                new LossForm(1, false, List.of(attention)),
                batch);

        assertThat(step.gradient()).containsOnly(0);
    }

    @Test
    void arrays_of_terms_must_be_as_many_as_the_network_is_lowered_for() {
        Shape pixel = Shape.of(1, 1, 1, 1);
        TrainingBatch batch = new TrainingBatch(pixel, new float[] {1}, Shape.of(1, 1, 1, 2), new float[] {1, 0})
                .withGiven(List.of(new float[1]));

        assertThatThrownBy(() -> step(network(), LossForm.PIXELS, batch))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("A training batch brings 1 arrays for terms of the loss, the network is lowered for 0.");
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Step(double loss, double[] gradient) {}

    /** One step of plain gradient descent at rate 1. */
    private static Step step(Network network, LossForm form, TrainingBatch batch) {
        List<Double> losses = new ArrayList<>();
        float[] before = network.graph().constant("w").orElseThrow().toFloats();
        double[] gradient = new double[before.length];
        try (TrainingSession session = TrainingSession.of(network, batch.imageShape(), form, new Optimizer.Sgd(0, 0))) {
            session.train(List.of(batch).iterator(), 1, step -> 1, (step, loss) -> losses.add(loss));
            float[] after =
                    session.network().graph().constant("w").orElseThrow().toFloats();
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = before[i] - after[i];
            }
        }
        return new Step(losses.get(0), gradient);
    }

    private static float[] unit(float... values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= (float) Math.sqrt(squares);
        }
        return values;
    }

    /** 0.7 · ‖q − t‖², q = Σ over channels of squared logits, divided by its norm. */
    private static double attentionLoss(double[] weights, float[] image, float[] wanted) {
        double[] energy = new double[PIXELS];
        double squares = 0;
        for (int p = 0; p < PIXELS; p++) {
            for (int k = 0; k < weights.length / 2; k++) {
                double logit = weights[2 * k] * image[p] + weights[2 * k + 1] * image[PIXELS + p];
                energy[p] += logit * logit;
            }
            squares += energy[p] * energy[p];
        }
        double loss = 0;
        for (int p = 0; p < PIXELS; p++) {
            double distance = energy[p] / Math.sqrt(squares) - wanted[p];
            loss += 0.7 * distance * distance;
        }
        return loss;
    }

    private static double logits(double[] weights, float[] image, DoubleUnaryOperator each) {
        double sum = 0;
        for (int p = 0; p < PIXELS; p++) {
            for (int k = 0; k < weights.length / 2; k++) {
                sum += each.applyAsDouble(weights[2 * k] * image[p] + weights[2 * k + 1] * image[PIXELS + p]);
            }
        }
        return sum;
    }

    @Test
    void a_further_loss_needs_a_network_lowered_for_it() {
        Shape pixel = Shape.of(1, 1, 1, 1);
        TrainingBatch batch = new TrainingBatch(pixel, new float[] {1}, Shape.of(1, 1, 1, 2), new float[] {1, 0})
                .withFurther((logits, gradient) -> 0);
        try (TrainingSession session = TrainingSession.of(network(), pixel, LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {
            assertThatThrownBy(() -> session.train(List.of(batch).iterator(), 1, step -> 0, TrainingMonitor.SILENT))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("has a further loss");
        }
    }

    @Test
    void blocks_must_fill_the_output() {
        assertThatThrownBy(() ->
                        TrainingSession.of(network(), Shape.of(1, 1, 4, 6), LossForm.blocks(4), Optimizer.Adam.DEFAULT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Blocks of 4×4 pixels do not fill an output of 4×6 (height×width); take crops of whole blocks.");
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
        InputSpec input =
                new InputSpec("x", List.of(SIZE, SIZE), ChannelOrder.RGB, List.of(0.0, 0.0), List.of(1.0, 1.0));
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
        InputSpec input = new InputSpec("x", List.of(1, 1), ChannelOrder.RGB, List.of(0.0), List.of(1.0));
        return new Network(
                graph, new NetworkCard("n", input, new OutputSpec("y", OutputKind.LOGITS), List.of("a", "b")));
    }
}
