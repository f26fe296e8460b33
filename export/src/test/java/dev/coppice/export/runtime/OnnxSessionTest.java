package dev.coppice.export.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxSessionTest {
    private static final byte[] MODEL = OnnxWriter.bytes(
            new Graph(
                    "g",
                    List.of(new TensorInfo("x", ElementType.FLOAT, List.of(Dimension.open("N"), Dimension.of(2)))),
                    List.of(
                            new TensorInfo("y", ElementType.FLOAT, List.of()),
                            new TensorInfo("most", ElementType.INT64, List.of())),
                    List.of(
                            Node.of("Neg", "y", Attributes.NONE, "x"),
                            Node.of("ArgMax", "most", Attributes.NONE.with("axis", 1), "x")),
                    Map.of()),
            WriteOptions.PLAIN);

    @Test
    void runs_batches_of_any_size_in_turns() {
        try (OnnxSession session = OnnxSession.open(MODEL, "m", 1)) {
            Tensor large = session.run(new float[] {1, 2, 3, 4}, Shape.of(2, 2), "y");
            Tensor small = session.run(new float[] {5, 6}, Shape.of(1, 2), "y");

            assertThat(large).isEqualTo(Tensor.floats(Shape.of(2, 2), -1, -2, -3, -4));
            assertThat(small).isEqualTo(Tensor.floats(Shape.of(1, 2), -5, -6));
            assertThat(session.threads()).isEqualTo(1);
        }
    }

    @Test
    void weights_outside_the_heap_are_shared() {
        NetworkBuilder heap = NetworkBuilder.small().conv("y", NetworkBuilder.IMAGE, 4);
        Network network = heap.to("y");
        Map<String, Tensor> outside = new TreeMap<>();
        network.graph().constants().forEach((name, tensor) -> {
            ByteBuffer direct = ByteBuffer.allocateDirect(tensor.bytes().remaining());
            outside.put(
                    name,
                    Tensor.of(
                            tensor.type(),
                            tensor.shape(),
                            direct.put(tensor.bytes()).flip()));
        });
        Graph graph = network.graph();
        Network shared = network.with(new Graph(graph.name(), graph.inputs(), graph.outputs(), graph.nodes(), outside));
        Tensor image = NetworkBuilder.counting(1, 3, 8, 8);
        assertThat(OnnxWriter.shared(network).weights()).isEmpty();
        assertThat(OnnxWriter.shared(shared).weights()).isEqualTo(outside);
        assertThat(OnnxSource.of(shared).size()).isGreaterThan(4 * 27 * Float.BYTES);

        try (OnnxSession one = OnnxSession.open(OnnxSource.of(network));
                OnnxSession other = OnnxSession.open(OnnxSource.of(shared))) {
            assertThat(other.run(image)).isEqualTo(one.run(image));
        }
    }

    @Test
    void returns_every_output_in_its_own_type() {
        try (OnnxSession session = OnnxSession.open(MODEL, "m", 1)) {
            Map<String, Tensor> outputs = session.run(Tensor.floats(Shape.of(1, 2), 1, 2));

            assertThat(outputs).containsOnlyKeys("y", "most").containsEntry("most", Tensor.longs(Shape.of(1, 1), 1));
        }
    }

    @Test
    void names_the_model_that_cannot_be_loaded() {
        byte[] text = "no model".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> OnnxSession.open(text, "m"))
                .isInstanceOf(OnnxRuntimeException.class)
                .hasMessageStartingWith("ONNX Runtime cannot load 'm': ");
    }

    @Test
    void a_model_in_memory_takes_no_weights_from_the_current_folder(@TempDir Path folder) throws Exception {
        Path here = Path.of("").toAbsolutePath();
        Path weights = Files.createTempFile(here, "decoy", ".data");
        try {
            byte[] model = external(weights.getFileName().toString());
            Path beside = Files.write(folder.resolve("m.onnx"), model);

            assertThatThrownBy(() -> OnnxSession.open(model, "m")).isInstanceOf(OnnxRuntimeException.class);
            assertThatThrownBy(() -> OnnxSession.open(beside)).isInstanceOf(OnnxRuntimeException.class);

            Files.write(weights, new byte[] {0, 0, 0, 0, 0, 0, 0, 0});
            Files.write(folder.resolve(weights.getFileName()), new byte[] {0, 0, -128, 63, 0, 0, 0, 64});

            assertThatThrownBy(() -> OnnxSession.open(model, "m")).isInstanceOf(OnnxRuntimeException.class);
            try (OnnxSession session = OnnxSession.open(beside)) {
                assertThat(session.run(new float[] {5, 5}, Shape.of(1, 2), "y"))
                        .isEqualTo(Tensor.floats(Shape.of(1, 2), 6, 7));
            }
        } finally {
            Files.delete(weights);
        }
    }

    /** A model y = x + w with w in a file beside it. */
    private static byte[] external(String location) throws Exception {
        Graph graph = new Graph(
                "g",
                List.of(new TensorInfo("x", ElementType.FLOAT, List.of(Dimension.open("N"), Dimension.of(2)))),
                List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                List.of(Node.of("Add", "y", Attributes.NONE, "x", "w")),
                Map.of("w", Tensor.floats(Shape.of(2), 0, 0)));
        OnnxMl.ModelProto.Builder proto =
                OnnxMl.ModelProto.parseFrom(OnnxWriter.bytes(graph, WriteOptions.PLAIN)).toBuilder();
        proto.getGraphBuilder()
                .getInitializerBuilder(0)
                .clearRawData()
                .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)
                .addExternalData(OnnxMl.StringStringEntryProto.newBuilder()
                        .setKey("location")
                        .setValue(location));
        return proto.build().toByteArray();
    }

    @Test
    void names_the_input_that_does_not_fit() {
        try (OnnxSession session = OnnxSession.open(MODEL, "m", 1)) {
            assertThatThrownBy(() -> session.run(Tensor.floats(Shape.of(1, 3), 1, 2, 3)))
                    .isInstanceOf(OnnxRuntimeException.class)
                    .hasMessageStartingWith("ONNX Runtime cannot run 'm' on {x=FLOAT 1×3}: ");
        }
    }

    @Test
    void names_the_outputs_there_are() {
        try (OnnxSession session = OnnxSession.open(MODEL, "m", 1)) {
            assertThatThrownBy(() -> session.run(Tensor.floats(Shape.of(1, 2), 1, 2), "z"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("'m' has no output 'z', only [y, most]. Ask for one of them.");
        }
    }

    /** A model y = x of this type. */
    private static byte[] identity(ElementType type) {
        List<Dimension> sizes = List.of(Dimension.open("N"), Dimension.of(2));
        return OnnxWriter.bytes(
                new Graph(
                        "g",
                        List.of(new TensorInfo("x", type, sizes)),
                        List.of(new TensorInfo("y", type, List.of())),
                        List.of(Node.of("Identity", "y", Attributes.NONE, "x")),
                        Map.of()),
                WriteOptions.PLAIN);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE", "INT64", "INT32", "INT16", "INT8", "UINT8", "BOOL"})
    void elements_of_every_type_come_back_bit_for_bit(ElementType type) {
        byte[] bytes = new byte[2 * type.bytes()];
        bytes[type.bytes() - 1] = 1;
        Tensor x = Tensor.of(type, Shape.of(1, 2), ByteBuffer.wrap(bytes));

        try (OnnxSession session = OnnxSession.open(identity(type), "m", 1)) {
            assertThat(session.run(x)).containsEntry("y", x);
        }
    }

    @Test
    void numbers_are_given_in_the_type_that_the_model_declares() {
        Tensor x = Tensor.floats(Shape.of(1, 2), 1.5f, -2);
        try (OnnxSession halves = OnnxSession.open(identity(ElementType.FLOAT16), "m", 1);
                OnnxSession integers = OnnxSession.open(identity(ElementType.INT32), "m", 1)) {

            assertThat(halves.run(x, "y")).isEqualTo(Tensor.halves(Shape.of(1, 2), 1.5f, -2));
            assertThat(integers.run(x, "y").toLongs()).containsExactly(1, -2);
        }
    }

    @Test
    void a_task_runs_as_often_as_it_is_asked_and_says_what_it_was_given_where_it_cannot() {
        try (OnnxSession session = OnnxSession.open(identity(ElementType.FLOAT16), "m", 1)) {
            Runnable fits = session.repeated(Tensor.floats(Shape.of(1, 2), 1, 2), "y");
            Runnable wide = session.repeated(Map.of("x", Tensor.floats(Shape.of(1, 3), 1, 2, 3)), Set.of("y"));

            assertThatCode(() -> {
                        fits.run();
                        fits.run();
                    })
                    .doesNotThrowAnyException();
            assertThatThrownBy(wide::run)
                    .isInstanceOf(OnnxRuntimeException.class)
                    .hasMessageStartingWith("ONNX Runtime cannot run 'm' on {x=FLOAT16 1×3}: ");
        }
    }
}
