package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.importance.Importance;
import dev.coppice.compress.importance.ImportanceCriterion;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.CostShare;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.Iteration;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.rewrite.NarrowedStatistics;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Pass that removes the least important channels.
 *
 * <p>{@link PruningScope#LAYER}: every channel group (layer) keeps n·(1 − ratio) of its n coupled channels. {@link
 * PruningScope#GLOBAL}: all prunable coupled channels of the network are ranked together, and the least important go
 * until the ratio of all channels is gone. {@link PruningScope#COST}: as many go in all, and each layer loses a share in
 * proportion to the MACs (or the cost of the target) of its channels. Layers that a truncation has made nearly free keep
 * theirs.
 *
 * <p>A {@link CostShare} is met by a ratio, shared out in the same way. The pruned network keeps this share of the original's
 * cost, within one percentage point if rounding and limits allow. The decision of pass {@value #TARGET} gives the share
 * that was reached.
 *
 * <p>The kept number is rounded to the nearest that widths and the layer's limits allow (half goes up), and never exceeds
 * the present number. With a grouped convolution of g groups it is also a multiple of g. Counts are of coupled channels:
 * one may hold several channels of one layer (four before a 2×2 DepthToSpace). The most important coupled channel of
 * every tensor stays.
 *
 * @param target amount to remove
 * @param scope how a ratio is shared among layers
 * @param importance scores the coupled channels
 * @param widths numbers of channels that a layer may keep
 * @param limits of single layers
 */
public record ChannelPruning(
        PruningTarget target, PruningScope scope, Importance importance, ChannelWidths widths, LayerLimits limits)
        implements CompressionPass {
    /** The name of this pass in decisions. */
    public static final String PASS = "channels";

    /** The name of the pass in the decision on the target. It is a pass and not a place, since a layer may have this name. */
    public static final String TARGET = "target";

    /** The name in the decision on the allowed widths, which is made only if not every width is allowed. */
    public static final String WIDTHS = "widths";

    /** Pruning with the default limits. */
    public ChannelPruning(PruningTarget target, PruningScope scope, Importance importance, ChannelWidths widths) {
        this(target, scope, importance, widths, LayerLimits.DEFAULT);
    }

    /** Pruning by a criterion with the usual reduction, see {@link Importance#of}. */
    public ChannelPruning(
            PruningTarget target, PruningScope scope, ImportanceCriterion criterion, ChannelWidths widths) {
        this(target, scope, Importance.of(criterion), widths);
    }

    /** The same pruning with other limits. */
    public ChannelPruning withLimits(LayerLimits changed) {
        return new ChannelPruning(target, scope, importance, widths, changed);
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("ChannelPruning")
                .with("target", target.fingerprint())
                .with("scope", scope)
                .with("importance", importance.fingerprint())
                .with("widths", widths.fingerprint())
                .with("limits", limits.fingerprint());
    }

    @Override
    public boolean isGradual() {
        return true;
    }

    @Override
    public CompressionPlan plan(Network network) {
        return plan(network, Iteration.only(network));
    }

    /**
     * The plan.
     *
     * @throws dev.coppice.models.InvalidInputException if a pattern of the limits names no layer, or two of them disagree
     */
    @Override
    public CompressionPlan plan(Network network, Iteration iteration) {
        ChannelAnalysis analysis = ChannelAnalysis.of(network);
        Sizing sizing = Sizing.of(this, scope, network, analysis, iteration);
        boolean idle = target.equals(new PruningRatio(0)) && !limits.force();
        List<ScoredGroup> layers = idle ? List.of() : GroupScoring.of(network, analysis, importance, sizing);
        ToLongFunction<Set<Integer>> costWithout = cut -> cost(network, analysis, cut);
        RatioAllocation allocation = new RatioAllocation(
                layers, scope, scope == PruningScope.COST ? hanging(layers, costWithout) : List.of());
        ToLongFunction<int[]> cost = kept -> costWithout.applyAsLong(allocation.cut(kept));
        int[] kept = kept(allocation, cost, network, iteration);
        Set<Integer> cut = allocation.cut(kept);
        List<Decision> decisions = new ArrayList<>(layerDecisions(analysis, layers, cut));
        List<PlanStep> steps = new ArrayList<>();
        if (!cut.isEmpty()) {
            PlanStep.CutChannels step = analysis.cut(cut);
            steps.add(step);
            decisions.addAll(NarrowedStatistics.decisions(network.graph(), step));
        }
        if (iteration.remaining() == 1) {
            widths.note()
                    .filter(note -> !idle)
                    .ifPresent(note -> decisions.add(Decision.changed(WIDTHS, WIDTHS, note)));
            TargetReport report = new TargetReport(
                    analysis.groups(), allocation, Arrays.stream(kept).boxed().toList());
            decisions.addAll(targetDecision(report, () -> cost.applyAsLong(kept) / originalCost(iteration)));
        }
        return new CompressionPlan(network.graph().hash(), steps, decisions);
    }

    private List<Decision> targetDecision(TargetReport report, DoubleSupplier reached) {
        return target.match(
                ratio -> report.of(ratio).stream().toList(), share -> List.of(report.of(share, reached.getAsDouble())));
    }

    private int[] kept(RatioAllocation allocation, ToLongFunction<int[]> cost, Network network, Iteration iteration) {
        return target.match(
                ratio -> allocation.at(ratio.value(), iteration),
                share -> kept(share, allocation, cost, network, iteration));
    }

    private int[] kept(
            CostShare share,
            RatioAllocation allocation,
            ToLongFunction<int[]> cost,
            Network network,
            Iteration iteration) {
        double original = originalCost(iteration);
        double goal = iteration.towards((double) share.kind().of(Cost.of(network)), share.kept() * original);
        return new CostSearch(allocation, iteration, cost, Math.round(goal), CostShare.TOLERANCE * original).run();
    }

    private long cost(Network network, ChannelAnalysis analysis, Set<Integer> cut) {
        Network pruned =
                cut.isEmpty() ? network : network.with(PlanRewriter.carryOut(network.graph(), analysis.cut(cut)));
        return target.cost().of(Cost.of(pruned));
    }

    /** The cost of each layer's channels: the cost that goes with all that may go, scaled up to all channels. */
    private static List<Double> hanging(List<ScoredGroup> layers, ToLongFunction<Set<Integer>> cost) {
        long whole = cost.applyAsLong(Set.of());
        List<Double> hanging = new ArrayList<>();
        for (ScoredGroup layer : layers) {
            Set<Integer> cut = layer.channelsCutTo(layer.least());
            hanging.add(cut.isEmpty() ? 0 : (double) (whole - cost.applyAsLong(cut)) * layer.size() / cut.size());
        }
        return hanging;
    }

    private double originalCost(Iteration iteration) {
        return target.cost().of(Cost.of(iteration.original()));
    }

    private List<Decision> layerDecisions(ChannelAnalysis analysis, List<ScoredGroup> layers, Set<Integer> cut) {
        Map<String, ScoredGroup> byName =
                layers.stream().collect(Collectors.toMap(layer -> layer.group().name(), layer -> layer));
        LayerReport report = new LayerReport(this, cut);
        return analysis.groups().stream()
                .map(group -> report.of(group, Optional.ofNullable(byName.get(group.name()))))
                .toList();
    }
}
