package dev.coppice.compress.cutoff;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.LowPass;
import dev.coppice.compress.grid.rule.OwnGrids;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.SoftCrop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Learning of a region's cut-offs: the network with soft crops to train, the change of weights between steps, and the
 * freezing of the trained network.
 *
 * @param pass the truncation whose limit is learned
 * @param softened the network with a {@link SoftCrop} at every tensor that a truncation at the coarsest limit resamples
 * @param crops the constants that hold the cut-offs
 * @param costs share of the MACs that each limit leaves
 * @param macs the MACs as a function of the cut-offs, used while learning
 * @param least the coarsest limit
 * @param most the finest grid in the region; training begins with it, and it cuts nothing off
 */
public record CutoffLearning(
        LearnedTruncation pass,
        Network softened,
        SoftCrops crops,
        LimitCosts costs,
        MacsSurface macs,
        Cutoffs least,
        Cutoffs most) {
    /**
     * Prepares a network.
     *
     * @throws InvalidInputException if the network reads no pictures or lacks the region, or no limit makes it cheaper
     */
    public static CutoffLearning of(Network network, LearnedTruncation pass) {
        network.card().requirePictures();
        for (int q = Cutoffs.LADDER; q > 1; q /= 2) {
            GridTruncation coarsest = pass.at(new Grid(1, q));
            List<LowPass.Site> sites = LowPass.of(network, coarsest).sites();
            if (!sites.isEmpty()) {
                SoftCrops crops = SoftCrops.named(network.graph());
                Cutoffs most = finest(network, sites);
                Network softened = crops.inserted(network, sites, most);
                Cutoffs least = new Cutoffs(1.0 / q, 1.0 / q).within(new Cutoffs(0, 0), most);
                LimitCosts costs = new LimitCosts(network, pass);
                return new CutoffLearning(pass, softened, crops, costs, MacsSurface.of(costs), least, most);
            }
        }
        throw new InvalidInputException(
                names -> "Cut-offs from '" + pass.region() + "' cannot be learned: no limit down to 1/"
                        + Cutoffs.LADDER + " makes network '" + network.card().name()
                        + "' cheaper. Give " + names.of(Setting.REGION) + " all or the name of a tensor further up.");
    }

    private static Cutoffs finest(Network network, List<LowPass.Site> sites) {
        OwnGrids own = OwnGrids.of(network);
        double height = 0;
        double width = 0;
        for (LowPass.Site site : sites) {
            height = Math.max(height, own.of(site.tensor()).size(0));
            width = Math.max(width, own.of(site.tensor()).size(1));
        }
        return new Cutoffs(
                Math.min(1, height / network.card().input().height()),
                Math.min(1, width / network.card().input().width()));
    }

    /** The penalty, for a training of {@link #softened}. */
    public WeightChange penalty() {
        return new CutoffPenalty(this);
    }

    /** An evaluator that freezes a network in training before it measures. */
    public Evaluator frozen(Evaluator evaluator) {
        return soft -> evaluator.evaluate(frozen(soft));
    }

    /** The learned cut-offs of a trained network. */
    public Cutoffs cutoffs(Network soft) {
        Graph graph = soft.graph();
        return new Cutoffs(
                SoftCrop.share(graph.constant(crops.height()).orElseThrow()),
                SoftCrop.share(graph.constant(crops.width()).orElseThrow()));
    }

    /** The original network with the weights of a trained one. */
    public Network hardened(Network soft) {
        return SoftCrops.removed(soft);
    }

    /** The grid that a trained network is frozen to: the cheapest k/16 by k/16 that holds its cut-offs. */
    public Grid grid(Network soft) {
        return costs.cheapest(cutoffs(soft));
    }

    /** A trained network truncated to {@link #grid}. */
    public Network frozen(Network soft) {
        Network hard = hardened(soft);
        return PlanRewriter.rewrite(hard, pass.at(grid(soft)).plan(hard));
    }

    /** The plan of the truncation to {@link #grid}, for {@link #hardened}; its first decision gives the learned cut-offs. */
    public CompressionPlan plan(Network soft) {
        Network hard = hardened(soft);
        Grid grid = grid(soft);
        CompressionPlan truncation = pass.at(grid).plan(hard);
        String reason = String.format(
                Locale.ROOT,
                "cut-offs learned from %s to %s of the input's frequencies at penalty %s; frozen to %s, which leaves %.1f %%"
                        + " of the MACs",
                most,
                cutoffs(soft),
                pass.penalty(),
                grid,
                100 * costs.of(grid));
        List<Decision> all = new ArrayList<>();
        all.add(new Decision(
                LearnedTruncation.PASS,
                "region " + pass.region(),
                !truncation.steps().isEmpty(),
                reason));
        all.addAll(truncation.decisions());
        return new CompressionPlan(truncation.network(), truncation.steps(), all);
    }

    /** The constants that hold these cut-offs. */
    Map<String, Tensor> stored(Cutoffs cutoffs) {
        return Map.of(
                crops.height(), SoftCrop.stored(cutoffs.height()), crops.width(), SoftCrop.stored(cutoffs.width()));
    }
}
