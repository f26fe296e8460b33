package dev.coppice.compress.grid.rule;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.shape.rule.Window;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rule for MaxPool and AveragePool. On an unchanged map they need no change. On a coarser map the stride becomes
 * in'/out'. A pool whose stride becomes 1 is dropped; any other change of stride makes it a Resample.
 */
public final class PoolGrid implements GridRule {
    @Override
    public MapGrid own(GridNode node) {
        return node.maps().get(0).grid().coarser(window(node, node.shape(0)).strides());
    }

    @Override
    public GridChange change(GridNode node) {
        if (node.isUntouched()) {
            return GridChange.works(node.ownOutput());
        }
        Node n = node.node();
        if (n.outputs().size() > 1 && !n.outputs().get(1).isEmpty()) {
            return new GridChange.Keeps("it gives indices into its input's grid");
        }
        Placement input = node.maps().get(0);
        Shape onInput = input.of(node.shape(0));
        Window window = window(node, onInput);
        MapGrid target = input.grid().min(node.ownOutput().grid());
        int[] strides = input.grid().stridesTo(target).orElse(new int[0]);
        if (Arrays.equals(strides, window.strides())) {
            return keep(node, window, onInput);
        }
        if (!Border.of(node).isNone()) {
            return new GridChange.Keeps(Border.STAYS);
        }
        if (strides.length > 0 && Arrays.stream(strides).allMatch(s -> s == 1)) {
            return GridChange.works(
                    new PlanStep.BypassNode(n.name()), input, "dropped: its input already lies on " + input.grid());
        }
        return target.grid()
                .<GridChange>map(grid -> GridChange.works(
                        new PlanStep.ReplaceByResample(
                                n.name(), new Resample(node.scene().kind(), grid)),
                        node.place(target),
                        "replaced by a " + node.scene().kind().id() + " resampling from " + input.grid() + " to "
                                + target))
                .orElseGet(() -> new GridChange.Keeps("its target " + target + " is no fraction p/q of the input"));
    }

    private static GridChange keep(GridNode node, Window window, Shape onInput) {
        boolean ceil = node.attributes().integer("ceil_mode", 0) == 1;
        boolean keepsSize = Arrays.stream(window.strides()).allMatch(s -> s > 1) || isAsLarge(node);
        if (!keepsSize) {
            return new GridChange.Keeps("its pads " + Arrays.toString(window.begin()) + " change the map's extent");
        }
        MapGrid grid = node.ownOutput().grid().min(node.maps().get(0).grid());
        return GridChange.works(Placement.of(grid, window.output(onInput, 1, ceil)));
    }

    /** Whether it gives as many samples as its map has without its border. */
    private static boolean isAsLarge(GridNode node) {
        Border border = Border.of(node);
        return IntStream.range(0, border.before().size())
                .allMatch(i -> node.shape(0).size(MapGrid.SPACE + i) - border.around(i)
                        == node.outputShape().size(MapGrid.SPACE + i));
    }

    private static Window window(GridNode node, Shape input) {
        return Window.ofPool(node.node(), input);
    }
}
