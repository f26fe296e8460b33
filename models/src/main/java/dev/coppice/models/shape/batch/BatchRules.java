package dev.coppice.models.shape.batch;

import dev.coppice.models.graph.Node;
import dev.coppice.models.operator.Operand;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.operator.OperatorRules;
import java.util.Arrays;

/** Table of batch rules: a default by kind, and overrides by operator. */
final class BatchRules {
    private static final BatchRule ALONG_AN_AXIS =
            c -> AxisBatch.along(c, c.node().attributes().integer("axis", -1));

    private static final OperatorRules<BatchRule> RULES = movement(kinds())
            .without("MeanVarianceNormalization")
            .with(AxisBatch::argument, "ArgMax", "ArgMin")
            .with(AxisBatch::cumulated, "CumSum")
            .with(AxisBatch::layer, "LayerNormalization")
            .with(AxisBatch::quantised, "DequantizeLinear", "QuantizeLinear")
            .with(ALONG_AN_AXIS, "TopK")
            .with(BatchRules::map, "Col2Im", "Conv", "ConvTranspose", "DepthToSpace", "SpaceToDepth")
            .with(ProductBatch::einsum, "Einsum")
            .with(AxisBatch::sampled, "GridSample")
            .with(AxisBatch::triangular, "Trilu")
            .with(IndexBatch::elements, "GatherElements", "ScatterElements")
            .with(IndexBatch::gathered, "GatherND")
            .with(IndexBatch::scattered, "ScatterND")
            .with(new RecurrentBatch(), "GRU", "LSTM", "RNN")
            .with(ProductBatch::gemm, "Gemm")
            .with(ProductBatch::matMul, "MatMul");

    private BatchRules() {}

    static BatchRule of(Node node) {
        return node.schema().flatMap(RULES::of).orElse(c -> {
            throw new FixedBatchException("is not known to work on each image alone");
        });
    }

    private static OperatorRules<BatchRule> kinds() {
        return OperatorRules.<BatchRule>none()
                .with(OperatorKind.ELEMENTWISE, BatchRules::elementwise)
                .with(OperatorKind.GLOBAL_POOLING, BatchRules::map)
                .with(OperatorKind.NORMALISATION, BatchRules::map)
                .with(OperatorKind.POOLING, BatchRules::map)
                .with(OperatorKind.REDUCTION, AxisBatch::reduced)
                .with(OperatorKind.RESAMPLING, BatchRules::map)
                .with(OperatorKind.SOFTMAX, ALONG_AN_AXIS);
    }

    private static OperatorRules<BatchRule> movement(OperatorRules<BatchRule> rules) {
        return rules.with(MovementBatch::concat, "Concat")
                .with(MovementBatch::expand, "Expand")
                .with(MovementBatch::flatten, "Flatten")
                .with(MovementBatch::gather, "Gather")
                .with(MovementBatch::pad, "Pad")
                .with(MovementBatch::reshape, "Reshape")
                .with(MovementBatch::slice, "Slice")
                .with(MovementBatch::split, "Split")
                .with(MovementBatch::squeeze, "Squeeze")
                .with(MovementBatch::tile, "Tile")
                .with(MovementBatch::transpose, "Transpose")
                .with(MovementBatch::unsqueeze, "Unsqueeze");
    }

    /** Follows the batch through maps N×C×… with the same parameters for all images. */
    private static int map(BatchContext c) {
        if (c.only() != 0 || c.output().size(0) != c.shape(0).size(0)) {
            throw new FixedBatchException("works on maps whose first axis is not the batch");
        }
        return 0;
    }

    /** Follows the batch through broadcasting inputs, aligned at their last axes; settings are the same for all images. */
    private static int elementwise(BatchContext c) {
        if (Arrays.stream(c.following()).anyMatch(i -> isSetting(c.node(), i))) {
            throw new FixedBatchException("takes parameters that differ from image to image");
        }
        int rank = c.output().rank();
        int axis = common(
                c, Arrays.stream(c.following()).filter(c.node()::isBroadcast).toArray());
        for (int i = 0; i < c.node().inputs().size(); i++) {
            if (c.node().hasInput(i) && c.node().isBroadcast(i) && !c.follows(i)) {
                int own = axis - rank + c.shape(i).rank();
                if (own >= 0 && c.shape(i).size(own) != 1) {
                    throw new FixedBatchException("holds values " + c.shape(i) + " along the batch");
                }
            }
        }
        return axis;
    }

    private static boolean isSetting(Node node, int position) {
        return node.schema()
                .flatMap(row -> row.input(position))
                .filter(operand -> operand.role() == Operand.Role.PARAMETERS)
                .isPresent();
    }

    /** The output axis in which all of these inputs have the batch. */
    static int common(BatchContext c, int... following) {
        int rank = c.output().rank();
        int[] axes = Arrays.stream(following)
                .map(i -> c.axis(i) + rank - c.shape(i).rank())
                .distinct()
                .toArray();
        if (axes.length != 1) {
            throw new FixedBatchException("joins tensors whose batch stands in different axes");
        }
        return axes[0];
    }
}
