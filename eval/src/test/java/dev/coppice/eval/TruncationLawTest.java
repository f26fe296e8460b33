package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Cards;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws that truncated networks equal what they must compute, both in ONNX Runtime. */
class TruncationLawTest {
    /** Rounding of sums of a few hundred products of size 1 in single precision. */
    private static final float ROUNDING = 1e-4f;

    /** The share of equal pixels. Half a sample of misalignment lowers it below this on the pretrained networks. */
    private static final double AGREEMENT = 0.9;

    private static final int SIZE = 32;
    private static final Path SHARED = Path.of(System.getProperty("coppice.shared", "../../shared"));

    /** No nonlinearity stands behind the upsampling, so averaging of cells commutes with what comes after it. */
    @Test
    void a_linear_decoder_brought_to_half_gives_the_cell_means_of_the_original() {
        Network network = network(
                conv("a", "x", 3, 2),
                Node.of("Relu", "r", Attributes.NONE, "a"),
                Node.of("ConvTranspose", "u", Attributes.NONE.with("strides", 2, 2), "r", "u.w"),
                conv("v", "u", 1, 1),
                conv("w", "v", 1, 1),
                conv("y", "w", 1, 1));
        CompressionPlan plan = new GridTruncation(new Grid(1, 2), new Region.Decoder(), Resampling.AREA).plan(network);
        Network truncated = PlanRewriter.rewrite(network, plan);
        Tensor image = Normal.tensor(3, Shape.of(1, 3, SIZE, SIZE));

        float[] fine = run(network.graph(), "y", image).toFloats();
        Tensor coarse = run(truncated.graph(), "y/grid_1_2", image);

        assertThat(coarse.shape()).isEqualTo(Shape.of(1, 2, SIZE / 2, SIZE / 2));
        assertThat(coarse.toFloats()).containsExactly(cellMeans(fine, SIZE), within(ROUNDING));
    }

    @ParameterizedTest
    @EnumSource(
            value = Resampling.class,
            names = {"AREA", "BILINEAR"})
    void an_input_without_structure_gives_the_same_output_away_from_borders(Resampling kind) {
        Network network = network(
                conv("a", "x", 3, 1),
                Node.of("Relu", "r", Attributes.NONE, "a"),
                Node.of(
                        "MaxPool",
                        "p",
                        Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2),
                        "r"),
                conv("b", "p", 3, 1),
                Node.of("Resize", "u", Attributes.NONE.with("mode", "linear"), "b", "", "scales"),
                Node.of("Concat", "c", Attributes.NONE.with("axis", 1), "r", "u"),
                conv("y", "c", 3, 1));
        CompressionPlan plan = new GridTruncation(new Grid(1, 2), new Region.All(), kind).plan(network);
        Network truncated = PlanRewriter.rewrite(network, plan);
        float[] values = new float[3 * SIZE * SIZE];
        Arrays.fill(values, 0.7f);
        Tensor image = Tensor.floats(Shape.of(1, 3, SIZE, SIZE), values);

        float[] before = run(network.graph(), "y", image).toFloats();
        float[] after = run(truncated.graph(), "y", image).toFloats();

