package dev.coppice.eval.flow;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.rewrite.KeptChannels;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.BatchNormMode;
import dev.coppice.samediff.train.MapStatistics;
import dev.coppice.samediff.train.Retrainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network without normalisations, half of whose channels are cut. */
class RestoredStatisticsTest {
    /** Single precision, in per cent. */
    private static final double CLOSE = 0.01;

    private final TinyStreets data = new TinyStreets(List.of("class 0", "class 1"), List.of("train", "val"));
    private final Network network = NetworkBuilder.initialised(Shape.of(1, 3, TinyStreets.SIZE, TinyStreets.SIZE), 1)
            .conv("a", IMAGE, 8)
            .node("Relu", "ra", "a")
            .conv("b", "ra", 8)
            .node("Relu", "rb", "b")
            .conv("logits", "rb", 2)
            .to("logits");

    private CompressionRequest request(Path out) {
        return CompressionRequest.of(network, data, out)
                .with(new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY))
                .withoutLatency();
    }

    @Test
    void every_channel_that_is_left_has_the_mean_and_variance_from_before_the_cut(@TempDir Path out) {
        CompressionRequest request = request(out).withEpochs(0);

        CompressionResult result = CompressionFlow.compress(request);

        Retrainer retrainer = new Retrainer(request.retraining());
        Map<String, MapStatistics.Moments> before = retrainer
                .statistics(network, data)
                .of(KeptChannels.of(network.graph(), result.plan().steps()))
                .moments();
        Map<String, MapStatistics.Moments> after =
                retrainer.statistics(result.network(), data).moments();
        assertThat(after).containsOnlyKeys("a", "b");
        after.forEach((name, moments) -> {
            MapStatistics.Moments former = Objects.requireNonNull(before.get(name));
            assertClose(moments.mean(), former.mean());
            assertClose(moments.variance(), former.variance());
        });
        assertThat(result.report().notes()).anyMatch(note -> note.contains("has no normalisations"));
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSize(4);
        for (int c = 0; c < actual.length; c++) {
            assertThat(actual[c]).as("channel " + c).isCloseTo(expected[c], withinPercentage(CLOSE));
        }
    }

    @Test
    void kept_weights_are_those_of_the_cut(@TempDir Path out) {
        CompressionRequest request = request(out).withEpochs(0);
        CompressionResult result = CompressionFlow.compress(
                request.withRetraining(request.retraining().with(changes -> changes.batchNorm(BatchNormMode.KEPT))));

        assertThat(result.network().graph().hash())
                .isEqualTo(PlanRewriter.rewrite(network, result.plan()).graph().hash());
    }

    @Test
    void training_leaves_no_normalisation_behind(@TempDir Path out) {
        CompressionResult result = CompressionFlow.compress(request(out).withEpochs(1));

        Network cut = PlanRewriter.rewrite(network, result.plan());
        assertThat(result.network().graph().nodes()).isEqualTo(cut.graph().nodes());
        assertThat(result.network().graph().hash()).isNotEqualTo(cut.graph().hash());
    }
}
