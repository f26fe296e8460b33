package dev.coppice.compress.grid.rule;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A mask over windows of which all but those at the end are alike: that of shifted windows, where the last row and column
 * hold what comes from both borders (Swin, Liu et al., ICCV 2021, fig. 4). Where a map has fewer windows, the last of the
 * mask's stay.
 */
final class WindowMask {
    private WindowMask() {}

    /** Whether a constant, broadcast to an output, is such a mask. */
    static boolean fits(Tensor constant, Layout output) {
        if (Arrays.stream(constant.toDoubles()).distinct().limit(3).count() != 2) {
            return false;
        }
        List<Factor> parts = parts(constant.shape(), output);
        Tensor apart =
                constant.reshape(Shape.of(parts.stream().mapToInt(Factor::size).toArray()));
        return !Layout.scaling(parts).isEmpty()
                && IntStream.range(0, parts.size())
                        .filter(i -> parts.get(i).scales())
                        .allMatch(i -> parts.get(i).span() > 1 && areAlike(apart, i));
    }

    /** Whether all values along an axis but the last are alike. */
    private static boolean areAlike(Tensor apart, int axis) {
        double[] first = apart.select(axis, 0).toDoubles();
        return IntStream.range(1, apart.shape().size(axis) - 1)
                .allMatch(i -> Arrays.equals(apart.select(axis, i).toDoubles(), first));
    }

    /** The step that keeps the last windows. */
    static PlanStep step(Node node, int input, Shape shape, Layout output, FieldMoves moves) {
        List<Factor> parts = parts(shape, output);
        return new PlanStep.KeepLast(
                node.name(),
                input,
                parts.stream().map(Factor::size).toList(),
                parts.stream().map(part -> part.sizeAt(moves).orElseThrow()).toList());
    }

    /** The parts of all axes of a constant that is broadcast to an output. */
    private static List<Factor> parts(Shape shape, Layout output) {
        int before = output.axes().size() - shape.rank();
        List<Factor> parts = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            List<Factor> own = output.axes().get(before + axis);
            boolean isOwn = own.stream().noneMatch(part -> part.beside().isPresent())
                    && own.stream().mapToInt(Factor::size).reduce(1, (a, b) -> a * b) == shape.size(axis);
            parts.addAll(isOwn ? own : Layout.part(Factor.plain(shape.size(axis))));
        }
        return parts;
    }
}
