package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.operator.OperatorKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Rule for Pad. Rows or columns that it fills up to whole windows are filled up so on any grid, by another number of samples (Swin
 * and SAM at sizes that their windows do not divide). Any other number of values stands beside the positions.
 */
final class PaddedLayout {
    private PaddedLayout() {}

    static Laid of(LayoutNode node) {
        if (node.first().isEmpty()) {
            return Laid.fixed("it pads positions by others");
        }
        Optional<long[]> pads = amounts(node);
        List<List<Factor>> axes = new ArrayList<>(node.first().get().axes());
        Shape out = node.outputShape();
        for (int i = 0; i < axes.size(); i++) {
            int added = out.size(i) - node.shape(0).size(i);
            if (added == 0) {
                continue;
            }
            if (Layout.scaling(axes.get(i)).isEmpty()) {
                axes.set(i, Layout.part(Factor.plain(out.size(i))));
                continue;
            }
            if (pads.isEmpty() || added < 0) {
                return Laid.fixed("it takes or adds a number of positions along axis " + i + " that is not known");
            }
            int before = (int) pads.get()[i];
            Optional<Factor> filled = before > 0 ? Optional.empty() : filledUp(node, i, axes.get(i));
            axes.set(i, filled.map(List::of).orElse(TokenLayout.beside(before, axes.get(i), added - before)));
        }
        return Laid.of(new Layout(axes));
    }

    /** The numbers of samples in front of and behind each axis; empty if they are not known. */
    private static Optional<long[]> amounts(LayoutNode node) {
        return node.node().hasInput(3)
                ? Optional.empty()
                : node.shapes().value(node.node().input(1)).map(Tensor::toLongs);
    }

    /** Whether a Pad of a map fills up windows. */
    static boolean fillsWindows(LayoutNode node) {
        return node.node().is("Pad")
                && of(node).outputs().stream()
                        .anyMatch(layout ->
                                layout.axes().stream().flatMap(List::stream).anyMatch(part -> part.fill() > 1));
    }

    private static Optional<Factor> filledUp(LayoutNode node, int axis, List<Factor> parts) {
        if (parts.size() != 1 || !parts.get(0).isWhole()) {
            return Optional.empty();
        }
        int size = node.outputShape().size(axis);
        OptionalInt window = window(node, axis);
        return window.isPresent()
                ? Optional.of(parts.get(0).filledUp(window.getAsInt())).filter(filled -> filled.size() == size)
                : Optional.empty();
    }

    /** A tensor and the axis of the padded one in it. */
    private record Place(String tensor, int axis) {}

    /** The size of the windows that a Reshape makes of an axis; empty if none does before something else works on it. */
    private static OptionalInt window(LayoutNode node, int axis) {
        Deque<Place> open = new ArrayDeque<>(List.of(new Place(node.node().output(), axis)));
        Set<Place> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            Place place = open.removeFirst();
            for (Graph.Use use : node.graph().uses(place.tensor())) {
                Node reader = use.node();
                if (reader.is("Reshape")) {
                    OptionalInt window = window(
                            node.shapes().of(place.tensor()),
                            place.axis(),
                            node.shapes().of(reader.output()));
                    if (window.isPresent()) {
                        return window;
                    }
                } else if (reader.is(OperatorKind.ELEMENTWISE) || reader.is("Concat", "Slice", "Transpose")) {
                    Place next = new Place(reader.output(), moved(reader, place.axis()));
                    if (seen.add(next)) {
                        open.add(next);
                    }
                }
            }
        }
        return OptionalInt.empty();
    }

    private static int moved(Node reader, int axis) {
        int[] order = reader.is("Transpose") ? reader.attributes().integers("perm") : new int[0];
        for (int i = 0; i < order.length; i++) {
            if (order[i] == axis) {
                return i;
            }
        }
        return axis;
    }

    /** The values inside each of the parts that an axis is divided into. */
    private static OptionalInt window(Shape from, int axis, Shape to) {
        long front = from.product(0, axis);
        long product = 1;
        for (int i = 0; i < to.rank(); i++) {
            if (product == front && to.size(i) > 1) {
                int size = from.size(axis);
                return to.size(i) < size && size % to.size(i) == 0
                        ? OptionalInt.of(size / to.size(i))
                        : OptionalInt.empty();
            }
            product *= to.size(i);
        }
        return OptionalInt.empty();
    }
}
