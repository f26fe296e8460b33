package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
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
        return Laid.of(new Layout(axes, normalised(node))).reading(node, constants(node, axes));
    }

    /** Along what the output is a share of 1, or a value weighed by one: of one factor of a product, or of what is divided. */
    private static List<Factor> normalised(LayoutNode node) {
        boolean first = node.node().is("Cast", "Div", "Dropout", "Identity");
        List<List<Factor>> shares = node.layouts().stream()
                .limit(first ? 1 : node.layouts().size())
                .flatMap(Optional::stream)
                .map(Layout::normalised)
                .filter(parts -> !parts.isEmpty())
                .toList();
        return (first || node.node().is("Mul")) && shares.size() == 1 ? shares.get(0) : List.of();
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

    /** The inputs that hold no known positions and stand against some. */
    private static List<Integer> constants(LayoutNode node, List<List<Factor>> axes) {
        List<Integer> constants = new ArrayList<>();
        for (int i = 0; i < node.node().inputs().size(); i++) {
            boolean joins = node.node().hasInput(i) && !(i > 0 && node.node().is("Expand"));
            if (joins && node.layouts().get(i).isEmpty() && SpreadConstant.isSpread(node.shape(i), axes)) {
                constants.add(i);
            }
        }
        return constants;
    }
}
