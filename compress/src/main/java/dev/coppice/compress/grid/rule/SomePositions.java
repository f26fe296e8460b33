package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.operator.OperatorKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Pieces of the positions along an axis that a Concat puts together again: a map that is shifted around its borders, as
 * windows are before attention within them (Swin, Liu et al., ICCV 2021), shifted with others in place of what is missing, or
 * written anew in part. What is missing and what takes its place have as many positions on any grid.
 */
final class SomePositions {
    private SomePositions() {}

    /** What a Slice takes, if it is a piece that all readers put together again. */
    static Optional<List<Factor>> sliced(
            LayoutNode node, int axis, List<Factor> parts, Optional<TokenLayout.Range> taken) {
        boolean whole = TokenLayout.inner(parts).isEmpty() && TokenLayout.areOfOneMap(parts);
        return taken.filter(range -> whole && range.step() == 1 && isJoinedAgain(node, axis))
                .flatMap(range -> piece(parts, range));
    }

    /** Whether all that reads a piece works on each of its values alone, until a Concat joins it along its axis. */
    private static boolean isJoinedAgain(LayoutNode node, int axis) {
        int rank = node.outputShape().rank();
        Deque<String> open = new ArrayDeque<>(List.of(node.node().output()));
        Set<String> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            String tensor = open.removeFirst();
            List<Graph.Use> uses = node.graph().uses(tensor);
            if (uses.isEmpty() || node.graph().isOutput(tensor)) {
                return false;
            }
            for (Graph.Use use : uses) {
                Node reader = use.node();
                if (joinsAlong(reader, axis, rank) || reader.is("Shape", "Size")) {
                    continue;
                }
                boolean carries = reader.is(OperatorKind.ELEMENTWISE) || reader.is("Concat", "Slice");
                if (!carries || node.shapes().of(reader.output()).rank() != rank) {
                    return false;
                }
                reader.outputs().stream().filter(seen::add).forEach(open::add);
            }
        }
        return true;
    }

    private static boolean joinsAlong(Node reader, int axis, int rank) {
        int along = reader.attributes().integer("axis", 1);
        return reader.is("Concat") && (along < 0 ? along + rank : along) == axis;
    }

    /**
     * The first or the last of some number, or all but these. A place is counted from the border that it is nearer to, or from the
     * end where its number is negative: exporters write the last row of 16 as the 15th.
     */
    private static Optional<List<Factor>> piece(List<Factor> parts, TokenLayout.Range range) {
        int all = parts.stream().mapToInt(Factor::size).reduce(1, (a, b) -> a * b);
        boolean endsFromEnd = range.isEndFromEnd() || 2 * range.end() > all;
        boolean beginsFromEnd = range.isBeginFromEnd() || 2 * range.begin() > all;
        boolean some = range.begin() > 0 || range.end() < all;
        if (!some || (beginsFromEnd && !endsFromEnd)) {
            return Optional.empty();
        }
        boolean scales = !beginsFromEnd && endsFromEnd;
        return Optional.of(List.of(Factor.some(range.begin(), parts, all - range.end(), scales)));
    }
}
