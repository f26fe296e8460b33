package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Lifts of operators that move elements, and of matrix products. */
final class MovementLifts {
    private static final int TO_THE_END = Integer.MAX_VALUE;

    private MovementLifts() {}

    static void concat(LiftedOp op) {
        int axis = Math.toIntExact(op.integer(0, 0));
        int parts = op.op().inputs().size();
        boolean nhwc = IntStream.range(0, parts).anyMatch(op::isTurned);
        String[] inputs =
                IntStream.range(0, parts).mapToObj(i -> op.map(i, nhwc)).toArray(String[]::new);
        op.output(nhwc, "Concat", Attributes.NONE.with("axis", nhwc ? ElementwiseLifts.nchw(axis) : axis), inputs);
    }

    /** A permutation between the two map orders moves nothing, as the lifted map keeps its order. */
    static void permute(LiftedOp op) {
        int[] axes = op.ints(0, op.integers().length);
        if (op.isTurned(0) && Arrays.equals(axes, LiftedTensors.TO_NCHW)) {
            op.same(false, op.map(0, true));
            return;
        }
        if (!op.isTurned(0) && Arrays.equals(axes, LiftedTensors.TO_NHWC)) {
            op.same(true, op.plain(0));
            return;
        }
        op.output(false, "Transpose", Attributes.NONE.with("perm", axes), op.plain(0));
    }

    /** Arguments or a second input: the axes in their new order; the reverse order without any. */
    static void transpose(LiftedOp op) {
        int rank = op.rank(0);
        long[] given = op.has(1) ? op.constant(1).toLongs() : op.integers();
        int[] axes = given.length == 0
                ? IntStream.range(0, rank).map(i -> rank - 1 - i).toArray()
                : Arrays.stream(given).mapToInt(a -> op.axis(a, rank, false)).toArray();
        op.output(false, "Transpose", Attributes.NONE.with("perm", axes), op.plain(0));
    }

    static void flatten(LiftedOp op) {
        op.output(false, "Flatten", Attributes.NONE.with("axis", Math.toIntExact(op.integer(0, 1))), op.plain(0));
    }

    static void stack(LiftedOp op) {
        int parts = op.op().inputs().size();
        int axis = op.axis(op.integer(0, 0), op.rank(0) + 1, false);
        String axes = op.vector("axes", axis);
        String[] inputs = IntStream.range(0, parts)
                .mapToObj(i -> op.emit("Unsqueeze", Attributes.NONE, op.plain(i), axes))
                .toArray(String[]::new);
        op.output(false, "Concat", Attributes.NONE.with("axis", axis), inputs);
    }

    static void unstack(LiftedOp op) {
        int axis = op.axis(op.integer(0, 0), op.rank(0), false);
        List<String> outputs = op.op().outputs();
        List<String> parts =
                outputs.stream().map(o -> op.tensors().unique(o + ".part")).toList();
        Attributes a = Attributes.NONE.with("axis", axis).with("num_outputs", parts.size());
        op.tensors().emit(new Node(parts.get(0), "", "Split", List.of(op.plain(0)), parts, a));
        String axes = op.vector("axes", axis);
        for (int i = 0; i < parts.size(); i++) {
            op.result(i, false, op.tensors().emit(outputs.get(i), "Squeeze", Attributes.NONE, parts.get(i), axes));
        }
    }

    /** Arguments: the axis, and the places unless an input has them. */
    static void gather(LiftedOp op) {
        long[] args = op.integers();
        int rank = op.rank(0);
        long axis = args.length == 0 ? 0 : args[0];
        boolean row = !op.has(1) || op.array(1).map(t -> t.shape().rank() == 1).orElse(false);
        boolean nhwc = row && op.isTurned(0);
        String places = op.has(1) ? op.plain(1) : op.vector("places", Arrays.copyOfRange(args, 1, args.length));
        Attributes a = Attributes.NONE.with("axis", op.axis(axis, rank, nhwc));
        op.output(nhwc, "Gather", a, op.map(0, nhwc), places);
    }

