package dev.coppice.export;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxShapes;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Carried;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.shape.Shapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators without a rule are carried as they are, with shapes from ONNX Runtime. */
class CarriedOperatorTest {
    private static final Map<String, Shape> INPUTS = Map.of(IMAGE, Shape.of(1, 3, 8, 8));

    @TempDir
    private Path folder;

    /** A convolution, an operator of a domain on its output, and a convolution on what that gives. */
    private Path file(String domain, String op, Attributes attributes, int channels) throws IOException {
        Node carried = new Node("carried", domain, op, List.of("a"), List.of("y"), attributes);
        Graph graph = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .normal("head.weight", 1, 2, channels, 1, 1)
                .node(carried)
                .node("Conv", "head", "y", "head.weight")
                .graph("head")
                .carrying(Carried.of(Map.of(domain, 1), new OnnxShapes()));
        return Files.write(folder.resolve("model.onnx"), OnnxWriter.bytes(graph, WriteOptions.PLAIN));
    }

    @Test
    void shapes_come_from_the_runtime() throws IOException {
        Path file = file("com.microsoft", "Trilu", Attributes.NONE.with("upper", 0), 4);

        Graph graph = OnnxReader.read(file, new OnnxShapes());

        assertThat(Shapes.infer(graph, INPUTS).of("y")).isEqualTo(Shape.of(1, 4, 8, 8));
        assertThat(Shapes.infer(graph, Map.of(IMAGE, Shape.of(3, 3, 8, 8))).of("head"))
                .isEqualTo(Shape.of(3, 2, 8, 8));
    }

    @Test
    void node_domain_and_operator_set_are_written_back() throws IOException {
        Path file = file("com.microsoft", "Trilu", Attributes.NONE.with("upper", 0), 4);

        Graph graph = OnnxReader.read(file, new OnnxShapes());
        byte[] written = OnnxWriter.bytes(graph, WriteOptions.PLAIN);

        ModelProto model = ModelProto.parseFrom(written);
        assertThat(model.getOpsetImportList())
                .extracting(OperatorSetIdProto::getDomain)
                .containsExactly("", "com.microsoft");
        assertThat(OnnxReader.parse(written, "again").node("carried"))
                .isEqualTo(new Node(
                        "carried",
                        "com.microsoft",
                        "Trilu",
                        List.of("a"),
                        List.of("y"),
                        Attributes.NONE.with("upper", 0)));
    }

