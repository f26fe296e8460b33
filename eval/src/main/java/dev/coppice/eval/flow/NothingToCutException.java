package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.SettingText;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A refusal of a compression that changes nothing: its training would cost minutes and its report would say 100 %. */
public final class NothingToCutException extends InvalidInputException {
    private static final long serialVersionUID = 1;
    private static final int MOST_REASONS = 5;

    /** The settings that say how much is cut. */
    private static final List<Setting> MENDING = List.of(
            Setting.BUDGET,
            Setting.RATIO,
            Setting.MACS,
            Setting.PARAMETERS,
            Setting.GRID,
            Setting.CEILING,
            Setting.IGNORED,
            Setting.PINNED,
            Setting.ROUNDING);

    private NothingToCutException(SettingText text) {
        super(text);
    }

    /** The request has no passes. */
    static NothingToCutException withoutPasses() {
        return new NothingToCutException(
                names -> "Nothing is to be cut: neither a channel pruning nor a truncation is asked for.");
    }

    /** No pass changed anything, for the reasons that the plan gives. */
    public static NothingToCutException of(Network network, CompressionPlan plan) {
        List<Decision> declined = new ArrayList<>(plan.declined());
        declined.sort(Comparator.comparing(d -> !d.pass().equals(ChannelPruning.TARGET)));
        String reasons = declined.stream()
                .limit(MOST_REASONS)
                .map(d -> "\n  - " + d.where() + ": " + d.reason())
                .collect(Collectors.joining());
        int more = declined.size() - MOST_REASONS;
        return new NothingToCutException(names -> "Nothing of '"
                + network.card().name()
                + "' is cut with these settings, so nothing was written:" + reasons
                + (more > 0 ? "\n  - and " + more + " more" : "")
                + "\nAsk for a larger pruning ratio, a smaller share of the MACs or parameters, a smaller budget or a coarser grid, or ignore,"
                + " pin and round less (" + MENDING.stream().map(names::of).collect(Collectors.joining(", "))
                + ").");
    }
}
