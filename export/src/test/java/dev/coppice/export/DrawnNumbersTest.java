package dev.coppice.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.parity.Parity;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that draw random numbers: no two runs agree, and all but what is drawn is compared all the same. */
class DrawnNumbersTest {
    private static final Tensor IMAGE = Normal.tensor(5, Shape.of(1, 3, 8, 8));

    @TempDir
    private Path folder;

    private static NetworkBuilder noisy() {
        return NetworkBuilder.small()
                .conv("a", NetworkBuilder.IMAGE, 4)
                .node("RandomNormalLike", "noise", Attributes.NONE.with("mean", 2f), "a")
                .node(
                        "RandomUniform",
                        "level",
                        Attributes.NONE.with("shape", 1, 4, 1, 1).with("high", 3f))
                .node("Mul", "louder", "a", "level")
                .node("Add", "both", "louder", "noise")
                .conv("logits", "both", 2, 1);
    }

    private static float[] run(Network network, String output) {
        try (OnnxSession session = OnnxSession.open(OnnxSource.of(network))) {
            return session.run(IMAGE, output).toFloats();
        }
    }

    /** What the runtime computes for an operator that draws, where its input is the largest value of each channel. */
    private static float[] instead(String op, Attributes attributes) {
        Network network = NetworkBuilder.small()
                .integers("row", 1, 3)
                .node("GlobalMaxPool", "most", NetworkBuilder.IMAGE)
                .node("Reshape", "largest", "most", "row")
                .node("Sigmoid", "chance", "largest")
                .node(op, "drawn", attributes, op.equals("RandomNormal") ? new String[0] : new String[] {"chance"})
                .node("Cast", "y", Attributes.NONE.with("to", ElementType.FLOAT.code()), "drawn")
                .to("y");
        return run(network, "y");
    }

    @Test
    void every_drawn_number_is_its_mean_and_every_drawn_class_the_likeliest() {
        float[] values = IMAGE.toFloats();
        float[] most = {values[0], values[64], values[128]};
        for (int i = 0; i < values.length; i++) {
            most[i / 64] = Math.max(most[i / 64], values[i]);
        }
        int likeliest = most[0] > Math.max(most[1], most[2]) ? 0 : most[1] > most[2] ? 1 : 2;

        assertThat(instead("RandomNormalLike", Attributes.NONE.with("mean", 2f)))
                .containsExactly(2, 2, 2);
        assertThat(instead("RandomUniformLike", Attributes.NONE.with("low", 1f).with("high", 4f)))
                .containsExactly(2.5f, 2.5f, 2.5f);
        assertThat(instead("RandomNormal", Attributes.NONE.with("shape", 1, 2))).containsExactly(0, 0);
        assertThat(instead("Bernoulli", Attributes.NONE)).containsExactly(1, 1, 1);
        assertThat(instead("Multinomial", Attributes.NONE.with("sample_size", 2)))
                .containsExactly(likeliest, likeliest);
    }

    @Test
    void a_written_file_draws_and_its_rest_is_compared_exactly() {
        Network network = noisy().to("logits");
        Path target = folder.resolve("noisy.onnx");
        OnnxSource source = OnnxSource.of(network);
        try (OnnxSession session = OnnxSession.open(source)) {
            ParityCheck check = new ParityCheck(session::run, List.of(IMAGE), ParityCheck.SAME_RUNTIME);

            ExportedModel exported =
                    OnnxExporter.export(network, Provenance.of("{}", 1, "cafe"), target, check, OnnxForm.USUAL);

            assertThat(exported.parity().maxRel()).isLessThan(ParityCheck.SAME_RUNTIME);
            assertThat(exported.parity().roundings()).isEmpty();
        }
        assertThat(OnnxReader.read(target).nodes())
                .extracting(node -> node.op())
                .contains("RandomNormalLike");
        assertThat(OnnxSource.file(target, network).standsIn())
                .contains(
                        "'noise' (RandomNormalLike) and 1 more draw random numbers, and no two runs of it agree; all the"
                                + " rest was compared with their mean in place");
        try (OnnxSession drawing = OnnxSession.open(target)) {
            assertThat(Parity.compare(drawing::run, drawing::run, List.of(IMAGE))
                            .maxRel())
                    .isGreaterThan(0.01);
        }
    }
}
