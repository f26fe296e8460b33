package dev.coppice.compress.budget;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.measure.CostFunction;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Toy networks, prices and losses with known best plans. */
final class Toy {
    static final ChannelPruning PRUNING =
            new ChannelPruning(new PruningRatio(0), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY);
    static final CostFunction MACS = network -> Cost.of(network).macs();
    static final List<String> LAYERS = List.of("a", "b", "c");

    private Toy() {}

    /** Three convolutions of this width and a head that stays. */
    static Network chain(int width) {
        return NetworkBuilder.small()
                .conv("a", NetworkBuilder.IMAGE, width)
                .conv("b", "a", width)
                .conv("c", "b", width)
                .conv("head", "c", 2)
                .to("head", 2);
    }

    /** Output channels of a convolution. */
    static int width(Network network, String layer) {
        return network.graph().constant(layer + ".weight").orElseThrow().shape().size(0);
    }

    /** An evaluator with this loss and the mIoU 1 − loss / 10. */
    static Evaluator evaluator(ToDoubleFunction<Network> loss) {
        return network -> {
            double found = loss.applyAsDouble(network);
            return new Evaluation(Metric.MEAN_IOU, 1 - found / 10, 1, Map.of(), List.of(), Double.NaN, 1, found);
        };
    }

    static FrontierSearch search(CostFunction price, ToDoubleFunction<Network> loss, GridTruncation... grids) {
        PlanningPorts ports = new PlanningPorts(price, new MeasuredLoss(evaluator(loss)), Map.of(), SearchWatch.none());
        return new FrontierSearch(PRUNING, List.of(grids), ports, Recoverability.ALIKE);
    }
}
