package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;
import java.util.Optional;

/** Rule for operators whose inputs broadcast: where two hold positions on one axis, these must be the same ones. */
final class JoinedLayout {
    private JoinedLayout() {}

    static Laid of(LayoutNode node) {
        Shape out = node.outputShape();
        List<List<Factor>> axes = LayoutNode.plain(out);
        boolean[] taken = new boolean[axes.size()];
        for (Optional<Layout> layout : node.layouts()) {
            if (layout.isPresent() && !join(layout.get(), axes, taken)) {
                return Laid.fixed("it joins positions of different maps");
            }
        }
        boolean keepsSums = node.node().is("Cast", "Div", "Dropout", "Identity", "Mul");
        List<Factor> normalised =
                node.first().map(Layout::normalised).filter(n -> keepsSums).orElse(List.of());
        Laid laid = Laid.of(new Layout(axes, normalised));
        return constant(node, axes).map(laid::fixedBecause).orElse(laid);
    }

    /** Whether an input's positions fit those that other inputs have brought to the axes of the output. */
    private static boolean join(Layout layout, List<List<Factor>> axes, boolean[] taken) {
        int before = axes.size() - layout.axes().size();
        for (int i = 0; i < layout.axes().size(); i++) {
            List<Factor> parts = layout.axes().get(i);
            int at = before + i;
            if (parts.isEmpty()) {
                continue;
            }
            if (taken[at] && !Layout.scaling(axes.get(at)).equals(Layout.scaling(parts))) {
                return false;
            }
            axes.set(at, parts);
            taken[at] = true;
        }
        return true;
    }

    /** The reason why a constant or a tensor of unknown positions stands against positions. */
    private static Optional<String> constant(LayoutNode node, List<List<Factor>> axes) {
        for (int i = 0; i < node.node().inputs().size(); i++) {
            if (!node.node().hasInput(i) || (i > 0 && node.node().is("Expand"))) {
                continue;
            }
            Shape shape = node.shape(i);
            int before = axes.size() - shape.rank();
            for (int axis = 0; axis < shape.rank() && node.layouts().get(i).isEmpty(); axis++) {
                if (shape.size(axis) > 1
                        && !Layout.scaling(axes.get(before + axis)).isEmpty()) {
                    return Optional.of(
                            "its input '" + node.node().input(i) + "' is a " + shape
                                    + " constant over positions, such as a position embedding or a table of relative positions");
                }
            }
        }
        return Optional.empty();
    }
}
