package dev.coppice.eval.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.channel.Producer;
import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.importance.Fisher;
import dev.coppice.compress.importance.ImportanceCriterion;
import dev.coppice.compress.importance.MeanActivation;
import dev.coppice.compress.importance.NonZeroActivation;
import dev.coppice.compress.importance.SpectralEnergy;
import dev.coppice.compress.importance.SpectralTaylor;
import dev.coppice.compress.importance.Taylor;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.measure.TensorGradient;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.resample.Grid;
import dev.coppice.samediff.InferenceSession;
import dev.coppice.samediff.train.batch.Calibration;
import dev.coppice.samediff.train.step.TensorGradients;
import dev.coppice.samediff.train.step.TrainingBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Criteria on a network whose r can be computed by hand: image → 1×1 convolution a, 4 channels → Relu r → 3×3 convolution
 * with the logits.
 */
class CriteriaOnDataTest {
    private static final int CHANNELS = 4;
    private static final int PIXELS = TinyTask.SIZE * TinyTask.SIZE;
    private static final Calibration ONE = new Calibration(new TinyTask(6), 1);
    private static final Calibration THREE = new Calibration(new TinyTask(6), 3);

    /** Error of central differences in single precision, for a loss near 1. */
    private static final double DIFFERENCE = 5e-4;

    private static final float STEP = 0.02f;

    /** Rounding of sums of 256 floats. */
    private static final double SUMS = 1e-5;

    private static Network network(long seed, int... order) {
        Random random = new Random(seed);
        float[] filters = Normal.values(random, CHANNELS * 3, 0.5);
        float[] readers = Normal.values(random, 2 * CHANNELS * 9, 0.5);
        return network(
                Tensor.floats(Shape.of(CHANNELS, 3, 1, 1), filters).select(0, order),
                Tensor.floats(Shape.of(2, CHANNELS, 3, 3), readers).select(1, order));
    }

    private static Network network(Tensor filters, Tensor readers) {
        NetworkCard card = TinyTask.network(1).card();
        Graph graph = new Graph(
                "by hand",
                TinyTask.network(1).graph().inputs(),
                List.of(new TensorInfo(card.output().name(), ElementType.FLOAT, List.of())),
                List.of(
                        Node.of("Conv", "a", Attributes.NONE, card.input().name(), "filters"),
                        Node.of("Relu", "r", Attributes.NONE, "a"),
                        Node.of(
                                "Conv",
                                card.output().name(),
                                Attributes.NONE.with("pads", 1, 1, 1, 1),
                                "r",
                                "readers")),
                Map.of("filters", filters, "readers", readers));
        return new Network(graph, card);
    }

    private static double[] scores(ImportanceCriterion criterion, Network network) {
        List<Producer> producers = ChannelAnalysis.of(network).groups().stream()
                .filter(f -> f.reason().isEmpty())
                .map(ChannelGroup::producers)
                .findFirst()
                .orElseThrow();
        return criterion.scores(network, producers).get(0);
    }

