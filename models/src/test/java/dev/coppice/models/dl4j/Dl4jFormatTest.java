package dev.coppice.models.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.format.FileHead;
import dev.coppice.models.format.ReadOptions;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.RuntimeShapes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives of Deeplearning4j are read into graphs. Whether these compute the same is tested in eval, with Deeplearning4j. */
class Dl4jFormatTest {
    @TempDir
    Path folder;

    static Stream<String> layers() {
        try (InputStream in = Objects.requireNonNull(Dl4jFormatTest.class.getResourceAsStream("layers.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void every_layer_becomes_its_operators(String line) {
        List<String> parts = Arrays.asList(line.split("\t"));

        Graph graph = read(ArchiveDraft.filled(parts.get(3), Integer.parseInt(parts.get(1))))
                .graph();

        assertThat(graph.nodes().stream().map(Node::op).collect(Collectors.joining(" ")))
                .isEqualTo(parts.get(2));
    }

    @Test
    void weights_of_a_dense_layer_stand_in_fortran_order_before_the_bias() {
        Graph graph = read(ArchiveDraft.of(ArchiveDraft.layers(ArchiveDraft.DENSE), 1, 2, 3, 4, 5, 6, 7, 8, 9))
                .graph();

        assertThat(graph.constant("layer0.W")).contains(Tensor.floats(Shape.of(3, 2), 1, 2, 3, 4, 5, 6));
        assertThat(graph.constant("layer0.b")).contains(Tensor.floats(Shape.of(3), 7, 8, 9));
        assertThat(graph.inputs()).extracting(TensorInfo::toString).containsExactly("input FLOAT N×2");
        assertThat(graph.outputs()).extracting(TensorInfo::name).containsExactly("layer0");
    }

    @Test
    void the_logarithm_of_a_deviation_becomes_a_variance() {
        String norm = ArchiveDraft.layer("BatchNormalization", "\"nin\":2,\"nout\":2,\"useLogStd\":true");
        String scale = ArchiveDraft.layer("misc.ElementWiseMultiplicationLayer", "\"nin\":2,\"nout\":2");

        Graph graph = read(ArchiveDraft.of(ArchiveDraft.layers(scale, norm), 1, 1, 0, 0, 1, 1, 0, 0, 2, 3, 0, 0.5f))
                .graph();

        assertThat(graph.constant("layer1.mean")).contains(Tensor.floats(Shape.of(2), 2, 3));
        assertThat(graph.constant("layer1.var")).contains(Tensor.floats(Shape.of(2), 1, 10));
    }

    @Test
    void doubles_and_halves_are_read_as_floats_and_it_is_said() {
        String configuration =
                ArchiveDraft.layers(ArchiveDraft.layer("misc.ElementWiseMultiplicationLayer", "\"nin\":1,\"nout\":1"));
        byte[] doubles = ArchiveDraft.vector("DOUBLE", 2, out -> {
            out.writeDouble(1.5);
            out.writeDouble(-2);
        });
        byte[] halves = ArchiveDraft.vector("HALF", 2, out -> {
            out.writeShort(0x3e00);
            out.writeShort(0xc000);
        });
        byte[] brains = ArchiveDraft.vector("BFLOAT16", 2, out -> {
            out.writeShort(0x3fc0);
            out.writeShort(0xc000);
        });
        for (byte[] vector : List.of(doubles, halves, brains)) {
            SourceModel model = read(ArchiveDraft.of(configuration).entry(Archive.COEFFICIENTS, vector));

            assertThat(model.graph().constant("layer0.W")).contains(Tensor.floats(Shape.of(1), 1.5f));
            assertThat(model.graph().constant("layer0.b")).contains(Tensor.floats(Shape.of(1), -2));
            assertThat(model.leftOut()).singleElement().asString().contains("they are read as FLOAT");
        }
    }

    @Test
    void the_size_of_pictures_is_found_where_only_one_gives_the_maps_that_are_flattened() {
        assertThat(input(flattened(1))).isEqualTo("input FLOAT N×1×9×8");
        assertThat(input(flattened(2))).isEqualTo("input FLOAT N×1×H×W");
        assertThat(read(flattened(2)).leftOut())
                .containsExactly(
                        "Its configuration does not say the size of its pictures: heights from 15 to 16 and widths"
                                + " from 13 to 14 fit it.");
    }

    /** A 3×3 convolution whose maps of 7×6 are made to vectors. */
    private static ArchiveDraft flattened(int stride) {
        String conv = ArchiveDraft.layer(
                "ConvolutionLayer",
                "\"nin\":1,\"nout\":1,\"kernelSize\":[3,3],\"stride\":[" + stride + "," + stride
                        + "],\"convolutionMode\":\"Strict\"");
        String dense = ArchiveDraft.layer("DenseLayer", "\"nin\":42,\"nout\":2");
        String flat = "\"@class\":\"org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor\"";
        return ArchiveDraft.filled(
                ArchiveDraft.layers(conv, dense)
                        .replace(
                                "\"inputPreProcessors\":{}",
                                "\"inputPreProcessors\":{\"1\":{" + flat
                                        + ",\"inputHeight\":7,\"inputWidth\":6,\"numChannels\":1}}"),
                10 + 86);
    }

    @Test
    void coefficients_without_a_stored_order_stand_in_that_of_hash_tables() {
        // 'deep' reads 'late', so that it comes last although it is named first
        String json = "{\"networkInputs\":[\"in\"],\"networkOutputs\":[\"deep\",\"early\"],\"vertices\":{"
                + vertex("deep") + "," + vertex("early") + "," + vertex("late") + "},\"vertexInputs\":{"
                + "\"deep\":[\"late\"],\"early\":[\"in\"],\"late\":[\"in\"]}}";

        Graph graph = read(ArchiveDraft.of(json, 1, 0, 2, 0, 3, 0)).graph();

        assertThat(graph.constant("early.W")).contains(Tensor.floats(Shape.of(1), 1));
        assertThat(graph.constant("late.W")).contains(Tensor.floats(Shape.of(1), 2));
        assertThat(graph.constant("deep.W")).contains(Tensor.floats(Shape.of(1), 3));
    }

    private static String vertex(String name) {
        return "\"" + name + "\":{\"@class\":\"org.deeplearning4j.nn.conf.graph.LayerVertex\",\"layerConf\":{\"layer\":"
                + ArchiveDraft.layer("misc.ElementWiseMultiplicationLayer", "\"nin\":1,\"nout\":1") + "}}";
    }

    @Test
    void an_archive_is_told_by_the_names_of_its_entries() {
        Path file =
                ArchiveDraft.filled(ArchiveDraft.layers(ArchiveDraft.DENSE), 9).in(folder);

        assertThat(Dl4jFormat.INSTANCE.isOf(FileHead.of(file))).isTrue();
        assertThat(Dl4jFormat.INSTANCE.isOf(FileHead.of("PK".getBytes(StandardCharsets.UTF_8))))
                .isFalse();
        assertThat(Dl4jFormat.INSTANCE.name()).isEqualTo("Deeplearning4j");
    }

    private SourceModel read(ArchiveDraft archive) {
        return Dl4jFormat.INSTANCE.read(archive.in(folder), ReadOptions.by(RuntimeShapes.NONE));
    }

    private String input(ArchiveDraft archive) {
        return read(archive).graph().inputs().get(0).toString();
    }
}
