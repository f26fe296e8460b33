package dev.coppice.compress.grid.rule;

import dev.coppice.compress.plan.ConstantPositions;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A constant that has a value for each position: a position embedding, a table of relative positions, coordinates. On
 * another grid it is resampled as a map would be.
 */
public final class SpreadConstant {
    /** Of a mask; its mean is none. */
    private static final int TWO = 2;

    private final List<ConstantPositions.PartedAxis> axes = new ArrayList<>();
    private final List<ConstantPositions.Moved> moved = new ArrayList<>();
    private final Map<Rows, Integer> open = new HashMap<>();
    private final FieldMoves moves;
    private int count;

    /** Rows (axis 0) or columns (axis 1) of a map. */
    private record Rows(Optional<Placement> field, int axis) {}

    private SpreadConstant(FieldMoves moves) {
        this.moves = moves;
    }

    /** Whether a tensor of this shape, broadcast to axes of an output, has a value for each of their positions. */
    static boolean isSpread(Shape shape, List<List<Factor>> output) {
        int before = output.size() - shape.rank();
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (shape.size(axis) > 1
                    && !Layout.scaling(output.get(before + axis)).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Why a tensor over positions of an output cannot be resampled; empty if it can. */
    static Optional<String> obstacle(SizeValues known, String tensor, Layout output) {
        String what =
                "its input '" + tensor + "', " + known.shapes().of(tensor) + ", has a value for each position and ";
        Optional<Tensor> constant = known.value(tensor);
        if (constant.isEmpty()) {
            return Optional.of(what + "is neither a constant nor a map of the picture, nor computed from sizes");
        }
        if (WindowMask.fits(constant.get(), output) || isAlike(constant.get(), output)) {
            return Optional.empty();
        }
        if (!constant.get().type().isFloating()) {
            return Optional.of(what + "holds truth values or integers, which cannot be resampled");
        }
        float[] values = constant.get().toFloats();
        float other = values[0];
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return Optional.of(what + "holds values that are not finite, which cannot be resampled");
            }
            other = value == values[0] ? other : value;
        }
        return isMask(other, values)
                ? Optional.of(what + "holds " + TWO + " different values, as masks do, which cannot be resampled")
                : Optional.empty();
    }

    /** Whether a constant has the same value for each position, whatever it has for others beside them. */
    private static boolean isAlike(Tensor constant, Layout output) {
        Shape shape = constant.shape();
        int missing = output.axes().size() - shape.rank();
        for (int axis = 0; axis < shape.rank(); axis++) {
            List<Factor> parts = output.axes().get(missing + axis);
            if (shape.size(axis) > 1 && !Layout.scaling(parts).isEmpty()) {
                Optional<Factor.Beside> beside = TokenLayout.inner(parts);
                int from = Math.max(0, beside.map(Factor.Beside::before).orElse(0));
                int to = shape.size(axis)
                        - Math.max(0, beside.map(Factor.Beside::after).orElse(0));
                double[] first = constant.select(axis, from).toDoubles();
                for (int i = from + 1; i < to; i++) {
                    if (!Arrays.equals(constant.select(axis, i).toDoubles(), first)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean isMask(float other, float... values) {
        if (other == values[0]) {
            return false;
        }
        for (float value : values) {
            if (value != values[0] && value != other) {
                return false;
            }
        }
        return true;
    }

    /**
     * The step that resamples a constant. Of values that are computed from sizes it says what they must become.
     *
     * @param output the layout that it is broadcast to
     * @param moves where the maps lie now
     */
    public static PlanStep step(Node node, int input, GridNode.Scene scene, Layout output, FieldMoves moves) {
        Shape shape = scene.shapes().of(node.input(input));
        Tensor value = new SizeValues(scene.graph(), scene.shapes())
                .value(node.input(input))
                .orElseThrow();
        if (WindowMask.fits(value, output)) {
            return WindowMask.step(node, input, shape, output, moves);
        }
        SpreadConstant constant = new SpreadConstant(moves);
        int before = output.axes().size() - shape.rank();
        for (int axis = 0; axis < shape.rank(); axis++) {
            List<Factor> parts = output.axes().get(before + axis);
            boolean isOwn = !Layout.scaling(parts).isEmpty()
                    && Layout.sizeAt(parts, FieldMoves.NONE).equals(Optional.of(shape.size(axis)));
            constant.add(!isOwn ? Layout.part(Factor.plain(shape.size(axis))) : parts);
        }
        return new PlanStep.ResampleConstant(
                node.name(), input, new ConstantPositions(scene.kind(), constant.axes, constant.moved));
    }

    private void add(List<Factor> axis) {
        Optional<Factor.Beside> beside =
                TokenLayout.inner(axis).filter(b -> !axis.get(0).isSome()); // some positions are an axis of their own
        List<Factor> parts = beside.map(Factor.Beside::positions).orElse(axis);
        axes.add(new ConstantPositions.PartedAxis(
                beside.map(Factor.Beside::before).orElse(0),
                parts.stream().map(Factor::size).toList(),
                beside.map(Factor.Beside::after).orElse(0)));
        for (Factor part : parts) {
            Rows rows = new Rows(part.field(), part.axis());
            if (part.scales()) {
                open.put(rows, moved.size());
                moved.add(new ConstantPositions.Moved(
                        List.of(count), part.sizeAt(moves).orElseThrow()));
            } else {
                Optional.ofNullable(open.get(rows)).ifPresent(at -> moved.set(at, inner(moved.get(at), part)));
            }
            count++;
        }
    }

    /** Rows or columns with those inside each of their windows. */
    private ConstantPositions.Moved inner(ConstantPositions.Moved outer, Factor part) {
        List<Integer> parts = new ArrayList<>(outer.parts());
        parts.add(count);
        return new ConstantPositions.Moved(parts, outer.to() * part.size());
    }
}