    @Test
    void without_a_runtime_the_operator_is_named() throws IOException {
        Path file = file("com.microsoft", "Trilu", Attributes.NONE, 4);

        assertThatThrownBy(() -> Shapes.infer(OnnxReader.read(file), INPUTS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Node 'carried' (Trilu): Coppice does not read operator 'Trilu': there is no shape"
                        + " rule for it. See docs/operators.md for those that it knows. Its shapes come from a run in"
                        + " ONNX Runtime, and this step has none.");
    }

    @Test
    void an_operator_without_a_kernel_is_named() throws IOException {
        Path file = file("com.microsoft", "NoSuchOperator", Attributes.NONE, 4);

        assertThatThrownBy(() -> Shapes.infer(OnnxReader.read(file, new OnnxShapes()), INPUTS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Node 'carried' (NoSuchOperator)")
                .hasMessageContaining("ONNX Runtime cannot load");
    }

    @Test
    void a_domain_without_kernels_is_refused() throws IOException {
        Path file = file("my.company", "Thing", Attributes.NONE, 4);

        assertThatThrownBy(() -> OnnxReader.read(file, new OnnxShapes()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "'Thing' (carried) is of the domain 'my.company', for which ONNX Runtime has no" + " kernels");
    }

    private static Graph fused() {
        Attributes window = Attributes.NONE
                .with("pads", 1, 1, 1, 1)
                .with("activation", "LeakyRelu")
                .with("activation_params", new AttributeValue.Reals(List.of(0.3f)));
        Attributes clip = Attributes.NONE
                .with("activation", "Clip")
                .with("activation_params", new AttributeValue.Reals(List.of(-0.5f, 0.5f)));
        return NetworkBuilder.small()
                .normal("w", 1, 4, 3, 3, 3)
                .normal("v", 1, 8, 4, 1, 1)
                .normal("bias", 1, 8)
                .normal("gamma", 1, 8)
                .node(new Node("a", "com.microsoft", "FusedConv", List.of(IMAGE, "w"), List.of("a"), window))
                .node(new Node("b", "com.microsoft", "FusedConv", List.of("a", "v"), List.of("b"), clip))
                .node(new Node("c", "com.microsoft", "Gelu", List.of("b"), List.of("c"), Attributes.NONE))
                .node(new Node("d", "com.microsoft", "BiasGelu", List.of("c", "bias"), List.of("d"), Attributes.NONE))
                .node(new Node("e", "com.microsoft", "FastGelu", List.of("d", "bias"), List.of("e"), Attributes.NONE))
                .node(new Node("f", "com.microsoft", "QuickGelu", List.of("e"), List.of("f"), Attributes.NONE))
                .integers("rows", 0, -1, 8)
                .node("Reshape", "g", "f", "rows")
                .node("Reshape", "h", "e", "rows")
                .node(new Node(
                        "y",
                        "com.microsoft",
                        "SkipLayerNormalization",
                        List.of("g", "h", "gamma", "bias"),
                        List.of("y"),
                        Attributes.NONE.with("epsilon", 1e-5f)))
                .graph("y");
    }

    /** Products of transposed stacks, and normalised sums that are read themselves. */
    private static Graph products() {
        Attributes turned = Attributes.NONE.with("transA", 1).with("alpha", 0.5f);
        Attributes stacks =
                Attributes.NONE.with("transBatchA", 1).with("transBatchB", 1).with("transB", 1);
        List<String> sum = List.of("m", "", "", "sum");
        Attributes small = Attributes.NONE.with("epsilon", 1e-5f);
        return NetworkBuilder.small()
                .normal("gamma", 1, 8)
                .normal("beta", 1, 8)
                .node(fused("FusedMatMul", List.of("a"), turned, IMAGE, IMAGE))
                .node(fused("FusedMatMul", List.of("b"), stacks, "a", IMAGE))
                .integers("rows", 0, -1, 8)
                .node("Reshape", "g", "a", "rows")
                .node(fused("SkipLayerNormalization", sum, small, "g", "g", "gamma", "beta"))
                .node(fused("SkipSimplifiedLayerNormalization", List.of("n"), small, "m", "sum", "gamma"))
                .node("SimplifiedLayerNormalization", "s", small, "n", "beta")
                .integers("all", 0, 1, 2, 3)
                .node("ReduceMean", "c", Attributes.NONE.with("keepdims", 0), "b", "all")
                .node("Add", "y", "s", "c")
                .graph("y");
    }

    private static Node fused(String op, List<String> outputs, Attributes attributes, String... inputs) {
        return new Node(outputs.get(0), "com.microsoft", op, List.of(inputs), outputs, attributes);
    }

    @Test
    void fused_operators_of_the_runtime_are_taken_apart() {
        assertTakenApart(fused());
        assertTakenApart(products());
    }

    private static void assertTakenApart(Graph fused) {
        byte[] source = OnnxWriter.bytes(fused, WriteOptions.PLAIN);
        Graph graph = OnnxReader.parse(source, "fused");

        assertThat(graph.nodes())
                .allMatch(node -> node.domain().isEmpty() && node.schema().isPresent());
        Tensor image = Normal.tensor(4, Shape.of(1, 3, 8, 8));
        try (OnnxSession a = OnnxSession.open(source, "source");
                OnnxSession b = OnnxSession.open(OnnxWriter.bytes(graph, WriteOptions.PLAIN), "apart")) {
            float[] expected = a.run(image, "y").toFloats();
            float[] found = b.run(image, "y").toFloats();
            assertThat(found).usingComparatorWithPrecision(1e-4f).containsExactly(expected);
        }
    }
}
