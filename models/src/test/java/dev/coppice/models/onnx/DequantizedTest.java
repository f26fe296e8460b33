package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.FLOAT;
import static dev.coppice.models.kit.Messages.dims;
import static dev.coppice.models.kit.Messages.floats;
import static dev.coppice.models.kit.Messages.info;
import static dev.coppice.models.kit.Messages.integer;
import static dev.coppice.models.kit.Messages.ints;
import static dev.coppice.models.kit.Messages.modelOf;
import static dev.coppice.models.kit.Messages.node;
import static dev.coppice.models.kit.Messages.real;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.RuntimeShapes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a network of integer operators is read as the floating-point network that it approximates. */
class DequantizedTest {
    private static final String RUNTIME = "com.microsoft";

    /** The range of the image's bytes: (0 − 2) · 0.5 to (255 − 2) · 0.5. */
    private static final List<Float> RANGE = List.of(-1f, 126.5f);

    @TempDir
    Path folder;

    private static TensorProto.Builder bytes(String name, TensorProto.DataType type, long[] dims, int... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        for (long dim : dims) {
            tensor.addDims(dim);
        }
        for (int value : values) {
            tensor.addInt32Data(value);
        }
        return tensor;
    }

    private static TensorProto.Builder unsigned(String name, int... values) {
        return bytes(name, TensorProto.DataType.UINT8, values.length == 1 ? dims() : dims(values.length), values);
    }

    private static TensorProto.Builder signed(String name, long[] dims, int... values) {
        return bytes(name, TensorProto.DataType.INT8, dims, values);
    }

    private static NodeProto.Builder runtime(String op, String output, String... inputs) {
        return node(op, output, inputs).setDomain(RUNTIME);
    }

