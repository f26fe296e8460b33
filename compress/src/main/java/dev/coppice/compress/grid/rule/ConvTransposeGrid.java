package dev.coppice.compress.grid.rule;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.Window;
import java.util.Optional;

/**
 * Rule for ConvTranspose, which reads at most the limit. If its output falls back to its input's grid, it becomes the
 * stride-1 Conv that equals ConvTranspose + mean over each stride cell.
 *
 * <p>It stays and upsamples from the coarser map in three cases: the limit lies between input and output; no contraction
 * reads the output; a nonlinearity comes before the next contraction. The samples of a cell differ far more than those of
 * a smooth map, so their mean must be taken after the nonlinearity (docs/adr on truncation has figures).
 */
public final class ConvTransposeGrid implements GridRule {
    @Override
    public MapGrid own(GridNode node) {
        return node.maps().get(0).grid().finer(window(node, node.shape(0)).strides());
    }

    @Override
    public GridChange change(GridNode node) {
        Placement input = node.maps().get(0);
        MapGrid own = node.ownMaps().get(0).grid();
        MapGrid wanted = node.capped(own);
        boolean asked = !node.ownOutput().grid().equals(node.wanted());
        if (node.isUntouched() && !asked && own.equals(wanted)) {
            return GridChange.works(node.ownOutput());
        }
        Optional<String> fixed = fixed(node);
        if (fixed.isPresent()) {
            return new GridChange.Keeps(fixed.get());
        }
        if (!input.grid().isWithin(wanted)) {
            return new GridChange.ReadOn(wanted);
        }
        boolean brought = asked && input.grid().equals(node.wanted());
        if (brought
                && LinearPath.toContractions(node.scene().graph(), node.node().output())) {
            return GridChange.works(
                    new PlanStep.TransposedToConv(node.node().name()),
                    input,
                    "becomes the stride-1 convolution on " + input.grid()
                            + " that equals it followed by the mean over each stride cell");
        }
        return keep(node, input, brought ? "keeps its stride, since a nonlinearity follows: " : "");
    }

    private static GridChange keep(GridNode node, Placement input, String why) {
        if (node.isUntouched()) {
            return why.isEmpty()
                    ? GridChange.works(node.ownOutput())
                    : GridChange.works(node.ownOutput(), why + "its output is resampled behind that");
        }
        Window window = window(node, node.shape(0));
        Placement output =
                Placement.of(input.grid().finer(window.strides()), window.transposed(input.of(node.shape(0)), 1));
        return GridChange.works(output, why + "upsamples from " + input.grid() + " to " + output.grid());
    }

    private static Optional<String> fixed(GridNode node) {
        if (node.attributes().has("output_shape")) {
            return Optional.of("its output_shape fixes the number of samples");
        }
        int[] strides = window(node, node.shape(0)).strides();
        for (int i = 0; i < strides.length; i++) {
            int cells = strides[i] * node.shape(0).size(2 + i);
            if (Math.abs(cells - node.outputShape().size(2 + i)) >= strides[i]) {
                return Optional.of("it gives " + node.outputShape().size(2 + i) + " samples, not the " + cells
                        + " of its stride: its pads change the map's extent");
            }
        }
        return Optional.empty();
    }

    private static Window window(GridNode node, Shape input) {
        return Window.ofConvTranspose(node.node(), input, node.shape(1));
    }
}
