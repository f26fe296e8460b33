package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.operator.OperatorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rule for Expand. Where it repeats a value for each position of another tensor, as its reader needs it, it repeats it for
 * as many as there are then: a class token beside all tokens, a norm under all values.
 */
final class RepeatedLayout {
    private RepeatedLayout() {}

    static Laid of(LayoutNode node) {
        Laid joined = JoinedLayout.of(node);
        if (joined.outputs().isEmpty()) {
            return joined;
        }
        Layout own = joined.outputs().get(0);
        for (Graph.Use use : node.graph().uses(node.node().output())) {
            Node reader = use.node();
            if (reader.is(OperatorKind.ELEMENTWISE) || reader.is("Concat")) {
                for (String other : reader.inputs()) {
                    Optional<Layout> repeated = node.known().apply(other).flatMap(like -> like(node, own, like));
                    if (repeated.isPresent()) {
                        return joined.repeating(repeated.get(), other);
                    }
                }
            }
        }
        return joined;
    }

    /** The layout with the positions of another where values are repeated; empty if there are none. */
    private static Optional<Layout> like(LayoutNode node, Layout own, Layout other) {
        Shape out = node.outputShape();
        List<List<Factor>> axes = new ArrayList<>(own.axes());
        boolean found = false;
        for (int i = 1; i <= Math.min(axes.size(), other.axes().size()); i++) {
            List<Factor> parts = other.axes().get(other.axes().size() - i);
            boolean repeats = i > node.shape(0).rank() || node.shape(0).size(-i) == 1;
            boolean fits = Layout.sizeAt(parts, FieldMoves.NONE).equals(Optional.of(out.size(-i)));
            if (repeats && fits && !Layout.scaling(parts).isEmpty()) {
                axes.set(axes.size() - i, parts);
                found = true;
            }
        }
        return found ? Optional.of(new Layout(axes)) : Optional.empty();
    }
}
