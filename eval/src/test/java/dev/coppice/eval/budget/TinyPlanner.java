package dev.coppice.eval.budget;

import dev.coppice.compress.budget.SearchWatch;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.eval.kept.KeptFigures;
import dev.coppice.eval.metric.CalibrationSubset;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Planners for tiny streets. */
public final class TinyPlanner {
    private static final ChannelPruning CHANNELS =
            new ChannelPruning(new PruningRatio(0), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY);

    private TinyPlanner() {}

    /** A planner by the loss on pictures of the training split, in any currency but milliseconds. */
    public static BudgetPlanner onPictures() {
        CalibrationSubset pictures = new CalibrationSubset(TinyStreets.usual(), "train", 2);
        return new BudgetPlanner(
                CHANNELS,
                List.of(),
                Optional.empty(),
                Optional.of(pictures),
                FileBytes::of,
                KeptFigures.NONE,
                SearchWatch.none());
    }

    /** A planner by the weights alone. */
    public static BudgetPlanner onWeights() {
        return onWeights(FileBytes::of);
    }

    /** The same for networks with these files. */
    public static BudgetPlanner onWeights(Function<Network, FileBytes> files) {
        return new BudgetPlanner(
                CHANNELS, List.of(), Optional.empty(), Optional.empty(), files, KeptFigures.NONE, SearchWatch.none());
    }
}
