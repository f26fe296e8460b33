package dev.coppice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.onnx.HalfWeights;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.parity.OutputSource;
import dev.coppice.export.parity.RandomInputs;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.SettingNames;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import dev.coppice.models.onnx.ModelMetadata;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.zoo.Zoo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxExporterTest {
    private static final Provenance PROVENANCE = Provenance.of("{\"edits\":[]}", 7, "cafe");

    @TempDir
    Path folder;

    @Test
    void stores_weights_in_half_precision_and_says_what_that_changes() {
        Network network = Zoo.street();
        Path whole = folder.resolve("whole.onnx");
        Path half = folder.resolve("half.onnx");
        long bytes = OnnxExporter.export(network, PROVENANCE, whole, check(network), OnnxForm.USUAL)
                .bytes();

        ExportedModel exported = OnnxExporter.export(
                network, PROVENANCE, half, check(network), OnnxForm.USUAL.at(13).halved());

        assertThat(exported.bytes()).isLessThan((long) (0.6 * bytes));
        assertThat(exported.parity().maxRel()).isLessThan(ParityCheck.TOLERANCE);
        assertThat(exported.rounding().orElseThrow().maxRel()).isBetween(1e-5, 1e-2);
        assertThat(exported.roundingWords().orElseThrow()).startsWith("Weights are stored in half precision");
        assertThat(OnnxReader.read(half).hash())
                .isEqualTo(HalfWeights.rounded(network.graph()).hash());
    }

    @Test
    void a_weight_beyond_the_range_of_halves_stays_as_it_is() {
        Network network = NetworkBuilder.small().conv("y", "image", 2).to("y");
        float[] values = network.graph().constant("y.weight").orElseThrow().toFloats();
        values[0] = 70_000;
        Network large = network.with(network.graph()
                .withConstants(Map.of(
                        "y.weight",
                        Tensor.floats(
                                network.graph()
                                        .constant("y.weight")
                                        .orElseThrow()
                                        .shape(),
                                values))));

        assertThat(HalfWeights.rounded(large.graph()).hash())
                .isEqualTo(large.graph().hash());
    }

    @Test
    void writes_a_file_that_carries_its_card_and_provenance() throws IOException {
        Network network = network();
        Path target = folder.resolve("small.onnx");

        ExportedModel exported = OnnxExporter.export(network, PROVENANCE, target, check(network), OnnxForm.USUAL);

        assertThat(exported.parity().maxAbs()).isZero();
        assertThat(exported.bytes()).isEqualTo(Files.size(target));
        assertThat(OnnxReader.read(target).hash()).isEqualTo(network.graph().hash());
        assertThat(OnnxReader.readNetwork(target).card()).isEqualTo(network.card());
        Files.delete(CardFile.beside(target));
        assertThat(OnnxReader.readNetwork(target).card()).isEqualTo(network.card());
        assertThat(files()).containsExactly("small.onnx");
    }

    @Test
    void keeps_what_the_source_says_of_itself() {
        Network network = network();
        ModelMetadata source = new ModelMetadata(
                "a document",
                "of the graph",
                "org.example",
                3,
                new TreeMap<>(Map.of("names", "{0: 'sky'}", "stride", "32", OnnxExporter.PROVENANCE_KEY, "old")));
        Path target = folder.resolve("small.onnx");

        OnnxExporter.export(network, PROVENANCE.from(source), target, check(network), OnnxForm.USUAL);

        ModelMetadata written = ModelMetadata.read(target);
        assertThat(written.entries())
                .containsEntry("names", "{0: 'sky'}")
                .containsEntry("stride", "32")
                .containsEntry(OnnxExporter.PROVENANCE_KEY, PROVENANCE.json())
                .containsKey(CardFile.KEY);
        assertThat(written.with(source.entries()))
                .isEqualTo(source.with(written.entries()).with(source.entries()));
    }

    @Test
    void writes_the_same_bytes_again() throws IOException {
        Network network = network();
        Path first = folder.resolve("a.onnx");
        Path second = folder.resolve("b.onnx");

        OnnxExporter.export(network, PROVENANCE, first, check(network), OnnxForm.USUAL);
        OnnxExporter.export(network, PROVENANCE, second, check(network), OnnxForm.USUAL);

        assertThat(first).hasSameBinaryContentAs(second);
    }

    @Test
    void leaves_nothing_behind_where_the_outputs_differ() throws IOException {
        Network network = network();
        OutputSource zeros = input -> Map.of("y", Tensor.floats(Shape.of(1, 2, 2, 2), new float[8]));
        ParityCheck check = new ParityCheck(zeros, RandomInputs.of(network, 1, 1));

        assertThatThrownBy(
                        () -> OnnxExporter.export(network, PROVENANCE, folder.resolve("x.onnx"), check, OnnxForm.USUAL))
                .isInstanceOf(ParityException.class)
                .hasMessageContaining(
                        "x.onnx' differs from the network it was made of, over 1 inputs, tolerance 1.0E-4: y: max")
                .hasMessageContaining("Nothing was written.");
        assertThat(files()).isEmpty();
    }

    @Test
    void leaves_nothing_behind_where_nothing_can_be_compared() throws IOException {
        Network network = network(1, Float.NaN);

        assertThatThrownBy(() -> OnnxExporter.export(
                        network, PROVENANCE, folder.resolve("x.onnx"), check(network), OnnxForm.USUAL))
                .isInstanceOf(ParityException.class)
                .hasMessageContaining(
                        "Nothing was written. A network that overflows on random inputs needs inputs that suit")
                .asInstanceOf(InstanceOfAssertFactories.type(ParityException.class))
                .satisfies(e -> assertThat(e.report().unproven()).isPositive())
                .satisfies(e -> assertThat(e.told(SettingNames.OWN)).isEqualTo(e.getMessage()));
        assertThat(files()).isEmpty();
    }

    @Test
    void names_the_file_in_a_folder_that_is_not_there() {
        Network network = network();
        Path target = folder.resolve("missing").resolve("x.onnx");

        assertThatThrownBy(() -> OnnxExporter.export(network, PROVENANCE, target, check(network), OnnxForm.USUAL))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot write '" + target + "'");
    }

    @Test
    void leaves_nothing_behind_where_the_final_name_cannot_be_taken() throws IOException {
        Network network = network();
        Path target = Files.createDirectories(folder.resolve("x.onnx"));
        Files.createFile(target.resolve("in the way"));

        assertThatThrownBy(() -> OnnxExporter.export(network, PROVENANCE, target, check(network), OnnxForm.USUAL))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot write '" + target + "'");
        assertThat(files()).doesNotContain(".x.onnx.part", ".x.json.part");
    }

    @Test
    void leaves_nothing_behind_on_a_full_disk() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).as("a device that is always full").matches(Files::exists);
        Network network = network();
        Path target = folder.resolve("x.onnx");
        Files.createSymbolicLink(folder.resolve(".x.onnx.part"), full);

        assertThatThrownBy(() -> OnnxExporter.export(network, PROVENANCE, target, check(network), OnnxForm.USUAL))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("Cannot write '" + target + "': no space left on device");
        assertThat(files()).isEmpty();
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private static ParityCheck check(Network network) {
        OnnxSession session = OnnxSession.open(OnnxWriter.bytes(network), "reference");
        return new ParityCheck(session::run, RandomInputs.of(network, 2, 1));
    }

    private static Network network() {
        return network(1, -2);
    }

    private static Network network(float... weights) {
        List<Dimension> axes = List.of(Dimension.open("N"), Dimension.of(1), Dimension.of(2), Dimension.of(2));
        Graph graph = new Graph(
                "small",
                List.of(new TensorInfo("x", ElementType.FLOAT, axes)),
                List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                List.of(Node.of("Conv", "y", Attributes.NONE, "x", "w")),
                Map.of("w", Tensor.floats(Shape.of(2, 1, 1, 1), weights)));
        InputSpec input = new InputSpec("x", List.of(2, 2), ChannelOrder.RGB, List.of(100.0), List.of(50.0));
        return new Network(
                graph, new NetworkCard("small", input, new OutputSpec("y", OutputKind.LOGITS), List.of("a", "b")));
    }
}
