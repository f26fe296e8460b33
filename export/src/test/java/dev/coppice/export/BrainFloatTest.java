package dev.coppice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.form.SinglePrecision;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks in bfloat16 are written as they came and run in single precision, which holds all their numbers. */
class BrainFloatTest {
    private static final Provenance PROVENANCE = Provenance.of("{}", 1, "cafe");

    @TempDir
    private Path folder;

    private static Network network() {
        Network network = NetworkBuilder.small()
                .node("Cast", "x", Attributes.NONE.with("to", ElementType.BFLOAT16.code()), NetworkBuilder.IMAGE)
                .constant("w", Normal.tensor(3, Shape.of(4, 3, 3, 3)))
                .node("Conv", "c", Attributes.NONE.with("pads", 1, 1, 1, 1), "x", "w")
                .node("Cast", "y", Attributes.NONE.with("to", 1), "c")
                .to("y");
        Graph graph = network.graph();
        Map<String, Tensor> brains = new TreeMap<>();
        graph.constants()
                .forEach((name, t) -> brains.put(name, Tensor.reals(ElementType.BFLOAT16, t.shape(), t.toFloats())));
        return network.with(graph.withConstants(brains));
    }

    @Test
    void a_network_is_written_in_its_type_and_computes_what_single_precision_does() throws IOException {
        Network network = network();
        Path target = folder.resolve("b.onnx");
        Tensor image = Normal.tensor(5, Shape.of(1, 3, 8, 8));
        assertThat(SinglePrecision.runs(network.graph())).isFalse();
        Network single = network.with(SinglePrecision.of(network.graph()));
        try (OnnxSession session = OnnxSession.open(OnnxSource.of(single))) {
            ParityCheck check = new ParityCheck(session::run, List.of(image), ParityCheck.SAME_RUNTIME);

            ExportedModel exported = OnnxExporter.export(network, PROVENANCE, target, check, OnnxForm.USUAL);

            assertThat(exported.parity().maxRel()).isLessThan(ParityCheck.SAME_RUNTIME);
        }
        OnnxMl.ModelProto written = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(target));
        assertThat(written.getOpsetImport(0).getVersion()).isEqualTo(22);
        assertThat(written.getGraph().getInitializer(0).getDataType())
                .isEqualTo(OnnxMl.TensorProto.DataType.BFLOAT16_VALUE);
        assertThat(OnnxReader.read(target).constants())
                .isEqualTo(network.graph().constants());
    }

    @Test
    void an_opset_without_operators_on_the_type_is_refused() {
        Network network = network();

        assertThatThrownBy(() -> OnnxExporter.require(network, OnnxForm.USUAL.at(18)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("operators take since opset 22 (bfloat16)");
    }

    @Test
    void numbers_are_rounded_to_the_nearest_and_ties_to_even() {
        float half = Math.scalb(1, -8);
        Tensor tensor = Tensor.reals(
                ElementType.BFLOAT16, Shape.of(5), 1 + half, 1 + 3 * half, 1 + half * 1.01f, -3.5f, Float.NaN);

        assertThat(tensor.toFloats()).containsExactly(1, 1 + 4 * half, 1 + 2 * half, -3.5f, Float.NaN);
    }
}