    /** Arguments: the axes. */
    static void reverse(LiftedOp op) {
        int rank = op.rank(0);
        boolean nhwc = op.isTurned(0);
        long[] axes =
                Arrays.stream(op.integers()).map(a -> op.axis(a, rank, nhwc)).toArray();
        op.output(
                nhwc,
                "Slice",
                Attributes.NONE,
                op.map(0, nhwc),
                op.vector("starts", filled(axes.length, -1)),
                op.vector("ends", filled(axes.length, Integer.MIN_VALUE)),
                op.vector("axes", axes),
                op.vector("steps", filled(axes.length, -1)));
    }

    private static long[] filled(int length, long value) {
        return LongStream.generate(() -> value).limit(length).toArray();
    }

    /** Arguments: the axis, the depth; values of a hit and elsewhere. */
    static void oneHot(LiftedOp op) {
        String depth = op.vector("depth", op.integer(1, 1));
        String values = op.put(
                op.op().output() + ".values", Tensor.floats(Shape.of(2), (float) op.real(1, 0), (float) op.real(0, 1)));
        Attributes a = Attributes.NONE.with("axis", Math.toIntExact(op.integer(0, -1)));
        op.output(false, "OneHot", a, op.plain(0), depth, values);
    }

    /** A leading argument below -1 is the order of elements; -99 means C order. */
    static void reshape(LiftedOp op) {
        long[] args = op.has(1) ? op.constant(1).toLongs() : op.integers();
        int first = args.length > 0 && args[0] < -1 ? 1 : 0;
        if (first == 1 && args[0] != -99 && !op.has(1)) {
            throw new UnliftableException("in Fortran order");
        }
        long[] sizes = Arrays.copyOfRange(args, first, args.length);
        op.output(false, "Reshape", Attributes.NONE, op.plain(0), op.vector("shape", sizes));
    }

    static void tile(LiftedOp op) {
        long[] times = op.has(1) ? op.constant(1).toLongs() : op.integers();
        op.output(false, "Tile", Attributes.NONE, op.plain(0), op.vector("times", times));
    }

    static void squeeze(LiftedOp op) {
        op.output(false, "Squeeze", Attributes.NONE, op.plain(0), op.vector("axes", op.integers()));
    }

    static void expand(LiftedOp op) {
        op.output(false, "Unsqueeze", Attributes.NONE, op.plain(0), op.vector("axes", op.integers()));
    }

    static void pad(LiftedOp op) {
        Tensor amounts = op.constant(1);
        int rank = amounts.shape().size(0);
        boolean nhwc = op.isTurned(0);
        long[] each = amounts.toLongs();
        long[] pads = new long[2 * rank];
        for (int i = 0; i < rank; i++) {
            int axis = nhwc ? ElementwiseLifts.nchw(i) : i;
            pads[axis] = each[2 * i];
            pads[rank + axis] = each[2 * i + 1];
        }
        switch ((int) op.integer(0, 0)) {
            case 0 -> {
                String value = op.put("value", (float) op.real(0, 0));
                op.output(nhwc, "Pad", Attributes.NONE, op.map(0, nhwc), op.vector("pads", pads), value);
            }
            case 1 ->
                op.output(
                        nhwc, "Pad", Attributes.NONE.with("mode", "reflect"), op.map(0, nhwc), op.vector("pads", pads));
            default -> mirrored(op, nhwc, pads);
        }
    }

    /** A padding that repeats the edge too: with one pixel at most it is the edge. */
    private static void mirrored(LiftedOp op, boolean nhwc, long... pads) {
        if (Arrays.stream(pads).anyMatch(p -> p > 1)) {
            throw new UnliftableException("that mirrors more than the edge (PadMode.REFLECT can be lifted)");
        }
        op.output(nhwc, "Pad", Attributes.NONE.with("mode", "edge"), op.map(0, nhwc), op.vector("pads", pads));
    }

