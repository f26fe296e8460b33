package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lifts of operators on maps whose axes have a meaning: pooling, normalisation, biases, upsampling, reductions. */
final class MapLifts {
    private static final int MAP_RANK = 4;

    private MapLifts() {}

    static void maxPool(LiftedOp op) {
        boolean nhwc = op.integer(10, 0) == 1;
        op.output(nhwc, "MaxPool", pooling(op), op.map(0, nhwc));
    }

    static void averagePool(LiftedOp op) {
        boolean nhwc = op.integer(10, 0) == 1;
        if (op.integer(6, 1) != 1 || op.integer(7, 1) != 1) {
            throw new UnliftableException("with dilation");
        }
        Attributes a = pooling(op).with("count_include_pad", Math.toIntExact(op.integer(9, 0)));
        op.output(nhwc, "AveragePool", a.without("dilations"), op.map(0, nhwc));
    }

    /** Arguments: kernel, stride, padding, dilation (two each), 0 explicit or 1 SAME, divisor, 1 NHWC. */
    private static Attributes pooling(LiftedOp op) {
        int[] pad = op.ints(4, 6);
        Attributes a = Attributes.NONE
                .with("kernel_shape", op.ints(0, 2))
                .with("strides", op.ints(2, 4))
                .with("dilations", op.ints(6, 8));
        return op.integer(8, 0) == 0
                ? a.with("pads", pad[0], pad[1], pad[0], pad[1])
                : a.with("auto_pad", "SAME_UPPER");
    }

    /** Arguments: has γ, has β, the axis; inputs x, mean, variance, γ, β. */
    static void batchNorm(LiftedOp op) {
        boolean gamma = op.integer(0, 0) == 1;
        boolean beta = op.integer(1, 0) == 1;
        long axis = op.integer(2, 1);
        int rank = op.rank(0);
        int own = op.axis(axis, rank, false);
        boolean nhwc = rank == MAP_RANK && own == MAP_RANK - 1;
        if (!nhwc && own != 1) {
            throw new UnliftableException("over axis " + axis + " of " + rank);
        }
        Tensor mean = op.constant(1);
        int shift = gamma ? 4 : 3;
        String name = op.op().output();
        op.output(
                nhwc,
                "BatchNormalization",
                Attributes.NONE.with("epsilon", (float) op.real(0, 1e-5)),
                op.map(0, nhwc),
                gamma ? op.put(3, op.constant(3)) : op.put(name + ".gamma", filled(mean, 1)),
                beta ? op.put(shift, op.constant(shift)) : op.put(name + ".beta", filled(mean, 0)),
                op.put(1, mean),
                op.put(2, op.constant(2)));
    }

    /** Arguments: 0 NHWC or 1 NCHW, whether it trains, ε; inputs x, γ, β, mean, variance. */
    static void fusedBatchNorm(LiftedOp op) {
        if (op.integer(1, 0) != 0 || !op.has(4)) {
            throw new UnliftableException("that trains");
        }
        boolean nhwc = op.integer(0, 0) == 0;
        List<String> inputs = new ArrayList<>(List.of(op.map(0, nhwc)));
        for (int i = 1; i < 5; i++) {
            inputs.add(op.put(i, op.constant(i)));
        }
        Attributes a = Attributes.NONE.with("epsilon", (float) op.real(0, 1e-3));
        op.output(nhwc, "BatchNormalization", a, inputs.toArray(String[]::new));
        op.result(1, false, inputs.get(3));
        op.result(2, false, inputs.get(4));
    }

    private static Tensor filled(Tensor like, float value) {
        float[] values = new float[Math.toIntExact(like.shape().elements())];
        Arrays.fill(values, value);
        return Tensor.floats(like.shape(), values);
    }

    static void biasAdd(LiftedOp op) {
        boolean first = op.truth(0, false);
        boolean nhwc = !first && op.isTurned(0);
        boolean last = !first && !nhwc;
        Tensor bias = op.constant(1);
        int[] sizes = new int[op.rank(0) - 1];
        Arrays.fill(sizes, 1);
        sizes[0] = Math.toIntExact(bias.shape().elements());
        Tensor shaped = last ? bias : bias.reshape(Shape.of(sizes));
        op.output(nhwc, "Add", Attributes.NONE, op.map(0, nhwc), op.put(1, shaped));
    }

    /** Arguments: factor, or factors of height and width and 1 for NCHW. */
    static void upsample(LiftedOp op) {
        long[] args = op.integers();
        boolean nhwc = args.length > 2 && args[2] == 0;
        float height = (float) args[0];
        float width = (float) (args.length > 1 ? args[1] : args[0]);
        String name = op.op().output();
        String scales = op.put(name + ".scales", Tensor.floats(Shape.of(4), 1, 1, height, width));
        Attributes a = Attributes.NONE
                .with("mode", "nearest")
                .with("coordinate_transformation_mode", "asymmetric")
                .with("nearest_mode", "floor");
        op.output(nhwc, "Resize", a, op.map(0, nhwc), "", scales);
    }
}
