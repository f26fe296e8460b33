package dev.coppice.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.zoo.Zoo;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.Retrainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationEvaluatorTest {
    /** Rounding of two engines' statistics in single precision, carried through two dozen normalisations. */
    private static final double LOSS = 1e-4;

    /** One pixel in some thousands may lie on the edge between two classes. */
    private static final double ACCURACY = 5e-4;

    private static final int TINY = 4;
    private static final Dataset SCENES = SyntheticScenes.of(Zoo.STREET_SEED);
    private static final Dataset STREETS = TinyStreets.usual();

    @Test
    void the_street_network_is_measured_as_with_statistics_taken_anew() {
        assertAgrees(Zoo.street(), SCENES, 3);
    }

    @ParameterizedTest
    @CsvSource({"unet_camvid, camvid, 3", "espnet_camvid, camvid, 3", "wnet_drive, drive, 2"})
    void a_pretrained_network_is_measured_as_with_statistics_taken_anew(String model, String folder, int pictures) {
        Path shared = Path.of(System.getProperty("coppice.shared", "../shared"));
        Path file = shared.resolve("models").resolve(model + ".onnx");
        assumeThat(file).as("shared models").matches(Files::exists);

        assertAgrees(
                OnnxReader.readNetwork(file),
                ImageFolder.open(shared.resolve("data").resolve(folder)),
                pictures);
    }

    @Test
    void a_network_that_fixes_its_batch_has_the_moments_of_its_runs_pooled() {
        Network fixed = fixed(normalised(TinyStreets.network("road", "sky")), 2);

        assertThat(fixed.batchObstacle(TINY)).isPresent();
        assertSame(
                tiny(fixed), reference(fixed, STREETS, RetrainOptions.defaults().with(o -> o.batch(2)
                        .statistics(TINY))));
    }

    @Test
    void pictures_come_round_again_where_the_last_run_is_not_full() {
        Network fixed = fixed(TinyStreets.network("road", "sky"), 3);

        Evaluation evaluation = tiny(fixed);

        assertThat(evaluation.images()).isEqualTo(TINY);
        assertThat(evaluation.accuracy()).isEqualTo(1);
    }

    @Test
    void a_network_without_normalisations_is_measured_as_it_is() {
        Network network = TinyStreets.network("road", "sky");

        assertThat(tiny(network))
                .isEqualTo(new OnnxEvaluator(STREETS, "train").withLoss().evaluate(network));
    }

    @Test
    void the_same_network_has_the_same_numbers_to_the_last_bit() {
        Network network = Zoo.street();
        CalibrationSubset subset = new CalibrationSubset(SCENES, "train", 4);
        CalibrationEvaluator evaluator = CalibrationEvaluator.of(network, subset);
        Evaluation first = evaluator.evaluate(network);

        assertThat(evaluator.evaluate(network)).isEqualTo(first);
        assertThat(CalibrationEvaluator.of(network, subset).evaluate(network)).isEqualTo(first);
    }

    @Test
    void classes_match_by_name() {
        assertThat(tiny(TinyStreets.network("sky", "road")).secondary()).isZero();
        assertThat(tiny(TinyStreets.network("road", "glare", "sky")).secondary())
                .isEqualTo(0.5);
    }

    @Test
    void a_loss_that_is_not_finite_is_infinite_and_nothing_is_right() {
        Network network = TinyStreets.network("road", "sky");
        Tensor broken = Tensor.floats(Shape.of(2), 0, Float.NaN);

        Evaluation evaluation = tiny(network.with(network.graph().withConstants(Map.of("b2", broken))));

        assertThat(evaluation.crossEntropy()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(evaluation.accuracy()).isZero();
        assertThat(evaluation.secondary()).isZero();
    }

    @Test
    void a_network_of_another_input_is_refused() {
        CalibrationEvaluator evaluator =
                CalibrationEvaluator.of(Zoo.street(), new CalibrationSubset(SCENES, "train", 1));

        assertThatThrownBy(() -> evaluator.evaluate(TinyStreets.network("road", "sky")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Network 'tiny' takes InputSpec[name=x, sizes=[8, 8]")
                .hasMessageEndingWith("Make an evaluator for each kind of input.");
    }

    private static Evaluation tiny(Network network) {
        return CalibrationEvaluator.of(network, new CalibrationSubset(STREETS, "train", TINY))
                .evaluate(network);
    }

    private static void assertAgrees(Network network, Dataset data, int pictures) {
        RetrainOptions options =
                RetrainOptions.defaults().with(o -> o.batch(pictures).statistics(pictures));

        assertSame(
                CalibrationEvaluator.of(network, new CalibrationSubset(data, "train", pictures))
                        .evaluate(network),
                reference(network, new SpreadSubset(data, pictures), options));
    }

    private static Evaluation reference(Network network, Dataset data, RetrainOptions options) {
        Network measured = new Retrainer(options).reestimated(network, data);
        return new OnnxEvaluator(data, "train").withLoss().evaluate(measured);
    }

    private static void assertSame(Evaluation actual, Evaluation expected) {
        assertThat(actual.crossEntropy()).isCloseTo(expected.crossEntropy(), within(LOSS));
        assertThat(actual.accuracy()).isCloseTo(expected.accuracy(), within(ACCURACY));
        assertThat(actual.secondary()).isCloseTo(expected.secondary(), within(ACCURACY));
        assertThat(actual.absent()).isEqualTo(expected.absent());
        assertThat(actual.images()).isEqualTo(expected.images());
    }

    /** The network with a normalisation behind the hidden layer. */
    private static Network normalised(Network plain) {
        Graph graph = plain.graph();
        List<Node> nodes = new ArrayList<>();
        graph.nodes().forEach(n -> nodes.add(n.is("Relu") ? n.withInputs(List.of("normal")) : n));
        nodes.add(Node.of("BatchNormalization", "normal", Attributes.NONE, "hidden", "g", "z", "m", "v"));
        int channels = graph.constant("w1").orElseThrow().shape().size(0);
        Map<String, Tensor> constants = new HashMap<>(graph.constants());
        constants.put("g", constant(channels, 1));
        constants.put("z", constant(channels, 0));
        constants.put("m", constant(channels, 3));
        constants.put("v", constant(channels, 9));
        return plain.with(new Graph("normalised", graph.inputs(), graph.outputs(), nodes, constants));
    }

    private static Tensor constant(int size, float value) {
        float[] values = new float[size];
        Arrays.fill(values, value);
        return Tensor.floats(Shape.of(size), values);
    }

    /** A network of a fixed batch that adds its own constant to each image. */
    private static Network fixed(Network network, int batch) {
        Graph graph = network.graph();
        List<Node> nodes = new ArrayList<>();
        graph.nodes()
                .forEach(n -> nodes.add(
                        n.output().equals("y")
                                ? Node.of(
                                        n.op(),
                                        "free",
                                        n.attributes(),
                                        n.inputs().toArray(new String[0]))
                                : n));
        nodes.add(Node.of("Add", "y", Attributes.NONE, "free", "each"));
        Map<String, Tensor> constants = new HashMap<>(graph.constants());
        constants.put("each", Tensor.floats(Shape.of(batch, 1, 1, 1), new float[batch]));
        return network.with(new Graph(
                "fixed",
                List.of(fixed(graph.inputs().get(0), batch)),
                List.of(fixed(graph.outputs().get(0), batch)),
                nodes,
                constants));
    }

    private static TensorInfo fixed(TensorInfo info, int batch) {
        Dimension[] dimensions = info.dimensions().toArray(new Dimension[0]);
        dimensions[0] = Dimension.of(batch);
        return new TensorInfo(info.name(), info.type(), List.of(dimensions));
    }
}
