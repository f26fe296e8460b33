package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.List;
import java.util.Optional;

/**
 * Pieces of the positions along an axis that a Concat puts together again: a map that is shifted around its borders, as
 * windows are before attention within them (Swin, Liu et al., ICCV 2021). The shift has as many positions on any grid.
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

    private static boolean isJoinedAgain(LayoutNode node, int axis) {
        String output = node.node().output();
        int rank = node.outputShape().rank();
        List<Graph.Use> uses = node.graph().uses(output);
        return !uses.isEmpty()
                && !node.graph().isOutput(output)
                && uses.stream().map(Graph.Use::node).allMatch(reader -> joinsAlong(reader, axis, rank));
    }

    private static boolean joinsAlong(Node reader, int axis, int rank) {
        int along = reader.attributes().integer("axis", 1);
        return reader.is("Concat") && (along < 0 ? along + rank : along) == axis;
    }

    /** The first or the last of some number, or all but these; empty where they are counted otherwise. */
    private static Optional<List<Factor>> piece(List<Factor> parts, TokenLayout.Range range) {
        int all = parts.stream().mapToInt(Factor::size).reduce(1, (a, b) -> a * b);
        boolean toEnd = range.end() == all && range.isEndFromEnd();
        boolean fromBegin = range.begin() == 0 && !range.isBeginFromEnd();
        if (toEnd == fromBegin) {
            return Optional.empty();
        }
        Factor piece = toEnd
                ? Factor.some(range.begin(), parts, 0, !range.isBeginFromEnd())
                : Factor.some(0, parts, all - range.end(), range.isEndFromEnd());
        return Optional.of(List.of(piece));
    }

    /** All positions along an axis, where the two pieces of them are joined; empty for anything else. */
    static Optional<List<Factor>> joined(LayoutNode node, int axis) {
        List<Factor> pieces = node.layouts().stream()
                .flatMap(Optional::stream)
                .map(layout -> layout.axes().get(axis))
                .filter(parts -> parts.size() == 1 && parts.get(0).isSome())
                .map(parts -> parts.get(0))
                .toList();
        return pieces.size() == 2 && node.layouts().size() == 2
                ? pieces.get(0).completedBy(pieces.get(1))
                : Optional.empty();
    }
}
