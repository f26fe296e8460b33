package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.dims;
import static dev.coppice.models.kit.Messages.floats;
import static dev.coppice.models.kit.Messages.graph;
import static dev.coppice.models.kit.Messages.info;
import static dev.coppice.models.kit.Messages.model;
import static dev.coppice.models.kit.Messages.modelOf;
import static dev.coppice.models.kit.Messages.node;
import static dev.coppice.models.kit.Messages.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.kit.Messages;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are not models, and inconsistent models: one message each says what is wrong and where. */
class HostileModelTest {
    /** A model and the expected message. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Case(String name, byte[] model, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(files(), tensors(), structures(), unsupported()).flatMap(s -> s);
    }

    private static Stream<Case> files() {
        byte[] good = model(18, relu());
        return Stream.of(
                new Case("empty", new byte[0], "Model file 'm' is empty, expected an ONNX model."),
                new Case(
                        "text",
                        "# a text file\nwith lines\n".getBytes(StandardCharsets.UTF_8),
                        "Model file 'm' is a text file, not an ONNX model. Give the file of a model: ONNX, Keras"),
                new Case(
                        "cut off",
                        Arrays.copyOf(good, good.length - 5),
                        "Model file 'm' (" + (good.length - 5) + " bytes) is no ONNX model or was cut off: "),
                new Case(
                        "no graph",
                        modelOf(18, relu()).clearGraph().build().toByteArray(),
                        "Model file 'm' ("
                                + modelOf(18, relu()).clearGraph().build().getSerializedSize()
                                + " bytes) is no ONNX model or was cut off: it holds no graph. Copy or export it"
                                + " again."),
                new Case(
                        "cut off between graph and operator set",
                        modelOf(18, relu()).clearOpsetImport().build().toByteArray(),
                        "Model file 'm' ("
                                + modelOf(18, relu()).clearOpsetImport().build().getSerializedSize()
                                + " bytes) is no ONNX model or was cut off: it holds no operator set."),
                new Case(
                        "too old",
                        model(6, relu()),
                        "Model file 'm' is of opset 6, Coppice reads 7 to 28. Export it again with opset 18."),
                new Case("too new", model(99, relu()), "Model file 'm' is of opset 99, Coppice reads 7 to 28."),
                new Case(
                        "other domains only",
                        modelOf(18, relu())
                                .clearOpsetImport()
                                .addOpsetImport(OperatorSetIdProto.newBuilder()
                                        .setDomain("com.example")
                                        .setVersion(1))
                                .build()
                                .toByteArray(),
                        "Model file 'm' imports no operators of the standard domain, only [com.example]."));
    }

    private static Stream<Case> tensors() {
        return Stream.of(
                weights(
                        "too few values",
                        floats("w", dims(2, 3, 1, 1), 1, 2, 3),
                        "Model file 'm' has initializers that cannot be read:"
                                + " 'w': FLOAT 2×3×1×1 takes 24 bytes, the file holds 12"),
                weights(
                        "no values",
                        floats("w", dims(2, 3, 1, 1)),
                        "Model file 'm' leaves out the data of 1 of its 1 initializers, 'w' [2, 3, 1, 1] first."),
                weights(
                        "negative dimension",
                        floats("w", dims(2, -3, 1, 1), 1),
                        "'w': its dimensions are [2, -3, 1, 1], expected sizes from 0 to 2147483647"),
                weights(
                        "absurd dimensions",
                        floats("w", dims(2147483647, 2147483647, 2147483647, 9), 1),
                        "'w': its shape 2147483647×2147483647×2147483647×9 has more elements than can be counted"),
                weights(
                        "huge tensor",
                        floats("w", dims(65536, 65536), 1),
                        "'w': its shape 65536×65536 takes more than 2 GiB"),
                weights(
                        "text tensor",
                        TensorProto.newBuilder().setName("w").setDataType(TensorProto.DataType.STRING_VALUE),
                        "'w': element type 8 is not supported"),
                weights(
                        "NaN",
                        floats("w", dims(2, 3, 1, 1), 1, 2, Float.NaN, 4, 5, Float.NaN),
                        "Model file 'm' has weights that are no numbers; train or export it again:"
                                + " 'w' (2×3×1×1): 2 NaN, 0 infinite of 6"),
                weights(
                        "infinite",
                        floats("w", dims(2, 3, 1, 1), 1, 2, 3, 4, 5, Float.POSITIVE_INFINITY),
                        "'w' (2×3×1×1): 0 NaN, 1 infinite of 6"),
                weights(
                        "integers as weights",
                        TensorProto.newBuilder()
                                .setName("w")
                                .setDataType(TensorProto.DataType.INT64_VALUE)
                                .addDims(1)
                                .addInt64Data(1),
                        "'y' (Conv) reads {x=FLOAT, w=INT64}, expected one type"),
                weights(
                        "data outside a model from memory",
                        floats("w", dims(1), 1).setDataLocation(TensorProto.DataLocation.EXTERNAL),
                        "'w': its data is in '', but the model does not come from a file"));
    }

    private static Case weights(String name, TensorProto.Builder weights, String message) {
        return new Case(name, model(18, conv().addInitializer(weights)), message);
    }

    private static Stream<Case> structures() {
        return Stream.of(
                new Case(
                        "dangling input",
                        model(18, graph(node("Relu", "y", "nothing"))),
                        "Graph 'g' is not valid: node 'y' (Relu) reads 'nothing', which nothing produces"),
                new Case(
                        "dangling output",
                        model(18, graph(node("Relu", "z", "x"))),
                        "Graph 'g' is not valid: output 'y' is computed by no node"),
                new Case(
                        "cycle",
                        model(18, graph(node("Add", "a", "x", "y"), node("Relu", "y", "a"))),
                        "Graph 'g' is not valid: nodes form a cycle: among ['a' (Add), 'y' (Relu)]"),
                new Case(
                        "two sources",
                        model(18, graph(node("Relu", "y", "x"), node("Tanh", "y", "x"))),
                        "tensor 'y' has two sources, the second is node 'y_2' (Tanh)"),
                new Case(
                        "no output",
                        model(18, relu().clearOutput()),
                        "Model file 'm' declares no output, expected at least one."),
                new Case(
                        "node without output",
                        model(18, graph(node("Relu", "y", "x").clearOutput())),
                        "Model file 'm' has nodes that cannot be read: 'y' (Relu): it has no output"),
                new Case(
                        "negative input size",
                        model(18, relu().setInput(0, info("x", Messages.FLOAT, 1, 3, -8, 8))),
                        "Model file 'm' has inputs that cannot be read:"
                                + " 'x': an axis has size -8, expected 1 to 2147483647"),
                new Case(
                        "sequence input",
                        model(
                                18,
                                relu().setInput(
                                                0,
                                                ValueInfoProto.newBuilder()
                                                        .setName("x")
                                                        .setType(TypeProto.newBuilder()
                                                                .setSequenceType(
                                                                        TypeProto.Sequence.getDefaultInstance())))),
                        "'x': it is declared as SEQUENCE_TYPE, expected a tensor"),
                new Case(
                        "text where sizes belong",
                        model(18, graph(node("Reshape", "y", "x", "w")).addInitializer(floats("w", dims(1), 1))),
                        "'y' (Reshape) reads FLOAT from 'w', expected INT64 sizes, axes or indices"));
    }

    private static Stream<Case> unsupported() {
        AttributeProto body = AttributeProto.newBuilder()
                .setName("then_branch")
                .setType(AttributeType.GRAPH)
                .setG(relu())
                .build();
        return Stream.of(
                new Case(
                        "control flow",
                        model(18, graph(node("If", "y", "x").addAttribute(body))),
                        "Model file 'm' has nodes that cannot be read: 'y' (If): its condition 'x' is known only at run "
                                + "time, or depends on a size that the file leaves open; export the network traced, "
                                + "or with fixed sizes"),
                new Case(
                        "a loop",
                        model(18, graph(node("Loop", "y", "x").addAttribute(body))),
                        "Model file 'm' has nodes that cannot be read: 'y' (Loop): it has no body"),
                new Case(
                        "another operator with a sub-graph",
                        model(18, graph(node("Relu", "y", "x").addAttribute(body))),
                        "Model file 'm' has nodes that cannot be read: 'y' (Relu): attribute 'then_branch' is a "
                                + "sub-graph, and only those of If, Loop and Scan are read; export the network traced"),
                new Case(
                        "operators of unknown domains",
                        model(
                                18,
                                graph(
                                        node("Fancy", "a", "x").setDomain("org.example"),
                                        node("Plain", "y", "a").setDomain("com.example"))),
                        "Model file 'm' has operators that Coppice cannot carry (see docs/operators.md):\n"
                                + "  - 'Fancy' (a) is of the domain 'org.example', for which ONNX Runtime has no kernels;"
                                + " replace it by operators of ONNX, or define it as a function in the file\n"
                                + "  - 'Plain' (y) is of the domain 'com.example', for which ONNX Runtime has no kernels;"
                                + " replace it by operators of ONNX, or define it as a function in the file"),
                new Case(
                        "operator of the future",
                        model(13, graph(node("Mish", "y", "x"))),
                        "'Mish' (y) exists from opset 18 on, the file is of opset 13"),
                new Case(
                        "operator of the past",
                        model(11, graph(node("Upsample", "y", "x", "s"))),
                        "'Upsample' (y) was removed in opset 10, the file is of opset 11"),
                new Case(
                        "statistics of each pixel",
                        model(
                                7,
                                graph(node("BatchNormalization", "y", "x", "w", "w", "w", "w")
                                                .addAttribute(Messages.integer("spatial", 0)))
                                        .addInitializer(floats("w", dims(3), 1, 1, 1))),
                        "'BatchNormalization' (y) cannot be converted from opset 7: spatial is 0"),
                new Case(
                        "sparse weights",
                        model(
                                18,
                                relu().addSparseInitializer(
                                                SparseTensorProto.newBuilder().setValues(floats("w", dims(1), 1)))),
                        "Model file 'm' has initializers that cannot be read: 'w' (sparse): element type 0 is not"
                                + " supported"),
                new Case(
                        "a function that calls itself",
                        modelOf(18, graph(node("f", "y", "x").setDomain("d")))
                                .addFunctions(FunctionProto.newBuilder()
                                        .setName("f")
                                        .setDomain("d")
                                        .addInput("a")
                                        .addOutput("b")
                                        .addNode(node("f", "b", "a").setDomain("d")))
                                .build()
                                .toByteArray(),
                        "Model file 'm' has functions, branches or loops inside each other, more than 64 deep or more than "
                                + "200000 nodes in all. Export it again without functions and loops."),
                new Case(
                        "texts",
                        model(18, graph(node("Cast", "y", "x").addAttribute(Messages.integer("to", 8)))),
                        "'y' (Cast): element type 8 is not supported"),
                new Case(
                        "broken attribute tensor",
                        model(18, graph(node("Constant", "y").addAttribute(tensor("value", floats("", dims(3), 1))))),
                        "'y' (Constant): attribute 'value': FLOAT 3 takes 12 bytes, the file holds 4"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void is_refused_with_one_clear_message(Case input) {
        assertThatThrownBy(() -> OnnxReader.parse(input.model(), "m"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(input.message());
    }

    /** Inverts every byte of a small model, one at a time. The model is refused or read; no other exception occurs. */
    @Test
    void no_flipped_byte_causes_anything_but_a_clear_message() {
        byte[] good = model(
                13,
                graph(
                                node("Conv", "a", "x", "w"),
                                node("Shape", "s", "a"),
                                node("Reshape", "r", "a", "s"),
                                node("Softmax", "y", "r"))
                        .addInitializer(floats("w", dims(2, 3, 1, 1), 1, 2, 3, 4, 5, 6)));
        for (int i = 0; i < good.length; i++) {
            for (int mask : new int[] {0x01, 0x80, 0xff}) {
                byte[] bad = good.clone();
                bad[i] ^= (byte) mask;
                readOrRefuse(bad);
            }
        }
    }

