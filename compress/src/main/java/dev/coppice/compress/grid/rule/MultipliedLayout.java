package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rule for products of matrices. A sum over positions of which neither side sums to 1 grows with their number, so it is
 * scaled back: keys times values in attention without a Softmax, and attention across channels.
 */
final class MultipliedLayout {
    private MultipliedLayout() {}

    static Laid of(LayoutNode node) {
        int leftRank = node.shape(0).rank();
        int rightRank = node.shape(1).rank();
        if (leftRank < 2 || rightRank < 2) {
            return Laid.fixed("it multiplies a vector");
        }
        Layout left = turned(node, 0, "transA");
        Layout right = turned(node, 1, "transB");
        List<Factor> summed = left.scaling(leftRank - 1);
        if (!summed.equals(right.scaling(rightRank - 2))) {
            boolean weights =
                    node.layouts().get(0).isEmpty() || node.layouts().get(1).isEmpty();
            return Laid.fixed(
                    weights
                            ? "it multiplies over positions, whose number is fixed by its weights"
                            : "it multiplies over positions of different maps");
        }
        List<List<Factor>> axes = new ArrayList<>(LayoutNode.plain(node.outputShape()));
        if (!batch(left, right, axes)) {
            return Laid.fixed("it multiplies windows of different maps");
        }
        axes.set(axes.size() - 2, left.axes().get(leftRank - 2));
        axes.set(axes.size() - 1, right.axes().get(rightRank - 1));
        boolean mean = left.isNormalisedAlong(leftRank - 1) || right.isNormalisedAlong(rightRank - 2);
        Laid laid = Laid.of(new Layout(axes));
        Laid scaled = mean || summed.isEmpty() ? laid : laid.summing(summed, 1);
        return bias(node, axes).map(scaled::fixedBecause).orElse(scaled);
    }

    private static Layout turned(LayoutNode node, int input, String attribute) {
        Layout layout = node.layouts().get(input).orElseGet(() -> new Layout(LayoutNode.plain(node.shape(input))));
        return node.attributes().integer(attribute, 0) == 1 ? layout.transposed(1, 0) : layout;
    }

    /** Whether the leading axes of both fit; they are then those of the output. */
    private static boolean batch(Layout left, Layout right, List<List<Factor>> axes) {
        for (int i = 3; i <= axes.size(); i++) {
            List<Factor> a = fromBack(left, i);
            List<Factor> b = fromBack(right, i);
            if (!a.isEmpty() && !b.isEmpty() && !Layout.scaling(a).equals(Layout.scaling(b))) {
                return false;
            }
            axes.set(axes.size() - i, a.isEmpty() ? b : a);
        }
        return true;
    }

    private static List<Factor> fromBack(Layout layout, int axis) {
        int at = layout.axes().size() - axis;
        return at < 0 ? List.of() : layout.axes().get(at);
    }

    /** The reason why the third input of a Gemm stands against positions. */
    private static Optional<String> bias(LayoutNode node, List<List<Factor>> axes) {
        if (node.node().inputs().size() < 3 || !node.node().hasInput(2)) {
            return Optional.empty();
        }
        Shape shape = node.shape(2);
        for (int i = 0; i < shape.rank(); i++) {
            int axis = axes.size() - shape.rank() + i;
            if (shape.size(i) > 1 && !Layout.scaling(axes.get(axis)).isEmpty()) {
                return Optional.of("its bias has a value for each position");
            }
        }
        return Optional.empty();
    }
}
