package dev.coppice.samediff.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.batch.Augmentation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Weights of half precision are trained in single precision, and come back as they went in. */
@Tag("program")
class HalfPrecisionTest {
    private static final TinyTask TASK = new TinyTask(8);

    @ParameterizedTest
    @EnumSource
    void weights_are_trained_and_stay_halves(BatchNormMode mode) {
        Network start = halved(TinyTask.network(1));
        RetrainOptions options = RetrainOptions.fromScratch().with(o -> o.length(new TrainingLength.Steps(20))
                .batch(4)
                .batchNorm(mode)
                .augmentation(Augmentation.NONE));

        MemoryStore store = MemoryStore.empty();
        Checkpoints checkpoints = new Checkpoints(Optional.of(store), Duration.ZERO, "test", false);
        Retrainer retrainer =
                new Retrainer(options, Progress.SILENT, new Cancellation(), WeightChange.NONE, checkpoints);
        Evaluator rising = new RisingEvaluator();
        RetrainResult result = retrainer.retrain(start, Optional.empty(), TASK, rising);
        RetrainResult resumed = retrainer.retrain(start, Optional.empty(), TASK, rising);

        assertThat(resumed.network().graph().hash())
                .isEqualTo(result.network().graph().hash());
        Map<String, Tensor> after = result.network().graph().constants();
        assertThat(after.values())
                .filteredOn(tensor -> tensor.type().isFloating())
                .allMatch(tensor -> tensor.type() == ElementType.FLOAT16);
        assertThat(after.get("logits.weight"))
                .isNotEqualTo(start.graph().constants().get("logits.weight"));
        assertThat(result.curve()).hasSizeGreaterThan(1);
    }

    private static Network halved(Network network) {
        List<GraphEdit> edits = new ArrayList<>();
        network.graph().constants().forEach((name, tensor) -> {
            if (tensor.type() == ElementType.FLOAT) {
                edits.add(new GraphEdit.PutConstant(name, Tensor.halves(tensor.shape(), tensor.toFloats())));
            }
        });
        return network.with(GraphRewriter.apply(network.graph(), edits));
    }
}
