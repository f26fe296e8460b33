package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Shape;

/**
 * Rule for QuantizeLinear and DequantizeLinear, which round and scale each sample alone: on any grid, with one scale for all
 * samples or one for each channel. The whole numbers between them are never resampled, see {@link
 * dev.coppice.compress.grid.GridTruncation}.
 */
public final class QuantizedGrid implements GridRule {
    @Override
    public MapGrid own(GridNode node) {
        return node.maps().get(0).grid();
    }

    @Override
    public GridChange change(GridNode node) {
        if (node.isUntouched()) {
            return GridChange.works(node.ownOutput());
        }
        Shape scale = node.shape(1);
        int axis = node.attributes().integer("axis", 1);
        int along = axis < 0 ? axis + node.outputShape().rank() : axis;
        boolean spatial = scale.elements() > 1 && (scale.rank() != 1 || along >= MapGrid.SPACE);
        return spatial
                ? new GridChange.Keeps("it has a scale for each position")
                : GridChange.works(node.maps().get(0));
    }
}
