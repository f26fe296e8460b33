package dev.coppice.models.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.graph.fold.BatchNormFolding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives of changed networks, read again. Deeplearning4j itself restores them in the tests of eval. */
class ChangedArchiveTest {
    private static final String NORM =
            ArchiveDraft.layer("BatchNormalization", "\"nin\":3,\"nout\":3,\"useLogStd\":true,\"eps\":0.001");
    private static final String DEPTHWISE = ArchiveDraft.layer(
            "DepthwiseConvolution2D", "\"nin\":2,\"nout\":4,\"depthMultiplier\":2,\"kernelSize\":[1,1]");

    @TempDir
    Path folder;

    static Stream<String> layers() {
        return Dl4jFormatTest.layers();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void every_layer_is_written_as_it_was_read(String line) {
        List<String> parts = Arrays.asList(line.split("\t"));
        Path source = ArchiveDraft.filled(parts.get(3), Integer.parseInt(parts.get(1)))
                .in(folder);
        Graph read = Dl4jReader.read(source).graph();

        Graph again = written(read, source);

        assertThat(again.nodes()).isEqualTo(read.nodes());
        read.constants().forEach((name, tensor) -> {
            if (tensor.type().isFloating()) {
                double[] values = again.constant(name).orElseThrow().toDoubles();
                for (int i = 0; i < values.length; i++) {
                    assertThat(values[i]).isCloseTo(tensor.toDoubles()[i], within(1e-5));
                }
            }
        });
    }

    @Test
    void fewer_channels_are_fewer_inputs_and_outputs() {
        String second = ArchiveDraft.layer("DenseLayer", "\"nin\":3,\"nout\":2");
        Path source = ArchiveDraft.filled(ArchiveDraft.layers(ArchiveDraft.DENSE, second), 17)
                .in(folder);
        Graph read = Dl4jReader.read(source).graph();
        Graph cut = read.withConstants(Map.of(
                "layer0.W", read.constant("layer0.W").orElseThrow().select(0, 0, 2),
                "layer0.b", read.constant("layer0.b").orElseThrow().select(0, 0, 2),
                "layer1.W", read.constant("layer1.W").orElseThrow().select(1, 0, 2)));

        Graph again = written(cut, source);

        assertThat(again.constants()).isEqualTo(cut.constants());
    }

    @Test
    void filters_of_a_depthwise_convolution_change_its_multiplier() {
        Path source = ArchiveDraft.filled(ArchiveDraft.layers(DEPTHWISE), 8).in(folder);
        Graph read = Dl4jReader.read(source).graph();
        Graph cut = read.withConstants(Map.of(
                "layer0.W", read.constant("layer0.W").orElseThrow().select(0, 0, 2),
                "layer0.b", read.constant("layer0.b").orElseThrow().select(0, 0, 2)));

        assertThat(written(cut, source).constants()).isEqualTo(cut.constants());
    }

    @Test
    void a_folded_normalisation_becomes_one_that_changes_nothing_and_gives_the_layer_a_bias() {
        String dense = ArchiveDraft.layer("DenseLayer", "\"nin\":2,\"nout\":3,\"hasBias\":false");
        Path source = ArchiveDraft.filled(ArchiveDraft.layers(dense, NORM), 18).in(folder);
        Graph read = Dl4jReader.read(source).graph();
        Graph folded = GraphRewriter.apply(read, BatchNormFolding.fold(read));

        Graph again = written(folded, source);

        assertThat(again.constant("layer0.b")).isPresent();
        assertThat(again.constant("layer1.gamma")).contains(Tensor.floats(Shape.of(3), 1, 1, 1));
        assertThat(again.constant("layer1.var").orElseThrow().toFloats()[0]).isCloseTo(0.999f, within(1e-6f));
    }

    @Test
    void centres_that_fit_stay_and_others_start_at_zero() {
        String loss = ArchiveDraft.layer("CenterLossOutputLayer", "\"nin\":3,\"nout\":2");
        Path source = ArchiveDraft.filled(ArchiveDraft.layers(ArchiveDraft.DENSE, loss), 23)
                .in(folder);
        Graph read = Dl4jReader.read(source).graph();
        Graph cut = read.withConstants(Map.of(
                "layer0.W", read.constant("layer0.W").orElseThrow().select(0, 1),
                "layer0.b", read.constant("layer0.b").orElseThrow().select(0, 1),
                "layer1.W", read.constant("layer1.W").orElseThrow().select(1, 1)));

        assertThat(last(Dl4jWriter.archive(read, source))).isCloseTo(23f / 24, within(1e-6f));
        assertThat(last(Dl4jWriter.archive(cut, source))).isZero();
    }

    /** The last coefficient of an archive. */
    private float last(byte... archive) {
        Path file = put(archive);
        try (Archive read = Archive.open(file)) {
            byte[] bytes = read.coefficients().readAllBytes();
            return ByteBuffer.wrap(bytes).getFloat(bytes.length - Float.BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_same_network_gives_the_same_bytes() {
        Path source =
                ArchiveDraft.filled(ArchiveDraft.layers(ArchiveDraft.DENSE), 9).in(folder);
        Graph read = Dl4jReader.read(source).graph();

        assertThat(Dl4jWriter.archive(read, source)).isEqualTo(Dl4jWriter.archive(read, source));
    }

    @Test
    void what_layers_cannot_say_is_refused() {
        Path source =
                ArchiveDraft.filled(ArchiveDraft.layers(ArchiveDraft.DENSE), 9).in(folder);
        Graph read = Dl4jReader.read(source).graph();
        Graph gone = new Graph(
                "net",
                read.inputs(),
                read.outputs(),
                List.of(Node.of("Relu", "layer0", Attributes.NONE, "input")),
                Map.of());
        Graph more = GraphRewriter.apply(
                read,
                List.of(
                        new GraphEdit.RenameTensor("layer0", "layer0", "before"),
                        new GraphEdit.AddNode(
                                new Node("more", "", "Relu", List.of("before"), List.of("layer0"), Attributes.NONE))));
        Graph two = GraphRewriter.apply(
                more,
                List.of(new GraphEdit.DeclareOutputs(List.of(
                        more.outputs().get(0),
                        new TensorInfo("before", more.outputs().get(0).type(), List.of())))));
        Graph other = read.withConstants(Map.of("layer0.b", Tensor.floats(Shape.of(1, 3), 0, 0, 0)));

        refused(gone, source, "the network no longer has 'layer0.W'");
        refused(more, source, "node 'more' (Relu) has no counterpart there, where 'layer0' (Gemm) stands");
        refused(two, source, "it has 2 outputs, expected 1");
        refused(other, source, "'layer0.b' is 1×3 in the network, and its configuration takes 3");
    }

    private static void refused(Graph changed, Path source, String why) {
        assertThatThrownBy(() -> Dl4jWriter.archive(changed, source))
                .isExactlyInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot be written as layers of Deeplearning4j")
                .hasMessageContaining(why);
    }

    private Graph written(Graph changed, Path source) {
        return Dl4jReader.read(put(Dl4jWriter.archive(changed, source))).graph();
    }

    private Path put(byte... archive) {
        try {
            return Files.write(folder.resolve("written.zip"), archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
