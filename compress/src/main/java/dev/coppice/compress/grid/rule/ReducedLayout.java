package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rule for reductions: means and extremes over positions stay what they are; sums grow with their number. */
final class ReducedLayout {
    private ReducedLayout() {}

    static Laid of(LayoutNode node) {
        Optional<Layout> layout = node.first();
        if (layout.isEmpty()) {
            return Laid.fixed("its axes hold positions");
        }
        int rank = layout.get().axes().size();
        Set<Integer> reduced = Arrays.stream(
                        node.axes(rank).orElseGet(() -> IntStream.range(0, rank).toArray()))
                .boxed()
                .collect(Collectors.toSet());
        boolean keeps = node.attributes().integer("keepdims", 1) == 1;
        List<List<Factor>> axes = new ArrayList<>();
        List<Factor> summed = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            if (!reduced.contains(i)) {
                axes.add(layout.get().axes().get(i));
            } else {
                summed.addAll(layout.get().scaling(i));
                if (keeps) {
                    axes.add(List.of());
                }
            }
        }
        boolean weighs = node.node().is("ReduceSum")
                && reduced.size() == 1
                && layout.get().isNormalisedAlong(reduced.iterator().next());
        return summed(node.node(), Laid.of(new Layout(axes)), weighs ? List.of() : summed);
    }

    private static Laid summed(Node node, Laid laid, List<Factor> parts) {
        if (parts.isEmpty() || node.is("ReduceMax", "ReduceMean", "ReduceMin")) {
            return laid;
        }
        if (node.is("ReduceL1", "ReduceSum", "ReduceSumSquare")) {
            return laid.summing(parts, 1);
        }
        return node.is("ReduceL2")
                ? laid.summing(parts, 1.0 / 2)
                : laid.fixedBecause("what it gives depends on the number of positions");
    }
}
