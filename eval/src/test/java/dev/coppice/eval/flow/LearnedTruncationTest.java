package dev.coppice.eval.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.cutoff.CutoffLearning;
import dev.coppice.compress.cutoff.LearnedTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanFile;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Resampling;
import dev.coppice.samediff.train.BatchNormMode;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingLength;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole flow with a learned limit, on a small U-Net of the zoo with batch normalisations. */
class LearnedTruncationTest {
    private static final Network NETWORK = TinyStreets.unet(4, 8);
    private static final LearnedTruncation LEARNED = new LearnedTruncation(new Region.All(), Resampling.AREA, 100);

    @TempDir
    private Path out;

    private CompressionRequest request() {
        return CompressionRequest.of(NETWORK, TinyStreets.usual(), out)
                .with(LEARNED)
                .withLearning(new TrainingLength.Steps(2))
                .withRetraining(RetrainOptions.defaults().with(o -> o.batch(2)))
                .withEpochs(1);
    }

    /** The flow itself compares ONNX Runtime with SameDiff before it writes. */
    @Test
    void the_limit_is_learned_frozen_retrained_and_written_and_the_plan_replays_on_the_original() {
        CompressionRequest request = request()
                .with(new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY));

        CompressionResult result = CompressionFlow.compress(request);

        CompressionPlan plan = PlanFile.read(out.resolve(CompressionFlow.PLAN));
        assertThat(plan).isEqualTo(result.plan());
        assertThat(plan.steps()).hasAtLeastOneElementOfType(PlanStep.InsertResample.class);
        assertThat(plan.steps().get(plan.steps().size() - 1)).isInstanceOf(PlanStep.CutChannels.class);
        assertThat(plan.decisions())
                .filteredOn(d -> d.pass().equals("learned"))
                .singleElement()
                .matches(Decision::changed)
                .extracting(Decision::reason)
                .asString()
                .startsWith("cut-offs learned from 1.000x1.000 to ");
        Network replayed = PlanRewriter.rewrite(NETWORK, plan);
        assertThat(Cost.of(replayed)).isEqualTo(Cost.of(result.network()));
        assertThat(Cost.of(replayed).macs()).isLessThan(Cost.of(NETWORK).macs() / 2);
        assertThat(result.report().parity()).isPresent();
        assertThat(result.report().training().orElseThrow().steps()).isEqualTo(4);
    }

    @Test
    void what_is_in_training_is_never_written() {
        Network soft = CutoffLearning.of(NETWORK, LEARNED).softened();

        assertThatThrownBy(() -> OnnxWriter.bytes(soft))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("freeze them to a truncation before it is written");
    }

    @Test
    void folding_normalisations_away_is_refused() {
        CompressionRequest folding =
                request().withRetraining(RetrainOptions.defaults().with(o -> o.batchNorm(BatchNormMode.KEPT)));

        assertThatThrownBy(() -> CompressionFlow.compress(folding))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Use mode 'batch'");
    }

    @Test
    void learning_for_no_time_is_refused() {
        CompressionRequest request = request();

        assertThatThrownBy(() -> request.withLearning(new TrainingLength.Epochs(0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Cut-offs are to be learned in 0 epochs or steps; give at least 1.");
    }
}
