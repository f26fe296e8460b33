package dev.coppice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.export.parity.Parity;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.onnx.OnnxReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators of other opsets: the original file and what Coppice makes of it at opset 18, both in ONNX Runtime. */
class OpsetUpgradeTest {
    /** The tolerance of the same arithmetic, up to the order of a sum. */
    private static final double SAME_ARITHMETIC = 1e-6;

    private static final List<Integer> C = List.of(3);

    /** A model with its name. */
    record Case(String name, ModelBuilder model) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                        resizing(),
                        axes(),
                        attributesToInputs(),
                        normalisation(),
                        softmax(),
                        parts(),
                        windows(),
                        newer())
                .flatMap(s -> s);
    }

    private static Stream<Case> resizing() {
        return Stream.of(
                new Case(
                        "Upsample-7 nearest",
                        ModelBuilder.opset(7).node("Upsample", "y", "x").reals("scales", 1, 1, 2, 3)),
                new Case(
                        "Upsample-7 linear",
                        ModelBuilder.opset(7)
                                .node("Upsample", "y", "x")
                                .text("mode", "linear")
                                .reals("scales", 1, 1, 2, 2)),
                new Case("Upsample-9", scaled(9, 2.5f).node("Upsample", "y", "x", "scales")),
                new Case("Resize-10 nearest, growing", scaled(10, 2).node("Resize", "y", "x", "scales")),
                new Case(
                        "Resize-10 nearest, by no whole number",
                        scaled(10, 1.7f).node("Resize", "y", "x", "scales")),
                new Case("Resize-10 nearest, shrinking", scaled(10, 0.6f).node("Resize", "y", "x", "scales")),
                new Case(
                        "Resize-10 linear, growing",
                        scaled(10, 2).node("Resize", "y", "x", "scales").text("mode", "linear")),
                new Case(
                        "Resize-10 linear, shrinking",
                        scaled(10, 0.6f).node("Resize", "y", "x", "scales").text("mode", "linear")),
                new Case(
                        "Resize-11 by sizes",
                        ModelBuilder.opset(11)
                                .floats("none", List.of(0))
                                .longs("sizes", 2, 3, 12, 20)
                                .node("Resize", "y", "x", "none", "none", "sizes")
                                .text("mode", "linear")
                                .text("coordinate_transformation_mode", "align_corners")),
                new Case(
                        "Resize-11 cubic",
                        scaled(11, 2)
                                .floats("none", List.of(0))
                                .node("Resize", "y", "x", "none", "scales")
                                .text("mode", "cubic")),
                new Case(
                        "Resize-13 nearest",
                        scaled(13, 3)
                                .node("Resize", "y", "x", "", "scales")
                                .text("coordinate_transformation_mode", "asymmetric")
                                .text("nearest_mode", "floor")));
    }

    private static ModelBuilder scaled(int opset, float scale) {
        return ModelBuilder.opset(opset).floats("scales", List.of(4), 1, 1, scale, scale);
    }

    private static Stream<Case> axes() {
        return Stream.of(
                new Case(
                        "Unsqueeze-11 and Squeeze-11",
                        ModelBuilder.opset(11)
                                .node("Unsqueeze", "a", "x")
                                .ints("axes", 0, 2)
                                .node("Squeeze", "y", "a")
                                .ints("axes", 0, -4)),
                new Case(
                        "ReduceMean-13",
                        ModelBuilder.opset(13).node("ReduceMean", "y", "x").ints("axes", 2, 3)),
                new Case(
                        "ReduceMean-17 without keeping",
                        ModelBuilder.opset(17)
                                .node("ReduceMean", "y", "x")
                                .ints("axes", -1)
                                .integer("keepdims", 0)),
                new Case(
                        "ReduceSum-11",
                        ModelBuilder.opset(11).node("ReduceSum", "y", "x").ints("axes", 1)),
                new Case("ReduceSum-12, all axes", ModelBuilder.opset(12).node("ReduceSum", "y", "x")),
                new Case(
                        "ReduceL2-11",
                        ModelBuilder.opset(11).node("ReduceL2", "y", "x").ints("axes", 1)));
    }

    private static Stream<Case> attributesToInputs() {
        return Stream.of(
                new Case(
                        "Clip-6",
                        ModelBuilder.opset(7)
                                .node("Clip", "y", "x")
                                .real("min", -0.5f)
                                .real("max", 0.5f)),
                new Case(
                        "Clip-6 below only",
                        ModelBuilder.opset(10).node("Clip", "y", "x").real("min", 0)),
                new Case(
                        "Pad-2",
                        ModelBuilder.opset(7)
                                .node("Pad", "y", "x")
                                .ints("pads", 0, 0, 1, 2, 0, 0, 3, 0)
                                .real("value", 0.25f)),
                new Case(
                        "Pad-2 reflect",
                        ModelBuilder.opset(10)
                                .node("Pad", "y", "x")
                                .text("mode", "reflect")
                                .ints("pads", 0, 0, 1, 2, 0, 0, 3, 0)),
                new Case(
                        "Slice-1",
                        ModelBuilder.opset(9)
                                .node("Slice", "y", "x")
                                .ints("starts", 1, -6)
                                .ints("ends", Long.MAX_VALUE, -1)
                                .ints("axes", 1, 3)),
                new Case(
                        "Slice-1 from the first axis",
                        ModelBuilder.opset(7)
                                .node("Slice", "y", "x")
                                .ints("starts", 0, 1)
                                .ints("ends", 9, 2)),
                new Case(
                        "TopK-1",
                        ModelBuilder.opset(9)
                                .node("TopK", "y", "x")
                                .also("indices")
                                .integer("k", 3)
                                .integer("axis", 2)),
                new Case(
                        "Constants of every form",
                        ModelBuilder.opset(12)
                                .node("Constant", "a")
                                .real("value_float", 0.5f)
                                .node("Constant", "b")
                                .reals("value_floats", 1, 2, 3, 4, 5, 6, 7, 8)
                                .node("Constant", "c")
                                .ints("value_ints", 0, 3, -1)
                                .node("Mul", "d", "x", "a")
                                .node("Add", "e", "d", "b")
                                .node("Reshape", "y", "e", "c")));
    }

    private static Stream<Case> normalisation() {
        return Stream.of(
                new Case("BatchNormalization-7", norm(7)),
                new Case("BatchNormalization-9", norm(9)),
                new Case("BatchNormalization-14", norm(14)),
                new Case(
                        "BatchNormalization-9 of the batch",
                        ofBatch(norm(9).also("c").also("d"))),
                new Case("BatchNormalization-15 of the batch", ofBatch(norm(15).integer("training_mode", 1))),
                new Case(
                        "Dropout-7",
                        ModelBuilder.opset(7)
                                .node("Dropout", "a", "x")
                                .real("ratio", 0.3f)
                                .node("Relu", "y", "a")),
                new Case(
                        "Dropout-12",
                        ModelBuilder.opset(12).node("Dropout", "a", "x").node("Relu", "y", "a")),
                new Case(
                        "PRelu-7",
                        ModelBuilder.opset(7).floats("s", List.of(3, 1, 1)).node("PRelu", "y", "x", "s")),
                new Case(
                        "InstanceNormalization-6",
                        ModelBuilder.opset(8)
                                .floats("s", C)
                                .floats("b", C)
                                .node("InstanceNormalization", "y", "x", "s", "b")));
    }

    private static ModelBuilder norm(int opset) {
        return ModelBuilder.opset(opset)
                .floats("s", C)
                .floats("b", C)
                .floats("m", C, 0.1f, -0.2f, 0.3f)
                .floats("v", C, 0.5f, 1, 2)
                .node("BatchNormalization", "y", "x", "s", "b", "m", "v")
                .real("epsilon", 1e-3f);
    }

    /**
     * With the means and variances that training mode gives beside the map, which nobody reads. ONNX Runtime writes these over
     * the stored ones, and over other constants that equal them.
     */
    private static ModelBuilder ofBatch(ModelBuilder norm) {
        return norm.also("mean").also("variance");
    }

    private static Stream<Case> softmax() {
        return Stream.of(
                new Case(
                        "Softmax-1 over all but the batch",
                        ModelBuilder.opset(8).node("Softmax", "y", "x")),
                new Case(
                        "Softmax-11 over two axes",
                        ModelBuilder.opset(11).node("Softmax", "y", "x").integer("axis", 2)),
                new Case(
                        "Softmax-11 over the last axis",
                        ModelBuilder.opset(11).node("Softmax", "y", "x").integer("axis", 3)),
                new Case(
                        "Softmax-11 counted from the end",
                        ModelBuilder.opset(11).node("Softmax", "y", "x").integer("axis", -1)),
                new Case(
                        "LogSoftmax-11 of channels",
                        ModelBuilder.opset(11)
                                .node("GlobalAveragePool", "a", "x")
                                .node("LogSoftmax", "y", "a")),
                new Case(
                        "Softmax-13",
                        ModelBuilder.opset(13).node("Softmax", "y", "x").integer("axis", 1)));
    }

    private static Stream<Case> parts() {
        return Stream.of(
                new Case(
                        "Split-2 by sizes",
                        ModelBuilder.opset(7)
                                .node("Split", "a", "x")
                                .also("b")
                                .integer("axis", 1)
                                .ints("split", 1, 2)
                                .node("Mul", "y", "b", "a")),
                new Case(
                        "Split-11 in equal parts",
                        ModelBuilder.opset(11)
                                .node("Split", "a", "x")
                                .also("b")
                                .integer("axis", 3)
                                .node("Sub", "y", "b", "a")),
                new Case(
                        "Split-13 in equal parts",
                        ModelBuilder.opset(13)
                                .node("Split", "a", "x")
                                .also("b")
                                .integer("axis", 2)
                                .node("Sub", "y", "b", "a")),
                new Case(
                        "Flatten-1 and Gemm-7",
                        ModelBuilder.opset(7)
                                .floats("w", List.of(5, 192))
                                .floats("b", List.of(5))
                                .node("Flatten", "a", "x")
                                .node("Gemm", "y", "a", "w", "b")
                                .integer("transB", 1)),
                new Case(
                        "Expand and Tile",
                        ModelBuilder.opset(8)
                                .longs("shape", 1, 3, 8, 8)
                                .longs("times", 1, 1, 2, 1)
                                .node("Expand", "a", "x", "shape")
                                .node("Tile", "y", "a", "times")));
    }

    private static Stream<Case> windows() {
        return Stream.of(
                new Case(
                        "AveragePool-7 with padding",
                        ModelBuilder.opset(7)
                                .node("AveragePool", "y", "x")
                                .ints("kernel_shape", 3, 3)
                                .ints("strides", 2, 2)
                                .ints("pads", 1, 1, 1, 1)
                                .integer("count_include_pad", 1)),
                new Case(
                        "MaxPool-10 rounding up",
                        ModelBuilder.opset(10)
                                .node("MaxPool", "y", "x")
                                .ints("kernel_shape", 3, 3)
                                .ints("strides", 2, 2)
                                .integer("ceil_mode", 1)),
                new Case(
                        "Conv-1, same lower",
                        ModelBuilder.opset(7)
                                .floats("w", List.of(4, 3, 2, 2))
                                .node("Conv", "y", "x", "w")
                                .text("auto_pad", "SAME_LOWER")),
                new Case(
                        "MaxPool-8, same upper, by steps of 2",
                        ModelBuilder.opset(8)
                                .node("MaxPool", "y", "x")
                                .text("auto_pad", "SAME_UPPER")
                                .ints("kernel_shape", 3, 3)
                                .ints("strides", 2, 2)),
                new Case(
                        "AveragePool-7, valid",
                        ModelBuilder.opset(7)
                                .node("AveragePool", "y", "x")
                                .text("auto_pad", "VALID")
                                .ints("kernel_shape", 3, 3)),
                new Case(
                        "ConvTranspose-1 to a shape",
                        ModelBuilder.opset(7)
                                .floats("w", List.of(3, 2, 3, 3))
                                .node("ConvTranspose", "y", "x", "w")
                                .ints("strides", 2, 2)
                                .ints("output_shape", 16, 16)));
    }

    private static Stream<Case> newer() {
        return Stream.of(
                new Case("Gelu-20", ModelBuilder.opset(20).node("Gelu", "y", "x")),
                new Case(
                        "Gelu-20 by tanh",
                        ModelBuilder.opset(20).node("Gelu", "y", "x").text("approximate", "tanh")),
                new Case("LayerNormalization taken apart", apart(11, 3)),
                new Case("normalisation over channels taken apart", apart(17, 1)),
                new Case(
                        "AveragePool-19 that names its dilations",
                        ModelBuilder.opset(19)
                                .node("AveragePool", "y", "x")
                                .ints("kernel_shape", 3, 3)
                                .ints("dilations", 1, 1)),
                new Case(
                        "GridSample-20",
                        ModelBuilder.opset(20)
                                .floats("grid", List.of(2, 5, 6, 2))
                                .node("GridSample", "y", "x", "grid")
                                .text("mode", "linear")),
                new Case(
                        "Attention-23 with heads",
                        ModelBuilder.opset(23)
                                .floats("mask", List.of(8, 8))
                                .node("Sigmoid", "k", "x")
                                .node("Attention", "y", "x", "k", "x", "mask")),
                new Case(
                        "Attention-23 of heads that share keys",
                        ModelBuilder.opset(23)
                                .longs("heads", 2, 6, -1, 8)
                                .longs("fewer", 2, 3, -1, 8)
                                .node("Reshape", "q", "x", "heads")
                                .node("Sigmoid", "s", "x")
                                .node("Reshape", "k", "s", "fewer")
                                .node("Attention", "y", "q", "k", "k")),
                new Case(
                        "Attention-23 of features that share keys",
                        ModelBuilder.opset(23)
                                .longs("tokens", 2, -1, 8)
                                .longs("fewer", 2, -1, 4)
                                .node("Reshape", "t", "x", "tokens")
                                .node("Sigmoid", "s", "x")
                                .node("Reshape", "k", "s", "fewer")
                                .node("Attention", "y", "t", "k", "k")
                                .integer("q_num_heads", 4)
                                .integer("kv_num_heads", 2)),
                new Case(
                        "Attention-23 of features",
                        ModelBuilder.opset(23)
                                .longs("tokens", 2, -1, 8)
                                .node("Reshape", "t", "x", "tokens")
                                .node("Sigmoid", "k", "t")
                                .node("Attention", "y", "t", "k", "t")
                                .integer("q_num_heads", 2)
                                .integer("kv_num_heads", 2)),
                new Case("Resize-19", scaled(19, 2).node("Resize", "y", "x", "", "scales")),
                new Case(
                        "Pad-21",
                        ModelBuilder.opset(21)
                                .longs("p", 0, 0, 1, 1, 0, 0, 1, 1)
                                .node("Pad", "y", "x", "p")),
                new Case(
                        "Conv-22 and AveragePool-22",
                        ModelBuilder.opset(22)
                                .floats("w", List.of(4, 3, 3, 3))
                                .node("Conv", "a", "x", "w")
                                .node("AveragePool", "y", "a")
                                .ints("kernel_shape", 2, 2)));
    }

    private static ModelBuilder apart(int opset, int axis) {
        return ModelBuilder.opset(opset)
                .floats("epsilon", List.of(), 0.1f)
                .floats("two", List.of(), 2)
                .node("ReduceMean", "mean", "x")
                .ints("axes", axis)
                .node("Sub", "d", "x", "mean")
                .node("Pow", "square", "d", "two")
                .node("ReduceMean", "variance", "square")
                .ints("axes", axis)
                .node("Add", "sum", "variance", "epsilon")
                .node("Sqrt", "root", "sum")
                .node("Div", "y", "d", "root");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void means_the_same_at_opset_18(Case old) {
        byte[] original = old.model().bytes();

        Graph graph = OnnxReader.parse(original, old.name());
        byte[] converted = OnnxWriter.bytes(graph, WriteOptions.PLAIN);

        assertThat(OnnxReader.parse(converted, "again").hash()).isEqualTo(graph.hash());
        try (OnnxSession before = OnnxSession.open(original, "original", 1);
                OnnxSession after = OnnxSession.open(converted, "converted", 1)) {
            ParityReport report =
                    Parity.compare(after::run, before::run, List.of(Normal.tensor(11, Shape.of(2, 3, 8, 8))));
            assertThat(report.maxRel()).isLessThanOrEqualTo(SAME_ARITHMETIC);
        }
    }
}
