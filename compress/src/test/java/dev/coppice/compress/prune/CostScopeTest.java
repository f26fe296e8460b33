package dev.coppice.compress.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scope cost: what a layer loses is in proportion to the cost of its channels. */
class CostScopeTest {
    private static final Network NETWORK = truncated(Zoo.street());

    private static Network truncated(Network network) {
        GridTruncation truncation = new GridTruncation(Grid.parse("1/8"), new Region.Decoder(), Resampling.AREA);
        return PlanRewriter.rewrite(network, truncation.plan(network));
    }

    private static ChannelPruning pruning(double ratio, PruningScope scope) {
        return new ChannelPruning(new PruningRatio(ratio), scope, new L1Norm(), ChannelWidths.ANY);
    }

    private record Loss(String layer, int channels, double share, double hanging) {}

    /** The losses of all layers, each with the MACs of half its channels. */
    private static List<Loss> losses(double ratio) {
        Network pruned =
                PlanRewriter.rewrite(NETWORK, pruning(ratio, PruningScope.COST).plan(NETWORK));
        LayerCuts alone = LayerCuts.of(NETWORK, pruning(ratio, PruningScope.COST));
        List<Loss> losses = new ArrayList<>();
        for (PruningReach.LayerReach layer : PruningReach.of(NETWORK, pruned).layers()) {
            ChannelGroup group = alone.groups().stream()
                    .filter(f -> f.name().equals(layer.layer()))
                    .findFirst()
                    .orElseThrow();
            if (alone.reason(group).isEmpty()) {
                Network half = PlanRewriter.rewrite(
                        NETWORK, alone.cut(group, new PruningRatio(0.5)).plan());
                long hanging = Cost.of(NETWORK).macs() - Cost.of(half).macs();
                losses.add(new Loss(layer.layer(), layer.before(), layer.share(), hanging));
            }
        }
        return losses;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.2, 0.3})
    void shares_are_in_proportion_to_the_macs_that_go_with_a_layer(double ratio) {
        List<Loss> losses = losses(ratio);

        Loss most = losses.stream()
                .max((a, b) -> Double.compare(a.hanging, b.hanging))
                .orElseThrow();
        assertThat(most.share).isLessThan(0.9);
        for (Loss loss : losses) {
            double rounding = 0.5 / loss.channels + 0.5 / most.channels + 1e-9;
            assertThat(loss.share).as("%s", loss).isCloseTo(most.share * loss.hanging / most.hanging, within(rounding));
        }
    }

    @Test
    void as_many_channels_go_in_all_as_the_ratio_says() {
        List<Loss> losses = losses(0.25);

        double all = losses.stream().mapToDouble(Loss::channels).sum();
        double gone =
                losses.stream().mapToDouble(loss -> loss.channels * loss.share).sum();
        assertThat(gone / all).isCloseTo(0.25, within(losses.size() / 2.0 / all));
    }

    @Test
    void everything_goes_down_to_the_ceiling_at_last() {
        assertThat(losses(0.99)).allSatisfy(loss -> assertThat(loss.share).isCloseTo(0.9, within(1.0 / loss.channels)));
    }
}