    /** The loss of a picture if the weights that read a channel are multiplied by a factor. */
    private static double loss(Network network, String picture, int channel, float factor) {
        Tensor readers = network.graph().constant("readers").orElseThrow();
        float[] values = readers.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] *= i / 9 % CHANNELS == channel ? factor : 1;
        }
        Map<String, Tensor> changed = new HashMap<>(Map.of("readers", Tensor.floats(readers.shape(), values)));
        Network faded = network.with(network.graph().withConstants(changed));
        TrainingBatch batch = ONE.labelled(network, picture);
        try (InferenceSession session = InferenceSession.of(faded, faded.inputShape(1))) {
            float[] logits = session.logits(batch.images());
            double loss = 0;
            for (int p = 0; p < PIXELS; p++) {
                double a = logits[p];
                double b = logits[PIXELS + p];
                double norm = Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
                loss -= batch.targets()[2 * p] * (a - norm) + batch.targets()[2 * p + 1] * (b - norm);
            }
            return loss;
        }
    }

    private static double derivative(Network network, String picture, int channel) {
        return (loss(network, picture, channel, 1 + STEP) - loss(network, picture, channel, 1 - STEP)) / (2 * STEP);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void taylor_and_fisher_are_the_slope_of_the_loss_as_a_channel_fades(long seed) {
        Network network = network(seed, 0, 1, 2, 3);
        double[] taylor = new double[CHANNELS];
        double[] fisher = new double[CHANNELS];
        for (String picture : THREE.names()) {
            for (int c = 0; c < CHANNELS; c++) {
                double slope = derivative(network, picture, c);
                taylor[c] += Math.abs(slope) / 3;
                fisher[c] += slope * slope / 3;
            }
        }

        assertThat(Arrays.stream(taylor).max().orElse(0)).isGreaterThan(20 * DIFFERENCE);
        assertThat(scores(new Taylor(THREE), network)).containsExactly(taylor, within(DIFFERENCE));
        assertThat(scores(new Fisher(THREE), network)).containsExactly(fisher, within(DIFFERENCE));
    }

    /** The values of r for the first picture: 4 maps of 16×16. */
    private static float[] activations(Network network) {
        float[] image = ONE.images(network, ONE.names());
        float[] filters = network.graph().constant("filters").orElseThrow().toFloats();
        float[] values = new float[CHANNELS * PIXELS];
        for (int i = 0; i < values.length; i++) {
            int c = i / PIXELS;
            int p = i % PIXELS;
            for (int k = 0; k < 3; k++) {
                values[i] += filters[3 * c + k] * image[k * PIXELS + p];
            }
            values[i] = Math.max(0, values[i]);
        }
        return values;
    }

    @Test
    void activation_and_apoz_are_means_of_what_follows_the_activation_function() {
        Network network = network(4, 0, 1, 2, 3);
        float[] values = activations(network);
        double[] means = new double[CHANNELS];
        double[] active = new double[CHANNELS];
        for (int i = 0; i < values.length; i++) {
            means[i / PIXELS] += values[i] / PIXELS;
            active[i / PIXELS] += values[i] > 0 ? 1.0 / PIXELS : 0;
        }

        assertThat(scores(new MeanActivation(ONE), network)).containsExactly(means, within(SUMS));
        assertThat(scores(new NonZeroActivation(ONE), network)).containsExactly(active, within(1.5 / PIXELS));
    }

    @Test
    void spectral_energy_of_all_frequencies_is_the_variance() {
        Network network = network(5, 0, 1, 2, 3);
        float[] values = activations(network);
        double[] variances = new double[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            double sum = 0;
            double squares = 0;
            for (int p = 0; p < PIXELS; p++) {
                double a = values[c * PIXELS + p];
                sum += a / PIXELS;
                squares += a * a / PIXELS;
            }
            variances[c] = squares - sum * sum;
        }

        assertThat(scores(new SpectralEnergy(ONE, 1), network)).containsExactly(variances, within(SUMS));
    }

    static List<String> names() {
        return Criteria.namesOnData();
    }

    @ParameterizedTest
    @MethodSource("names")
    void scores_permute_with_channels(String id) {
        ImportanceCriterion criterion = Criteria.named(id, Optional.of(THREE), 1);
        double[] straight = scores(criterion, network(6, 0, 1, 2, 3));

        double[] permuted = scores(criterion, network(6, 2, 0, 3, 1));

        assertThat(permuted)
                .containsExactly(new double[] {straight[2], straight[0], straight[3], straight[1]}, within(SUMS));
    }

    /** A network with its own output behind the first activation, which the loss does not see. */
    @Test
    void what_the_loss_does_not_depend_on_scores_zero() {
        Network network = network(7, 0, 1, 2, 3);
        Graph graph = network.graph();
        List<Node> nodes = new ArrayList<>(graph.nodes());
        nodes.add(Node.of("Conv", "b", Attributes.NONE, "r", "wide"));
        nodes.add(Node.of("Conv", "aux", Attributes.NONE, "b", "narrow"));
        List<TensorInfo> outputs = new ArrayList<>(graph.outputs());
        outputs.add(new TensorInfo("aux", ElementType.FLOAT, List.of()));
        Map<String, Tensor> constants = new HashMap<>(graph.constants());
        constants.put(
                "wide", Tensor.floats(Shape.of(3, CHANNELS, 1, 1), Normal.values(new Random(1), 3 * CHANNELS, 0.5)));
        constants.put("narrow", Tensor.floats(Shape.of(1, 3, 1, 1), Normal.values(new Random(2), 3, 0.5)));
        Network branched = network.with(new Graph("branched", graph.inputs(), outputs, nodes, constants));
        List<Producer> producers = ChannelAnalysis.of(branched).groups().stream()
                .filter(f -> f.reason().isEmpty())
                .flatMap(f -> f.producers().stream())
                .toList();

        List<double[]> scores = new Taylor(ONE).scores(branched, producers);

        assertThat(producers).extracting(Producer::node).containsExactly("a", "b");
        assertThat(scores.get(0)).containsExactly(scores(new Taylor(ONE), network), within(SUMS));
        assertThat(scores.get(1)).containsExactly(0, 0, 0);
    }

    @Test
    void channels_of_a_product_with_weights_on_the_left_stand_before_its_last_axis() {
        Network network = network(8, 0, 1, 2, 3);
        Graph graph = network.graph();
        Tensor filters = graph.constant("filters").orElseThrow();
        Map<String, Tensor> constants = new HashMap<>(graph.constants());
        constants.put("flat", Tensor.vector(0, 3, PIXELS));
        constants.put("map", Tensor.vector(0, CHANNELS, TinyTask.SIZE, TinyTask.SIZE));
        constants.put("filters", filters.reshape(Shape.of(CHANNELS, 3)));
        List<Node> nodes = List.of(
                Node.of("Reshape", "x", Attributes.NONE, graph.inputs().get(0).name(), "flat"),
                Node.of("MatMul", "product", Attributes.NONE, "filters", "x"),
                Node.of("Relu", "active", Attributes.NONE, "product"),
                Node.of("Reshape", "r", Attributes.NONE, "active", "map"),
                graph.nodes().get(2));
        Network product = network.with(new Graph("product", graph.inputs(), graph.outputs(), nodes, constants));

        assertThat(scores(new MeanActivation(ONE), product))
                .containsExactly(scores(new MeanActivation(ONE), network), within(SUMS));
    }

    /** With one picture and one band, the score is just Σ a · ∂L/∂a. */
    @Test
    void spectral_taylor_of_the_mean_alone_is_the_product_of_means() {
        Network network = network(9, 0, 1, 2, 3);
        TensorGradient at;
        try (TensorGradients gradients = TensorGradients.of(network, network.inputShape(1), List.of("r"))) {
            at = Objects.requireNonNull(gradients
                    .at(ONE.labelled(network, ONE.names().get(0)))
                    .tensors()
                    .get("r"));
        }
        double[] expected = new double[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            double a = 0;
            double g = 0;
            for (int p = 0; p < PIXELS; p++) {
                a += at.values()[c * PIXELS + p];
                g += at.gradient()[c * PIXELS + p];
            }
            expected[c] = Math.abs(a * g) / PIXELS;
        }

        assertThat(scores(new SpectralTaylor(ONE, new Grid(1, TinyTask.SIZE)), network))
                .containsExactly(expected, within(SUMS));
    }
}