    /** Arguments: begin of every axis, size of every axis. */
    static void slice(LiftedOp op) {
        if (op.has(1)) {
            throw new UnliftableException("with bounds in variables");
        }
        long[] args = op.integers();
        int rank = args.length / 2;
        long[] begin = Arrays.copyOf(args, rank);
        long[] end = new long[rank];
        Arrays.setAll(end, i -> args[rank + i] == -1 ? TO_THE_END : begin[i] + args[rank + i]);
        slice(op, begin, end, LongStream.generate(() -> 1).limit(rank).toArray());
    }

    private static void slice(LiftedOp op, long[] begin, long[] end, long... steps) {
        boolean nhwc = op.isTurned(0);
        long[] axes = IntStream.range(0, begin.length)
                .mapToLong(i -> nhwc ? ElementwiseLifts.nchw(i) : i)
                .toArray();
        op.output(
                nhwc,
                "Slice",
                Attributes.NONE,
                op.map(0, nhwc),
                op.vector("starts", begin),
                op.vector("ends", end),
                op.vector("axes", axes),
                op.vector("steps", steps));
    }

    /** Arguments: masks of begin, ellipsis, end, new axis, shrunk axis; begin, end and step of every axis. */
    static void stridedSlice(LiftedOp op) {
        long[] args = op.integers();
        if (op.has(1) || args[1] + args[3] != 0) {
            throw new UnliftableException("with bounds in variables, an ellipsis, or axes made");
        }
        int rank = (args.length - 5) / 3;
        long[] begin = Arrays.copyOfRange(args, 5, 5 + rank);
        long[] end = Arrays.copyOfRange(args, 5 + rank, 5 + 2 * rank);
        long[] steps = Arrays.copyOfRange(args, 5 + 2 * rank, args.length);
        for (int i = 0; i < rank; i++) {
            begin[i] = (args[0] >> i & 1) == 1 ? 0 : begin[i];
            end[i] = (args[2] >> i & 1) == 1 ? TO_THE_END : end[i];
            end[i] = (args[4] >> i & 1) == 0 ? end[i] : begin[i] == -1 ? TO_THE_END : begin[i] + 1;
        }
        long[] points =
                LongStream.range(0, rank).filter(i -> (args[4] >> i & 1) == 1).toArray();
        if (points.length == 0) {
            slice(op, begin, end, steps);
        } else {
            points(op, begin, end, steps, points);
        }
    }

    /** Axes along which one element is taken go. */
    private static void points(LiftedOp op, long[] begin, long[] end, long[] steps, long... points) {
        String part = op.emit(
                "Slice",
                Attributes.NONE,
                op.plain(0),
                op.vector("starts", begin),
                op.vector("ends", end),
                op.vector("axes", LongStream.range(0, begin.length).toArray()),
                op.vector("steps", steps));
        op.output(false, "Squeeze", Attributes.NONE, part, op.vector("points", points));
    }

    /** Arguments: transposed left, right, result. */
    static void matMul(LiftedOp op) {
        int left = Math.toIntExact(op.integer(0, 0));
        int right = Math.toIntExact(op.integer(1, 0));
        if (op.integer(2, 0) != 0) {
            throw new UnliftableException("with a transposed result");
        }
        if (left + right == 0) {
            op.output(false, "MatMul", Attributes.NONE, op.plain(0), op.plain(1));
        } else if (op.rank(0) == 2 && op.rank(1) == 2) {
            Attributes a = Attributes.NONE.with("transA", left).with("transB", right);
            op.output(false, "Gemm", a, op.plain(0), op.plain(1));
        } else {
            String a = left == 1 ? transposed(op, 0) : op.plain(0);
            String b = right == 1 ? transposed(op, 1) : op.plain(1);
            op.output(false, "MatMul", Attributes.NONE, a, b);
        }
    }

    private static String transposed(LiftedOp op, int position) {
        return op.emit("Transpose", Attributes.NONE.with("perm", lastTwo(op.rank(position))), op.plain(position));
    }

    static int[] lastTwo(int rank) {
        int[] axes = IntStream.range(0, rank).toArray();
        axes[rank - 1] = rank - 2;
        axes[rank - 2] = rank - 1;
        return axes;
    }
}
