package dev.coppice.eval.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.SameDiffNetworks;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;

/** SameDiff graphs of users that are cut twice. */
class SameDiffRewriteTest {
    private static final NetworkCard CARD = NetworkCard.unknown("net", "image", Shape.of(1, 3, 8, 12), "logits");

    @Test
    void a_channels_last_graph_is_pruned_twice_and_keeps_names_and_order() {
        SameDiff sd = channelsLast();
        INDArray x = Nd4j.rand(DataType.FLOAT, 2, 8, 12, 3);

        SameDiff once = pruned(sd);
        SameDiff twice = pruned(once);

        assertThat(shapes(sd, x)).containsExactly(List.of(2L, 8L, 12L, 16L), List.of(2L, 8L, 12L, 4L));
        assertThat(shapes(once, x)).containsExactly(List.of(2L, 8L, 12L, 8L), List.of(2L, 8L, 12L, 4L));
        assertThat(shapes(twice, x)).containsExactly(List.of(2L, 8L, 12L, 4L), List.of(2L, 8L, 12L, 4L));
        assertThat(twice.getVariable("stem.b").getArr().shape()).containsExactly(4);
    }

    private static SameDiff pruned(SameDiff sd) {
        ChannelPruning pruning =
                new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY);
        return SameDiffNetworks.rewrite(sd, CARD, network -> PlanRewriter.rewrite(network, pruning.plan(network)));
    }

    private static List<List<Long>> shapes(SameDiff sd, INDArray x) {
        return List.of("stem", "logits").stream()
                .map(name -> sd.outputSingle(Map.of("image", x), name))
                .map(array -> Arrays.stream(array.shape()).boxed().toList())
                .toList();
    }

    private static SameDiff channelsLast() {
        SameDiff sd = SameDiff.create();
        SDVariable x = sd.placeHolder("image", DataType.FLOAT, -1, 8, 12, 3);
        SDVariable stem =
                sd.cnn().conv2d("stem", x, weights(sd, "stem.w", 3, 3, 3, 16), weights(sd, "stem.b", 16), config(3));
        SDVariable act = sd.nn().relu("act", stem, 0);
        sd.cnn().conv2d("logits", act, weights(sd, "head.w", 1, 1, 16, 4), config(1));
        return sd;
    }

    private static Conv2DConfig config(int kernel) {
        return Conv2DConfig.builder()
                .kH(kernel)
                .kW(kernel)
                .paddingMode(PaddingMode.SAME)
                .dataFormat("NHWC")
                .build();
    }

    private static SDVariable weights(SameDiff sd, String name, long... shape) {
        return sd.var(name, Nd4j.randn(DataType.FLOAT, shape));
    }
}