    static Stream<List<long[]>> sizes() {
        return Stream.of(
                List.of(dims(65_536, 65_536)),
                List.of(dims(30_000, 30_000)),
                List.of(dims(16_000, 16_000)),
                List.of(dims(Long.MAX_VALUE, 3)),
                List.of(dims(10_000, 10_000), dims(10_000, 10_000), dims(10_000, 10_000)));
    }

    /** A few bytes that ask for gigabytes, in one tensor or in many. */
    @ParameterizedTest
    @MethodSource("sizes")
    void weights_without_data_are_not_filled_in_beyond_a_limit(List<long[]> sizes) {
        GraphProto.Builder graph = relu();
        sizes.forEach(dims -> graph.addInitializer(floats("w" + graph.getInitializerCount(), dims)));
        ModelFile file = ModelFile.parse(model(18, graph), "m");
        RandomWeights weights = new RandomWeights(0);

        assertThatThrownBy(() -> weights.fill(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(
                        "Model file 'm' leaves out the data of 'w" + Math.min(2, sizes.size() - 1) + "' [")
                .hasMessageContaining("more than the 201326592 elements that are allowed in all");
        assertThat(weights.filled()).isZero();
    }

    private static void readOrRefuse(byte[] model) {
        try {
            OnnxReader.parse(model, "m");
        } catch (InvalidInputException e) {
            // a broken file is refused
        }
    }

    private static GraphProto.Builder relu() {
        return graph(node("Relu", "y", "x"));
    }

    private static GraphProto.Builder conv() {
        NodeProto.Builder conv = node("Conv", "y", "x", "w");
        return graph(conv);
    }
}