        assertThat(plan.steps()).isNotEmpty();
        int middle = SIZE * SIZE / 2 + SIZE / 2;
        assertThat(after[middle]).isCloseTo(before[middle], within(ROUNDING));
    }

    /** A linear network on half the grid of its maps sees waves of 16 samples as the original's cell means. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void resampled_kernels_come_nearer_to_what_smooth_maps_gave_before(int stride) {
        Network network = network(conv("a", "x", 3, stride), conv("b", "a", 3, 1), conv("y", "b", 1, 1));
        Grid limit = new Grid(1, 2 * stride);
        CompressionPlan plan = new GridTruncation(limit, new Region.All(), Resampling.AREA).plan(network);
        CompressionPlan oldKernels = new CompressionPlan(
                plan.network(),
                plan.steps().stream()
                        .filter(step -> !(step instanceof PlanStep.ResampleKernel))
                        .toList(),
                plan.decisions());
        Tensor image = waves(16 * stride);
        String low = "y/grid_1_" + 2 * stride;
        float[] means = cellMeans(run(network.graph(), "y", image).toFloats(), SIZE / stride);

        double resampled = difference(
                means,
                run(PlanRewriter.rewrite(network, plan).graph(), low, image).toFloats(),
                SIZE / stride / 2);
        double asTheyWere = difference(
                means,
                run(PlanRewriter.rewrite(network, oldKernels).graph(), low, image)
                        .toFloats(),
                SIZE / stride / 2);

        // 0.302 of 0.426 and 0.249 of 0.354: nearest over the whole band does not mean nearest at one low frequency
        assertThat(resampled).isLessThan(0.75 * asTheyWere);
    }

    @ParameterizedTest
    @CsvSource({
        "unet_camvid,camvid,1/2,decoder,area",
        "unet_camvid,camvid,1/2,decoder,dct",
        "unet_camvid,camvid,1/2,decoder,bilinear",
        "espnet_camvid,camvid,1/4,decoder,area",
        "wnet_drive,drive,1/2,/unet2/first/Add_output_0,area"
    })
    void a_truncated_network_sees_about_what_the_original_sees(
            String model, String data, String limit, String region, String kind) {
        Path file = SHARED.resolve("models/" + model + ".onnx");
        assumeThat(file).as("shared models").matches(Files::exists);
        Network network = OnnxReader.readNetwork(file);
        Dataset images = ImageFolder.open(SHARED.resolve("data/" + data));
        List<String> sample = images.names("val").subList(0, 1);
        GridTruncation pass = new GridTruncation(Grid.parse(limit), Region.parse(region), Resampling.parse(kind));

        Network truncated = PlanRewriter.rewrite(network, pass.plan(network));

        OnnxEvaluator evaluator = new OnnxEvaluator(images, "val");
        LabelMap before =
                evaluator.predict(OnnxSource.of(network), network, sample).get(0);
        LabelMap after =
                evaluator.predict(OnnxSource.of(truncated), truncated, sample).get(0);
        assertThat(agreement(before, after)).isGreaterThan(AGREEMENT);
        assertThat(Cost.of(truncated).macs()).isLessThan(Cost.of(network).macs());
        assertThat(pass.plan(truncated).steps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "unet_camvid,1/4,decoder",
        "unet_camvid,1/4,all",
        "unet_camvid,1/16,all",
        "espnet_camvid,1/4,all",
        "espnet_camvid,1/16,decoder",
        "wnet_drive,1/2,decoder",
        "wnet_drive,1/4,decoder",
        "unet_camvid,1/2x1/4,decoder",
        "unet_camvid,1/1x1/2,all",
        "espnet_camvid,1/8x1/4,all",
        "wnet_drive,1/4x1/2,decoder"
    })
    void a_truncated_network_keeps_its_outputs_size(String model, String limit, String region) {
        Path file = SHARED.resolve("models/" + model + ".onnx");
        assumeThat(file).as("shared models").matches(Files::exists);
        Network network = OnnxReader.readNetwork(file);
        GridTruncation pass = new GridTruncation(Grid.parse(limit), Region.parse(region), Resampling.AREA);

        Network truncated = PlanRewriter.rewrite(network, pass.plan(network));

        Tensor image = Normal.tensor(3, network.inputShape(1));
        String output = network.card().output().name();
        try (OnnxSession session = OnnxSession.open(OnnxWriter.bytes(truncated), model)) {
            assertThat(session.run(image, output).shape())
                    .isEqualTo(network.shapes(1).of(output));
        }
        assertThat(Cost.of(truncated).macs()).isLessThan(Cost.of(network).macs());
        assertThat(pass.plan(truncated).steps()).isEmpty();
    }

    private static double agreement(LabelMap a, LabelMap b) {
        int same = 0;
        for (int y = 0; y < a.height(); y++) {
            for (int x = 0; x < a.width(); x++) {
                same += a.at(x, y) == b.at(x, y) ? 1 : 0;
            }
        }
        return (double) same / (a.width() * a.height());
    }

    /** 2×2 means of square maps. */
    private static float[] cellMeans(float[] fine, int size) {
        int half = size / 2;
        float[] means = new float[fine.length / 4];
        for (int i = 0; i < fine.length; i++) {
            int map = i / (size * size);
            int row = i / size % size / 2;
            means[(map * half + row) * half + i % size / 2] += fine[i] / 4;
        }
        return means;
    }

    /** The value ‖a − b‖ / ‖a‖ over square maps, without the two samples at each border that padding reaches. */
    private static double difference(float[] a, float[] b, int size) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < a.length; i++) {
            int nearest = Math.min(Math.min(i % size, i / size % size), size - 1 - Math.max(i % size, i / size % size));
            if (nearest >= 2) {
                difference += Math.pow(a[i] - b[i], 2);
                norm += Math.pow(a[i], 2);
            }
        }
        return Math.sqrt(difference / norm);
    }

    /** A wave of another kind in each colour, along both axes. */
    private static Tensor waves(int length) {
        float[] values = new float[3 * SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            double phase = 2 * Math.PI / length;
            int colour = i / (SIZE * SIZE);
            int row = i / SIZE % SIZE;
            values[i] = (float) (Math.sin(phase * (i % SIZE) + colour) + Math.cos(phase * row + 2 * colour));
        }
        return Tensor.floats(Shape.of(1, 3, SIZE, SIZE), values);
    }

    private static Tensor run(Graph graph, String output, Tensor image) {
        TensorInfo info = new TensorInfo(output, ElementType.FLOAT, List.of());
        Graph asked = GraphRewriter.apply(graph, List.of(new GraphEdit.DeclareOutputs(List.of(info))));
        byte[] model = OnnxWriter.bytes(asked, WriteOptions.of(image.shape()));
        try (OnnxSession session = OnnxSession.open(model, "test")) {
            return session.run(image, output);
        }
    }

    private static Node conv(String name, String input, int kernel, int stride) {
        int pad = kernel / 2;
        Attributes attributes = Attributes.NONE.with("pads", pad, pad, pad, pad).with("strides", stride, stride);
        return Node.of("Conv", name, attributes, input, name + ".w");
    }

    /** A network with two channels everywhere, whose weights follow from the nodes. */
    private static Network network(Node... nodes) {
        Map<String, Tensor> constants = new TreeMap<>();
        constants.put("scales", Tensor.floats(Shape.of(4), 1, 1, 2, 2));
        for (Node node : nodes) {
            if (node.is("Conv", "ConvTranspose")) {
                int in = node.input(0).equals("x") ? 3 : node.input(0).equals("c") ? 4 : 2;
                int kernel =
                        node.is("ConvTranspose") ? 2 : 2 * node.attributes().integers("pads")[0] + 1;
                Shape shape = node.is("Conv") ? Shape.of(2, in, kernel, kernel) : Shape.of(in, 2, kernel, kernel);
                constants.put(node.input(1), Normal.tensor(3, shape));
            }
        }
        List<Dimension> dims = List.of(Dimension.open("N"), Dimension.of(3), Dimension.open("H"), Dimension.open("W"));
        Graph graph = new Graph(
                "test",
                List.of(new TensorInfo("x", ElementType.FLOAT, dims)),
                List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                List.of(nodes),
                constants);
        return new Network(graph, Cards.logits("x", SIZE, SIZE, "y", "a", "b"));
    }
}
