package dev.coppice.compress.grid.rule;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Node;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.util.Optional;

/**
 * Rule for Resize and Coppice's own Resample. They are dropped where both sides lie on one grid, and retargeted
 * otherwise. An upsampling that no contraction reads thus goes from the coarser grid straight to the old target.
 */
public final class ResizeGrid implements GridRule {
    @Override
    public MapGrid own(GridNode node) {
        if (Resample.isResample(node.node())) {
            return MapGrid.of(
                    Resample.of(node.node()).grid(), node.scene().shapes().image());
        }
        MapGrid input = node.maps().get(0).grid();
        Placement output = output(node);
        Placement source = node.maps().get(0);
        int[] factors = new int[source.sizes().size()];
        for (int i = 0; i < factors.length; i++) {
            if (output.size(i) % source.size(i) != 0) {
                return output.grid();
            }
            factors[i] = output.size(i) / source.size(i);
        }
        return input.finer(factors);
    }

    @Override
    public GridChange change(GridNode node) {
        Node n = node.node();
        Placement input = node.maps().get(0);
        boolean kept = node.ownOutput().grid().equals(node.wanted());
        if (node.isUntouched() && kept) {
            return GridChange.works(node.ownOutput());
        }
        if (node.shape(0).size(1) != node.outputShape().size(1)) {
            return new GridChange.Keeps("it resizes other axes than height and width");
        }
        if (input.grid().equals(node.wanted())) {
            return GridChange.works(
                    new PlanStep.BypassNode(n.name()), input, "dropped: both sides lie on " + input.grid());
        }
        Placement target = node.place(node.wanted());
        boolean exact = !kept || target.sizes().equals(node.ownOutput().sizes());
        Optional<Grid> grid = node.wanted().grid();
        if (grid.isEmpty() || !exact) {
            return new GridChange.Keeps("its target " + node.ownOutput() + " is no fraction p/q of the input");
        }
        if (kept && Resample.isResample(n)) {
            return GridChange.works(target);
        }
        Resample resample = new Resample(kind(node, input), grid.get());
        return GridChange.works(
                new PlanStep.ReplaceByResample(n.name(), resample),
                target,
                "retargeted: from " + input.grid() + " to " + target + ", "
                        + resample.kind().id());
    }

    /** The kind of resampling: linear by the original's coordinates to grow, the plan's kind to shrink. */
    private static Resampling kind(GridNode node, Placement input) {
        if (Resample.isResample(node.node())) {
            return Resample.of(node.node()).kind();
        }
        if (!input.grid().isWithin(node.wanted())) {
            return node.scene().kind();
        }
        String coordinates = node.attributes().text("coordinate_transformation_mode", "half_pixel");
        return coordinates.equals("align_corners") ? Resampling.BILINEAR_ALIGN_CORNERS : Resampling.BILINEAR;
    }

    private static Placement output(GridNode node) {
        MapGrid grid = MapGrid.ofSizes(node.outputShape(), node.scene().shapes().image());
        return Placement.of(grid, node.outputShape());
    }
}
