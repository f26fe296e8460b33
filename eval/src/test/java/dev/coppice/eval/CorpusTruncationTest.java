package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.LowPass;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.kit.SharedCorpus;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every architecture of the shared corpus, truncated at 1/2. It runs as before with fewer MACs, or the plan says why not. */
class CorpusTruncationTest {
    private static final Grid HALF = new Grid(1, 2);

    @ParameterizedTest
    @MethodSource("dev.coppice.models.kit.SharedCorpus#names")
    void runs_as_before_on_fewer_macs_or_says_why_not(String model) {
        Path file = SharedCorpus.file(model);
        assumeThat(file).as("shared corpus").matches(Files::exists);
        Network network = CorpusModel.read(file, 1);

        check(network, new GridTruncation(HALF, new Region.All(), Resampling.AREA));
        GridTruncation decoder = new GridTruncation(HALF, new Region.Decoder(), Resampling.AREA);
        if (new Region.Decoder().nodes(network, network.shapes(1)).isEmpty()) {
            assertThatThrownBy(() -> decoder.plan(network))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("has no upsampling");
        } else {
            check(network, decoder);
        }
    }

    private static void check(Network network, GridTruncation truncation) {
        CompressionPlan plan = truncation.plan(network);

        assertThat(plan.decisions()).isNotEmpty();
        assertThat(plan.decisions()).extracting(Decision::reason).doesNotContain("");
        if (plan.steps().isEmpty()) {
            assertThat(plan.decisions().get(0).reason())
                    .containsAnyOf(
                            "no contraction inside can be made cheaper",
                            "no contraction stands inside",
                            "MACs would not fall");
            return;
        }
        Network truncated = PlanRewriter.rewrite(network, plan);
        assertThat(Cost.of(truncated).macs()).isLessThan(Cost.of(network).macs());
        assertThat(truncation.plan(truncated).steps()).as("planned again").isEmpty();
        plan.steps().forEach(step -> checkDilation(step, network, truncated));
        runs(truncated, network);
        runs(LowPass.of(network, truncation).applied(network), network);
    }

    /** Checks dilation' = max(1, round(d · new / old)), where new and old are the samples of the map it reads. */
    private static void checkDilation(PlanStep step, Network before, Network after) {
        if (!(step instanceof PlanStep.SetWindow window)
                || !before.graph().node(window.node()).is("Conv")) {
            return;
        }
        Node conv = before.graph().node(window.node());
        int[] dilations = conv.attributes().integers("dilations", 1, 1);
        for (int axis = 0; axis < 2; axis++) {
            double old = before.shapes(1).of(conv.input(0)).size(2 + axis);
            double now = after.shapes(1)
                    .of(after.graph().node(window.node()).input(0))
                    .size(2 + axis);
            assertThat(window.dilations().get(axis))
                    .isEqualTo((int) Math.max(1, Math.round(dilations[axis] * now / old)));
        }
    }

    private static void runs(Network network, Network original) {
        String output = original.card().output().name();
        try (OnnxSession session = OnnxSession.open(OnnxWriter.bytes(network), "truncated")) {
            Tensor y = session.run(Normal.tensor(3, original.inputShape(1)), output);
            assertThat(y.shape()).isEqualTo(original.shapes(1).of(output));
            for (float value : y.toFloats()) {
                assertThat(value).isFinite();
            }
        }
    }
}
