package dev.coppice.compress.grid;

import dev.coppice.compress.grid.rule.GridNode;
import dev.coppice.compress.grid.rule.MapGrid;
import dev.coppice.compress.grid.rule.OwnGrids;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Spectral truncation: it caps the grid of the maps that contractions of a region read, and restores the output's grid
 * once (Chen, Chiu, Wu, arXiv 2012.14123: truncating high-frequency decoder features).
 *
 * <p>A map coarser than the limit stays as it is. Where MACs would not fall, nothing changes. On its own result the same
 * truncation plans nothing.
 *
 * @param limit greatest grid, ⌈H·p/q⌉ × ⌈W·r/s⌉ of the network's input
 * @param region region in which it applies
 * @param kind resampling to the limit and back
 */
public record GridTruncation(Grid limit, Region region, Resampling kind) implements CompressionPass {
    /** The name of this pass in decisions. */
    public static final String PASS = "truncation";

    /**
     * The plan for a network; without steps where every map is within the limit or MACs would not fall.
     *
     * @throws InvalidInputException if the network lacks the region
     */
    @Override
    public CompressionPlan plan(Network network) {
        Shapes shapes = network.shapes(1);
        Set<String> nodes = new LinkedHashSet<>(region.nodes(network, shapes));
        // nodes after the logits read them on their own grid
        nodes.removeAll(network.tail().nodes());
        if (nodes.isEmpty()) {
            throw emptyRegion(network);
        }
        requireAxes(network, shapes);
        OwnGrids own = OwnGrids.of(network);
        MapGrid finest = MapGrid.of(limit, shapes.image());
        GridNode.Scene scene = new GridNode.Scene(network.graph(), shapes, own, finest, kind);
        RegionWalk walk = new RegionWalk(scene, nodes);
        CompressionPlan plan = walk.plan();
        if (plan.steps().isEmpty()) {
            String nothing = NothingToDo.reason(scene, walk);
            return with(plan, plan.decisions(), Decision.declined(PASS, "region " + region, nothing));
        }
        return worthwhile(network, plan);
    }

    private void requireAxes(Network network, Shapes shapes) {
        int axes = shapes.image().rank() - 2;
        if (axes < 1) {
            throw new InvalidInputException("Network '" + network.card().name() + "' reads " + shapes.image()
                    + ", which has no space axes, so no grid can be lowered.");
        }
        if (!limit.fits(axes)) {
            throw new InvalidInputException(
                    "Grid " + limit + " has " + limit.axes().size() + " fractions, but network '"
                            + network.card().name() + "' has " + axes + " space axes. Give one for all axes"
                            + (axes > 1 ? ", or " + axes + "." : "."));
        }
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("GridTruncation")
                .with("limit", limit.toString())
                .with("region", region.toString())
                .with("kind", kind);
    }

    private CompressionPlan worthwhile(Network network, CompressionPlan plan) {
        long before = Cost.of(network).macs();
        long after = Cost.of(PlanRewriter.rewrite(network, plan)).macs();
        String macs = giga(before) + " to " + giga(after) + " GMAC";
        if (after < before) {
            return with(
                    plan,
                    plan.decisions(),
                    Decision.changed(PASS, "region " + region, "capped at " + limit + ", " + macs));
        }
        List<Decision> declined = plan.decisions().stream()
                .map(d -> d.changed()
                        ? Decision.declined(PASS, d.where(), "not worth it as a whole; would be: " + d.reason())
                        : d)
                .toList();
        return with(
                CompressionPlan.keepAll(network.graph()),
                declined,
                Decision.declined(PASS, "region " + region, "MACs would not fall: " + macs));
    }

    private static CompressionPlan with(CompressionPlan plan, List<Decision> decisions, Decision whole) {
        List<Decision> all = new ArrayList<>();
        all.add(whole);
        all.addAll(decisions);
        return new CompressionPlan(plan.network(), plan.steps(), all);
    }

    private InvalidInputException emptyRegion(Network network) {
        String name = network.card().name();
        return region instanceof Region.Decoder
                ? new InvalidInputException(
                        "Truncation from 'decoder' catches nothing: network '" + name
                                + "' has no upsampling (ConvTranspose with a stride, Resize) of a map larger than 1×1.",
                        names -> "Give " + names.of(Setting.REGION) + " all or the name of a tensor.")
                : new InvalidInputException(
                        "Truncation from '" + region + "' catches nothing: no node of network '" + name + "' reads it.",
                        names -> "Give " + names.of(Setting.REGION) + " all or the name of a tensor further up.");
    }

    private static String giga(long macs) {
        return String.format(Locale.ROOT, "%.3f", macs / 1e9);
    }
}
