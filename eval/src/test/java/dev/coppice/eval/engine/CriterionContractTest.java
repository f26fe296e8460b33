package dev.coppice.eval.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.Producer;
import dev.coppice.compress.importance.Criteria;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.train.batch.Calibration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Contract of every importance criterion, on weights or on data. The network is image → 3×3 convolution a with 5 channels,
 * batch normalisation, Relu → 3×3 convolution with the logits. The line in {@link Criteria} brings a new criterion here.
 */
class CriterionContractTest {
    private static final int CHANNELS = 5;
    private static final int DEAD = 3;
    private static final Calibration PICTURES = new Calibration(new TinyTask(4), 2);

    /** Rounding of sums over filters in another order. */
    private static final double WEIGHTS = 1e-12;

    /** Rounding of sums of 2304 products of floats in another order. */
    private static final double SUMS = 1e-5;

    static Stream<String> criteria() {
        return Stream.concat(Criteria.names().stream(), Criteria.namesOnData().stream());
    }

    @ParameterizedTest
    @MethodSource("criteria")
    void scores_are_finite_and_not_negative_one_a_channel(String id) {
        assertThat(scores(id, 0, 1, 2, 3, 4)).hasSize(CHANNELS).matches(scores -> Arrays.stream(scores)
                .allMatch(score -> Double.isFinite(score) && score >= 0));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("shuffles")
    void scores_permute_with_channels(String id, long seed) {
        List<Integer> channels = new ArrayList<>(List.of(0, 1, 2, 3, 4));
        Collections.shuffle(channels, new Random(seed));
        int[] order = channels.stream().mapToInt(c -> c).toArray();
        double[] straight = scores(id, 0, 1, 2, 3, 4);

        double[] permuted = scores(id, order);

        double[] expected = Arrays.stream(order).mapToDouble(c -> straight[c]).toArray();
        assertThat(permuted).containsExactly(expected, within(Criteria.names().contains(id) ? WEIGHTS : SUMS));
    }

    /** Several orders for criteria on weights, as they are quick. */
    static Stream<Arguments> shuffles() {
        return Stream.concat(
                Criteria.names().stream()
                        .flatMap(id -> LongStream.rangeClosed(1, 5).mapToObj(s -> Arguments.of(id, s))),
                Criteria.namesOnData().stream().map(id -> Arguments.of(id, 1L)));
    }

    @ParameterizedTest
    @MethodSource("criteria")
    void a_dead_channel_comes_last(String id) {
        assumeThat(id).as("drawn by lot").isNotEqualTo("random");

        double[] scores = scores(id, 0, 1, 2, 3, 4);

        List<Double> alive = IntStream.range(0, CHANNELS)
                .filter(c -> c != DEAD)
                .mapToObj(c -> scores[c])
                .toList();
        assertThat(alive).allSatisfy(score -> assertThat(score).isGreaterThan(scores[DEAD]));
    }

    private static double[] scores(String id, int... order) {
        Network network = network(order);
        List<Producer> producers = ChannelAnalysis.of(network).groups().stream()
                .filter(group -> group.name().equals("a"))
                .flatMap(group -> group.producers().stream())
                .toList();
        return Criteria.named(id, Optional.of(PICTURES), 1)
                .scores(network, producers)
                .get(0);
    }

    /** The network with its channels in this order; channel {@link #DEAD} has no weights and no scale. */
    private static Network network(int... order) {
        Random random = new Random(11);
        Map<String, Tensor> constants = new LinkedHashMap<>();
        constants.put(
                "filters", alive(Normal.tensor(random, 0.25, CHANNELS, 3, 3, 3)).select(0, order));
        constants.put(
                "scale",
                alive(Tensor.floats(Shape.of(CHANNELS), 0.5f, 0.8f, 1.1f, 1, 0.7f))
                        .select(0, order));
        constants.put("bias", Tensor.floats(Shape.of(CHANNELS), new float[CHANNELS]));
        constants.put("mean", Tensor.floats(Shape.of(CHANNELS), new float[CHANNELS]));
        constants.put("variance", Tensor.floats(Shape.of(CHANNELS), 1, 1, 1, 1, 1));
        constants.put("readers", Normal.tensor(random, 0.25, 2, CHANNELS, 3, 3).select(1, order));
        NetworkCard card = TinyTask.network(1).card();
        Attributes window = Attributes.NONE.with("pads", 1, 1, 1, 1);
        List<Node> nodes = List.of(
                Node.of("Conv", "a", window, card.input().name(), "filters"),
                Node.of("BatchNormalization", "norm", Attributes.NONE, "a", "scale", "bias", "mean", "variance"),
                Node.of("Relu", "r", Attributes.NONE, "norm"),
                Node.of("Conv", card.output().name(), window, "r", "readers"));
        List<TensorInfo> outputs = List.of(new TensorInfo(card.output().name(), ElementType.FLOAT, List.of()));
        Graph graph = new Graph("contract", TinyTask.network(1).graph().inputs(), outputs, nodes, constants);
        return new Network(graph, card);
    }

    /** The same with nothing in the slice of the dead channel. */
    private static Tensor alive(Tensor tensor) {
        float[] values = tensor.toFloats();
        int slice = values.length / CHANNELS;
        Arrays.fill(values, DEAD * slice, (DEAD + 1) * slice, 0);
        return Tensor.floats(tensor.shape(), values);
    }
}
