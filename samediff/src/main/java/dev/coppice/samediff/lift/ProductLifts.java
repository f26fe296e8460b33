package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;

/** Lifts of products beyond the plain one, and of attention. */
final class ProductLifts {
    private static final int MAP_RANK = 4;

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    private ProductLifts() {}

    static void linear(LiftedOp op) {
        op.output(false, "Gemm", Attributes.NONE, op.plain(0), op.plain(1), op.plain(2));
    }

    static void linearRelu(LiftedOp op) {
        op.output(
                false,
                "Relu",
                Attributes.NONE,
                op.emit("Gemm", Attributes.NONE, op.plain(0), op.plain(1), op.plain(2)));
    }

    /** Arguments: number of axes and the axes to sum over, of both inputs. */
    static void tensorDot(LiftedOp op) {
        if (op.truth(0, false) || op.truth(1, false) || op.truth(2, false)) {
            throw new UnliftableException("with a transposed operand");
        }
        int left = Math.toIntExact(op.integer(0, 0));
        int[] first = op.ints(1, 1 + left);
        int[] second = op.ints(2 + left, op.integers().length);
        int rank = op.rank(0);
        char[] a = LETTERS.substring(0, rank).toCharArray();
        char[] b = LETTERS.substring(rank, rank + op.rank(1)).toCharArray();
        for (int i = 0; i < left; i++) {
            b[op.axis(second[i], b.length, false)] = a[op.axis(first[i], rank, false)];
        }
        String summed = summed(a, first, rank);
        String kept = (new String(a) + new String(b)).replaceAll(summed.isEmpty() ? "(?!)" : "[" + summed + "]", "");
        String equation = new String(a) + "," + new String(b) + "->" + kept;
        op.output(false, "Einsum", Attributes.NONE.with("equation", equation), op.plain(0), op.plain(1));
    }

    private static String summed(char[] letters, int[] axes, int rank) {
        StringBuilder summed = new StringBuilder();
        Arrays.stream(axes).forEach(axis -> summed.append(letters[Math.floorMod(axis, rank)]));
        return summed.toString();
    }

    /** Inputs: queries, keys, values, each features × time, and perhaps a mask. Argument: whether products are scaled. */
    static void attention(LiftedOp op) {
        refuse(op, 3);
        String weights = weights(op, op.plain(0), op.plain(1), op.shape(1).size(-2), op.rank(0));
        op.output(false, "MatMul", Attributes.NONE, op.plain(2), weights);
    }

    private static void refuse(LiftedOp op, int mask) {
        if (op.has(mask) || op.integer(1, 0) != 0) {
            throw new UnliftableException("with a mask, or giving its weights");
        }
    }

    /** How much each query takes of each time, time × queries. */
    private static String weights(LiftedOp op, String queries, String keys, int features, int rank) {
        int[] swapped = MovementLifts.lastTwo(rank);
        String turned = op.emit("Transpose", Attributes.NONE.with("perm", swapped), keys);
        String alike = op.emit("MatMul", Attributes.NONE, turned, queries);
        String scaled = op.integer(0, 0) == 0
                ? alike
                : op.emit("Div", Attributes.NONE, alike, op.put("scale", (float) Math.sqrt(features)));
        return op.emit("Softmax", Attributes.NONE.with("axis", rank - 2), scaled);
    }

    /** Inputs: queries, keys, values; their projections heads × size × features; that of the result; perhaps a mask. */
    static void multiHead(LiftedOp op) {
        refuse(op, 7);
        int size = op.constant(4).shape().size(1);
        String weights = weights(op, projected(op, 0), projected(op, 1), size, MAP_RANK);
        String mixed = op.emit("MatMul", Attributes.NONE, projected(op, 2), weights);
        long joined = op.constant(6).shape().size(0);
        String moved = op.emit("Transpose", Attributes.NONE.with("perm", 0, 3, 1, 2), mixed);
        String rows = op.emit("Reshape", Attributes.NONE, moved, op.vector("rows", 0, 0, joined));
        String out = op.emit("MatMul", Attributes.NONE, rows, op.plain(6));
        op.output(false, "Transpose", Attributes.NONE.with("perm", 0, 2, 1), out);
    }

    /** Features × time as heads × size × time. */
    private static String projected(LiftedOp op, int position) {
        Tensor weights = op.constant(3 + position);
        Shape heads = weights.shape();
        Tensor matrix = AxisOrder.of(2, 0, 1).of(weights).reshape(Shape.of(heads.size(2), heads.product(0, 2)));
        String rows = op.emit("Transpose", Attributes.NONE.with("perm", 0, 2, 1), op.plain(position));
        String all = op.emit("MatMul", Attributes.NONE, rows, op.put(3 + position, matrix));
        String each = op.emit("Reshape", Attributes.NONE, all, op.vector("heads", 0, 0, heads.size(0), heads.size(1)));
        return op.emit("Transpose", Attributes.NONE.with("perm", 0, 2, 3, 1), each);
    }
}
