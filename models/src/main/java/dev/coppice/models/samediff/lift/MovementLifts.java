package dev.coppice.models.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Operators that move elements, and matrix products. */
final class MovementLifts {
    private static final int TO_THE_END = Integer.MAX_VALUE;

    private MovementLifts() {}

    static void concat(LiftedOp op) {
        int axis = Math.toIntExact(op.integer(0, 0));
        int parts = op.op().getInputsToOp().size();
        boolean nhwc = IntStream.range(0, parts).anyMatch(op::isTurned);
        String[] inputs =
                IntStream.range(0, parts).mapToObj(i -> op.map(i, nhwc)).toArray(String[]::new);
        op.output(nhwc, "Concat", Attributes.NONE.with("axis", nhwc ? ElementwiseLifts.nchw(axis) : axis), inputs);
    }

    static void permute(LiftedOp op) {
        int[] axes = op.ints(0, op.integers().length);
        op.output(false, "Transpose", Attributes.NONE.with("perm", axes), op.plain(0));
    }

    /** A leading argument below -1 is the order of elements, -99 for C. */
    static void reshape(LiftedOp op) {
        long[] args = op.has(1) ? op.constant(1).toLongVector() : op.integers();
        int first = args.length > 0 && args[0] < -1 ? 1 : 0;
        if (first == 1 && args[0] != -99 && !op.has(1)) {
            throw new UnliftableException("in Fortran order");
        }
        long[] sizes = Arrays.copyOfRange(args, first, args.length);
        op.output(false, "Reshape", Attributes.NONE, op.plain(0), vector(op, "shape", sizes));
    }

    static void squeeze(LiftedOp op) {
        op.output(false, "Squeeze", Attributes.NONE, op.plain(0), vector(op, "axes", op.integers()));
    }

    static void expand(LiftedOp op) {
        op.output(false, "Unsqueeze", Attributes.NONE, op.plain(0), vector(op, "axes", op.integers()));
    }

    static void pad(LiftedOp op) {
        if (op.integer(0, 0) != 0) {
            throw new UnliftableException("that reflects");
        }
        INDArray amounts = op.constant(1);
        int rank = Math.toIntExact(amounts.size(0));
        boolean nhwc = op.isTurned(0);
        long[] pads = new long[2 * rank];
        for (int i = 0; i < rank; i++) {
            int axis = nhwc ? ElementwiseLifts.nchw(i) : i;
            pads[axis] = amounts.getLong(i, 0);
            pads[rank + axis] = amounts.getLong(i, 1);
        }
        String value = op.put(op.op().getOutputsOfOp().get(0) + ".value", Tensor.scalar((float) op.real(0, 0)));
        op.output(nhwc, "Pad", Attributes.NONE, op.map(0, nhwc), vector(op, "pads", pads), value);
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
        op.output(false, "Slice", Attributes.NONE, op.plain(0), vector(op, "starts", begin), vector(op, "ends", end));
    }

    /** Arguments: masks of begin, ellipsis, end, new axis, shrunk axis; begin, end and step of every axis. */
    static void stridedSlice(LiftedOp op) {
        long[] args = op.integers();
        if (op.has(1) || args[1] + args[3] + args[4] != 0) {
            throw new UnliftableException("with bounds in variables, an ellipsis, or axes made or removed");
        }
        int rank = (args.length - 5) / 3;
        long[] begin = Arrays.copyOfRange(args, 5, 5 + rank);
        long[] end = Arrays.copyOfRange(args, 5 + rank, 5 + 2 * rank);
        long[] steps = Arrays.copyOfRange(args, 5 + 2 * rank, args.length);
        long[] axes = IntStream.range(0, rank).asLongStream().toArray();
        for (int i = 0; i < rank; i++) {
            begin[i] = (args[0] >> i & 1) == 1 ? 0 : begin[i];
            end[i] = (args[2] >> i & 1) == 1 ? TO_THE_END : end[i];
        }
        op.output(
                false,
                "Slice",
                Attributes.NONE,
                op.plain(0),
                vector(op, "starts", begin),
                vector(op, "ends", end),
                vector(op, "axes", axes),
                vector(op, "steps", steps));
    }

    static void split(LiftedOp op) {
        if (op.has(1)) {
            throw new UnliftableException("with its axis in a variable");
        }
        List<String> parts = new ArrayList<>();
        op.op().getOutputsOfOp().forEach(o -> parts.add(op.tensors().unique(o)));
        Attributes a = Attributes.NONE.with("axis", Math.toIntExact(op.integer(1, 0)));
        op.tensors().emit(new Node(parts.get(0), "", "Split", List.of(op.plain(0)), parts, a));
        for (int i = 0; i < parts.size(); i++) {
            op.tensors().define(op.op().getOutputsOfOp().get(i), false, parts.get(i));
        }
    }

    /** Arguments: transposed left, right, result. */
    static void matMul(LiftedOp op) {
        int left = Math.toIntExact(op.integer(0, 0));
        int right = Math.toIntExact(op.integer(1, 0));
        if (op.integer(2, 0) != 0) {
            throw new UnliftableException("with a transposed result");
        }
        String kind = left + right > 0 ? "Gemm" : "MatMul";
        Attributes a = left + right > 0 ? Attributes.NONE.with("transA", left).with("transB", right) : Attributes.NONE;
        op.output(false, kind, a, op.plain(0), op.plain(1));
    }

    static void linear(LiftedOp op) {
        op.output(false, "Gemm", Attributes.NONE, op.plain(0), op.plain(1), op.plain(2));
    }

    private static String vector(LiftedOp op, String role, long... values) {
        return op.put(op.op().getOutputsOfOp().get(0) + "." + role, Tensor.vector(values));
    }
}
