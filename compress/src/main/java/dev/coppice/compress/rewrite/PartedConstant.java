package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.ConstantPositions;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.resample.ResampleMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A constant whose axes hold rows and columns of maps.
 *
 * @param value the constant
 * @param axes its axes
 * @param positions how it is resampled
 */
record PartedConstant(Tensor value, List<Axis> axes, ConstantPositions positions) {
    /** An axis, with values in front of its parts and behind them. */
    private record Axis(int before, List<Part> parts, int after) {
        int size() {
            return before + parts.stream().mapToInt(Part::size).reduce(1, (a, b) -> a * b) + after;
        }
    }

    /** A part of an axis, and which of all parts it is; below 0 if it is none. */
    private record Part(int size, int number) {}

    PartedConstant {
        axes = List.copyOf(axes);
    }

    static PartedConstant of(Tensor constant, ConstantPositions positions) {
        List<Axis> axes = new ArrayList<>();
        int number = 0;
        for (ConstantPositions.PartedAxis axis : positions.axes()) {
            List<Part> parts = new ArrayList<>();
            for (int size : axis.parts()) {
                parts.add(new Part(size, number++));
            }
            axes.add(new Axis(axis.before(), parts, axis.after()));
        }
        return new PartedConstant(constant, axes, positions);
    }

    /** The constant on the new grids. What stands in front of positions and behind them stays. */
    Tensor resampled() {
        for (int i = 0; i < axes.size(); i++) {
            if (axes.get(i).before() + axes.get(i).after() > 0) {
                return inThree(i);
            }
        }
        Tensor changed = value;
        List<Part> parts = new ArrayList<>();
        axes.forEach(axis -> parts.addAll(axis.parts()));
        for (ConstantPositions.Moved moved : positions.moved()) {
            int[] at = moved.parts().stream()
                    .mapToInt(number -> place(parts, number))
                    .toArray();
            if (IntStream.of(at).allMatch(i -> i >= 0)) {
                int[] sizes = parts.stream().mapToInt(Part::size).toArray();
                changed = along(changed, sizes, at, moved.to());
                int inner = inner(sizes, at);
                parts.set(at[0], new Part(moved.to() / inner, parts.get(at[0]).number()));
            }
        }
        return changed.reshape(shape(parts));
    }

    /** The sizes of the axes, of parts that have new sizes. */
    private Shape shape(List<Part> parts) {
        int[] sizes = new int[axes.size()];
        int first = 0;
        for (int i = 0; i < sizes.length; i++) {
            int behind = first + axes.get(i).parts().size();
            sizes[i] = new Axis(0, parts.subList(first, behind), 0).size();
            first = behind;
        }
        return Shape.of(sizes);
    }

    private static int place(List<Part> parts, int number) {
        return IntStream.range(0, parts.size())
                .filter(i -> parts.get(i).number() == number)
                .findFirst()
                .orElse(-1);
    }

    /** The three pieces of an axis, each resampled for itself, put together again. */
    private Tensor inThree(int axis) {
        Axis whole = axes.get(axis);
        int behind = whole.size() - whole.after();
        List<Tensor> pieces = new ArrayList<>();
        if (whole.before() > 0) {
            pieces.add(piece(axis, 0, whole.before(), List.of(new Part(whole.before(), -1))));
        }
        pieces.add(piece(axis, whole.before(), behind, whole.parts()));
        if (whole.after() > 0) {
            pieces.add(piece(axis, behind, whole.size(), List.of(new Part(whole.after(), -1))));
        }
        return joined(pieces, axis);
    }

    private Tensor piece(int axis, int from, int to, List<Part> parts) {
        List<Axis> changed = new ArrayList<>(axes);
        changed.set(axis, new Axis(0, parts, 0));
        Tensor piece = value.select(axis, IntStream.range(from, to).toArray());
        return new PartedConstant(piece, changed, positions).resampled();
    }

    private static Tensor joined(List<Tensor> pieces, int axis) {
        Shape first = pieces.get(0).shape();
        int size = pieces.stream().mapToInt(piece -> piece.shape().size(axis)).sum();
        Shape shape = first.with(axis, size);
        float[] result = new float[Math.toIntExact(shape.elements())];
        int begin = 0;
        for (Tensor piece : pieces) {
            float[] values = piece.toFloats();
            int run = piece.shape().product(axis, first.rank());
            int whole = shape.product(axis, first.rank());
            for (int i = 0; i < values.length / run; i++) {
                System.arraycopy(values, i * run, result, i * whole + begin, run);
            }
            begin += run;
        }
        return Tensor.reals(pieces.get(0).type(), shape, result);
    }

    /** Values after a matrix was applied along the axis that some parts make together, in double precision. */
    private Tensor along(Tensor from, int[] sizes, int[] at, int to) {
        int inner = inner(sizes, at);
        double[][] matrix = ResampleMatrix.exact(positions.kind(), sizes[at[0]] * inner, to);
        int[] target = sizes.clone();
        target[at[0]] = to / inner;
        int[] strides = strides(sizes);
        int[] offsets = offsets(sizes, at, strides);
        float[] values = from.toFloats();
        float[] result = new float[IntStream.of(target).reduce(1, Math::multiplyExact)];
        int[] targetStrides = strides(target);
        for (int i = 0; i < result.length; i++) {
            int base = 0;
            for (int part = 0; part < sizes.length; part++) {
                base += i / targetStrides[part] % target[part] * strides[part];
            }
            int row = 0;
            for (int part : at) {
                int digit = i / targetStrides[part] % target[part];
                row = row * target[part] + digit;
                base -= digit * strides[part];
            }
            double sum = 0;
            for (int column = 0; column < offsets.length; column++) {
                sum += matrix[row][column] * values[base + offsets[column]];
            }
            result[i] = (float) sum;
        }
        return Tensor.reals(from.type(), Shape.of(target), result);
    }

    private static int inner(int[] sizes, int[] at) {
        return IntStream.range(1, at.length).map(i -> sizes[at[i]]).reduce(1, (a, b) -> a * b);
    }

    /** How far each position lies from the first one. */
    private static int[] offsets(int[] sizes, int[] at, int[] strides) {
        int[] offsets = new int[sizes[at[0]] * inner(sizes, at)];
        for (int position = 0; position < offsets.length; position++) {
            int left = position;
            for (int i = at.length - 1; i >= 0; i--) {
                offsets[position] += left % sizes[at[i]] * strides[at[i]];
                left /= sizes[at[i]];
            }
        }
        return offsets;
    }

    private static int[] strides(int... sizes) {
        int[] strides = new int[sizes.length];
        int stride = 1;
        for (int i = sizes.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= sizes[i];
        }
        return strides;
    }
}