    /** A graph from x, quantised as xq, over some nodes to yq, dequantised as y. */
    private static GraphProto.Builder quantized(long[] image, NodeProto.Builder... nodes) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("g")
                .addInput(info("x", FLOAT, image))
                .addOutput(info("y", FLOAT))
                .addInitializer(floats("xs", dims(), 0.5f))
                .addInitializer(unsigned("xz", 2))
                .addInitializer(floats("ys", dims(), 0.25f))
                .addInitializer(unsigned("yz", 4))
                .addNode(node("QuantizeLinear", "xq", "x", "xs", "xz"));
        List.of(nodes).forEach(graph::addNode);
        return graph.addNode(node("DequantizeLinear", "y", "yq", "ys", "yz"));
    }

    private Path file(GraphProto.Builder graph) {
        try {
            return Files.write(
                    folder.resolve("m.onnx"),
                    modelOf(18, graph)
                            .addOpsetImport(OperatorSetIdProto.newBuilder()
                                    .setDomain(RUNTIME)
                                    .setVersion(1))
                            .build()
                            .toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Graph read(GraphProto.Builder graph) {
        return OnnxReader.readDequantized(file(graph), RuntimeShapes.NONE).graph();
    }

    private static List<String> operators(Graph graph) {
        return graph.nodes().stream().map(Node::op).toList();
    }

    private static Node only(Graph graph, String op) {
        return graph.nodes().stream().filter(n -> n.is(op)).findFirst().orElseThrow();
    }

    private static float[] values(Graph graph, Node node, int input) {
        return graph.constant(node.input(input)).orElseThrow().toFloats();
    }

    private static void assertLimits(Graph graph, Node clip, List<Float> range) {
        assertThat(clip.op()).isEqualTo("Clip");
        assertThat(List.of(values(graph, clip, 1)[0], values(graph, clip, 2)[0]))
                .isEqualTo(range);
    }

    /** Asserts a limit to the range of xq, an operator, and a limit to the range of yq. */
    private static void assertBetweenLimits(Graph graph, String op) {
        assertThat(operators(graph).subList(0, 3)).containsExactly("Clip", op, "Clip");
        Node clip = graph.nodes().get(0);
        assertThat(clip.input(0)).isEqualTo("x");
        assertLimits(graph, clip, RANGE);
        assertThat(graph.nodes().get(1).input(0)).isEqualTo(clip.output());
        assertThat(graph.nodes().get(2).input(0)).isEqualTo(graph.nodes().get(1).output());
        assertLimits(graph, graph.nodes().get(2), List.of(-1f, 62.75f));
    }

    @Test
    void a_convolution_has_weights_and_bias_in_floating_point() {
        Graph graph = read(quantized(
                        dims(1, 1, 4, 4),
                        node("QLinearConv", "yq", "xq", "xs", "xz", "w", "ws", "wz", "ys", "yz", "b")
                                .addAttribute(ints("strides", 2, 2)))
                .addInitializer(signed("w", dims(2, 1, 1, 1), 5, -3))
                .addInitializer(floats("ws", dims(2), 2, 4))
                .addInitializer(signed("wz", dims(2), 1, -1))
                .addInitializer(bytes("b", TensorProto.DataType.INT32, dims(2), 3, -5)));

        assertBetweenLimits(graph, "Conv");
        Node conv = only(graph, "Conv");
        assertThat(conv.attributes().integers("strides")).containsExactly(2, 2);
        assertThat(values(graph, conv, 1)).containsExactly((5 - 1) * 2, (-3 + 1) * 4);
        // the scale of the bias is that of the image times that of the filter
        assertThat(values(graph, conv, 2)).containsExactly(3 * 0.5f * 2, -5 * 0.5f * 4);
    }

    @Test
    void a_product_has_a_scale_for_each_column() {
        Graph graph =
                read(quantized(dims(1, 2), node("QLinearMatMul", "yq", "xq", "xs", "xz", "w", "ws", "wz", "ys", "yz"))
                        .addInitializer(signed("w", dims(2, 2), 1, 2, 3, 4))
                        .addInitializer(floats("ws", dims(2), 2, 10))
                        .addInitializer(signed("wz", dims(2), 1, 0)));

        assertBetweenLimits(graph, "MatMul");
        assertThat(values(graph, only(graph, "MatMul"), 1)).containsExactly(0, 20, 4, 40);
    }

    private static GraphProto.Builder gemm(long transposed, NodeProto.Builder gemm) {
        return quantized(
                        dims(1, 2),
                        gemm.addAttribute(integer("transB", transposed)).addAttribute(real("alpha", 3)))
                .addInitializer(signed("w", dims(2, 2), 1, 2, 3, 4))
                .addInitializer(floats("ws", dims(2), 2, 10))
                .addInitializer(signed("wz", dims(2), 0, 0))
                .addInitializer(bytes("b", TensorProto.DataType.INT32, dims(2), 1, 2));
    }

    @Test
    void the_summand_of_a_product_has_the_scale_of_the_product() {
        NodeProto.Builder node = runtime("QGemm", "yq", "xq", "xs", "xz", "w", "ws", "wz", "b", "ys", "yz");
        Graph graph = read(gemm(0, node));

        assertBetweenLimits(graph, "Gemm");
        Node gemm = only(graph, "Gemm");
        assertThat(gemm.domain()).isEmpty();
        assertThat(gemm.attributes().real("alpha", 1)).isEqualTo(3);
        assertThat(values(graph, gemm, 1)).containsExactly(2, 20, 6, 40);
        assertThat(values(graph, gemm, 2)).containsExactly(3 * 0.5f * 2, 2 * 3 * 0.5f * 10);
    }

    @Test
    void the_columns_of_a_transposed_matrix_are_its_rows() {
        NodeProto.Builder node = runtime("QGemm", "y0", "xq", "xs", "xz", "w", "ws", "wz");
        GraphProto.Builder messages = gemm(1, node).addNode(node("Identity", "out", "y0"));
        messages.removeNode(2).clearOutput().addOutput(info("out", FLOAT));

        Graph graph = read(messages);

        // without a scale for the result it is in floating point
        assertThat(operators(graph)).startsWith("Clip", "Gemm").doesNotContain("QuantizeLinear");
        Node gemm = only(graph, "Gemm");
        assertThat(gemm.inputs()).hasSize(2);
        assertThat(values(graph, gemm, 1)).containsExactly(2, 4, 30, 40);
    }

    @Test
    void operators_of_two_tensors_read_both_in_floating_point() {
        for (String op : List.of("Add", "Mul")) {
            Graph graph = read(
                    quantized(dims(1, 2), runtime("QLinear" + op, "yq", "xq", "xs", "xz", "c", "cs", "cz", "ys", "yz"))
                            .addInitializer(unsigned("c", 1, 9))
                            .addInitializer(floats("cs", dims(), 2))
                            .addInitializer(unsigned("cz", 5)));

            assertBetweenLimits(graph, op);
            assertThat(values(graph, only(graph, op), 1)).containsExactly(-8, 8);
        }
    }

    @Test
    void operators_of_one_tensor_keep_their_attributes() {
        Graph leaky = read(quantized(
                dims(1, 2),
                runtime("QLinearLeakyRelu", "yq", "xq", "xs", "xz", "ys", "yz").addAttribute(real("alpha", 0.125f))));
        Graph sigmoid = read(quantized(dims(1, 2), runtime("QLinearSigmoid", "yq", "xq", "xs", "xz", "ys", "yz")));
        Graph global = read(quantized(
                dims(1, 3, 4, 4),
                runtime("QLinearGlobalAveragePool", "yq", "xq", "xs", "xz", "ys", "yz")
                        .addAttribute(integer("channels_last", 0))));
        Graph average = read(quantized(
                dims(1, 3, 4, 4),
                runtime("QLinearAveragePool", "yq", "xq", "xs", "xz", "ys", "yz")
                        .addAttribute(ints("kernel_shape", 2, 2))));

        assertBetweenLimits(leaky, "LeakyRelu");
        assertThat(only(leaky, "LeakyRelu").attributes().real("alpha", 0)).isEqualTo(0.125f);
        assertBetweenLimits(sigmoid, "Sigmoid");
        assertBetweenLimits(global, "GlobalAveragePool");
        assertThat(only(global, "GlobalAveragePool").attributes().has("channels_last"))
                .isFalse();
        assertBetweenLimits(average, "AveragePool");
        assertThat(only(average, "AveragePool").attributes().integers("kernel_shape"))
                .containsExactly(2, 2);
    }

    @Test
    void a_concatenation_reads_each_tensor_with_its_own_scale() {
        Graph graph = read(quantized(
                        dims(1, 2),
                        runtime("QLinearConcat", "yq", "ys", "yz", "xq", "xs", "xz", "c", "cs", "cz")
                                .addAttribute(integer("axis", 1)))
                .addInitializer(bytes("c", TensorProto.DataType.UINT8, dims(1, 2), 1, 9))
                .addInitializer(floats("cs", dims(), 2))
                .addInitializer(unsigned("cz", 5)));

        assertBetweenLimits(graph, "Concat");
        assertThat(only(graph, "Concat").attributes().integer("axis", 0)).isEqualTo(1);
        assertThat(values(graph, only(graph, "Concat"), 1)).containsExactly(-8, 8);
    }

    /** A graph from x, quantised at run time as xq, over an integer operator to y. */
    private static GraphProto.Builder dynamic(long[] image, NodeProto.Builder... nodes) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("g")
                .addInput(info("x", FLOAT, image))
                .addOutput(info("y", FLOAT))
                .addNode(
                        node("DynamicQuantizeLinear", "xq", "x").addOutput("xs").addOutput("xz"));
        List.of(nodes).forEach(graph::addNode);
        return graph;
    }

    @Test
    void numbers_that_are_quantised_at_run_time_stay_as_they_are() {
        Graph graph = read(dynamic(
                        dims(1, 2),
                        node("MatMulInteger", "p", "xq", "w", "xz", "wz"),
                        node("Cast", "f", "p").addAttribute(integer("to", FLOAT)),
                        node("Mul", "s", "xs", "ws"),
                        node("Mul", "y", "f", "s"))
                .addInitializer(signed("w", dims(2, 2), 1, 2, 3, 4))
                .addInitializer(signed("wz", dims(2), 1, 0))
                .addInitializer(floats("ws", dims(), 0.5f)));

        Node product = only(graph, "MatMul");
        assertThat(product.input(0)).isEqualTo("x");
        // each column less its zero point, times the scale of the weights; that of x is 1
        assertThat(values(graph, product, 1)).containsExactly(0, 1, 1, 2);
        assertThat(operators(graph)).containsExactly("MatMul");
    }

    @Test
    void an_integer_convolution_takes_the_zero_point_from_its_weights() {
        Graph graph = read(dynamic(
                        dims(1, 1, 2, 2),
                        node("Transpose", "t", "xq").addAttribute(ints("perm", 0, 1, 3, 2)),
                        node("ConvInteger", "p", "t", "w", "xz", "wz"),
                        node("Cast", "y", "p").addAttribute(integer("to", FLOAT)))
                .addInitializer(unsigned("wz", 128))
                .addInitializer(bytes("w", TensorProto.DataType.UINT8, dims(2, 1, 1, 1), 130, 100)));

        assertThat(operators(graph)).startsWith("Transpose", "Conv");
        assertThat(values(graph, only(graph, "Conv"), 1)).containsExactly(2, -28);
    }

    @Test
    void bytes_that_the_graph_reads_are_less_their_zero_point() {
        GraphProto.Builder messages = GraphProto.newBuilder()
                .setName("g")
                .addInput(info("x", TensorProto.DataType.UINT8_VALUE, 1, 1, 2, 2))
                .addOutput(info("y", FLOAT))
                .addInitializer(unsigned("xz", 7))
                .addInitializer(signed("w", dims(1, 1, 1, 1), -6))
                .addNode(node("ConvInteger", "p", "x", "w", "xz"))
                .addNode(node("Cast", "y", "p").addAttribute(integer("to", FLOAT)));

        Graph graph = read(messages);

        assertThat(operators(graph)).startsWith("DequantizeLinear", "Conv");
        Node in = only(graph, "DequantizeLinear");
        assertThat(in.input(0)).isEqualTo("x");
        assertThat(values(graph, in, 1)).containsExactly(1);
        assertThat(graph.constant(in.input(2)).orElseThrow().toLongs()).containsExactly(7);
        assertThat(values(graph, only(graph, "Conv"), 1)).containsExactly(-6);
    }

    @Test
    void numbers_that_are_quantised_at_run_time_and_dequantised_are_the_same_numbers() {
        Graph graph =
                read(dynamic(dims(1, 2), node("DequantizeLinear", "d", "xq", "xs", "xz"), node("Relu", "y", "d")));

        assertThat(operators(graph)).containsExactly("Relu");
        assertThat(graph.node("y").inputs()).containsExactly("x");
    }

    @Test
    void channels_last_are_refused() {
        Path file = file(quantized(
                dims(1, 4, 4, 3),
                runtime("QLinearGlobalAveragePool", "yq", "xq", "xs", "xz", "ys", "yz")
                        .addAttribute(integer("channels_last", 1))));

        assertThatThrownBy(() -> OnnxReader.readDequantized(file, RuntimeShapes.NONE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Model file '" + file + "' has nodes that cannot be read: 'yq' (QLinearGlobalAveragePool): 'yq'"
                                + " (QLinearGlobalAveragePool) has its channels last, which is not rewritten in floating point");
    }

    @Test
    void a_scale_that_is_computed_is_refused() {
        Path file = file(quantized(
                        dims(1, 1, 4, 4),
                        node("ReduceMax", "ws", "x").addAttribute(integer("keepdims", 0)),
                        node("QLinearConv", "yq", "xq", "xs", "xz", "w", "ws", "wz", "ys", "yz", "b"))
                .addInitializer(signed("w", dims(1, 1, 1, 1), 5))
                .addInitializer(signed("wz", dims(), 1))
                .addInitializer(bytes("b", TensorProto.DataType.INT32, dims(1), 3)));

        assertThatThrownBy(() -> OnnxReader.readDequantized(file, RuntimeShapes.NONE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Model file '" + file + "' has nodes that cannot be read: 'yq' (QLinearConv): input 4 of 'yq'"
                                + " (QLinearConv) is computed at run time, expected a constant scale or zero point");
    }

    @Test
    void operators_of_the_runtime_are_read_on_request_only() {
        Path file = file(quantized(dims(1, 2), runtime("QLinearSigmoid", "yq", "xq", "xs", "xz", "ys", "yz")));

        assertThatThrownBy(() -> OnnxReader.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Model file '" + file + "' is quantised with operators of ONNX Runtime's own,"
                        + " 'yq' (QLinearSigmoid) first of 1. ");
    }

    @Test
    void an_operator_of_the_same_name_in_another_domain_is_another() {
        Path file = file(quantized(
                dims(1, 2),
                node("QLinearSigmoid", "yq", "xq", "xs", "xz", "ys", "yz").setDomain("mine")));

        assertThatThrownBy(() -> OnnxReader.readDequantized(file, RuntimeShapes.NONE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is of the domain 'mine'");
    }
}
