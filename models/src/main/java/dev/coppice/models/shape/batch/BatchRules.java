package dev.coppice.models.shape.batch;

import dev.coppice.models.graph.Node;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.SoftCrop;
import dev.coppice.models.shape.rule.ElementwiseShape;
import dev.coppice.models.shape.rule.ReduceShape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every operator's rule. A new one is one line here. */
final class BatchRules {
    private static final Map<String, BatchRule> RULES = rules();

    private BatchRules() {}

    static BatchRule of(Node node) {
        if (Resample.isResample(node) || SoftCrop.isSoftCrop(node)) {
            return BatchRules::map;
        }
        BatchRule unknown = c -> {
            throw new FixedBatchException("is not known to work on each image alone");
        };
        return node.domain().isEmpty() ? RULES.getOrDefault(node.op(), unknown) : unknown;
    }

    private static Map<String, BatchRule> rules() {
        Map<String, BatchRule> rules = new TreeMap<>();
        ElementwiseShape.OPERATORS.forEach(op -> rules.put(op, BatchRules::elementwise));
        List.of("QuantizeLinear", "DequantizeLinear", "MeanVarianceNormalization", "Trilu")
                .forEach(rules::remove);
        List.of("Clip", "Dropout").forEach(op -> rules.put(op, BatchContext::only));
        List.of("AveragePool", "BatchNormalization", "Conv", "ConvTranspose", "DepthToSpace", "GlobalAveragePool")
                .forEach(op -> rules.put(op, BatchRules::map));
        List.of("GlobalLpPool", "GlobalMaxPool", "GroupNormalization", "InstanceNormalization", "LRN", "LpPool")
                .forEach(op -> rules.put(op, BatchRules::map));
        List.of("MaxPool", "Resize", "SpaceToDepth").forEach(op -> rules.put(op, BatchRules::map));
        List.of("Hardmax", "LogSoftmax", "LpNormalization", "Softmax", "TopK")
                .forEach(op -> rules.put(
                        op, c -> AxisBatch.along(c, c.node().attributes().integer("axis", -1))));
        ReduceShape.OPERATORS.forEach(op -> rules.put(op, AxisBatch::reduced));
        rules.put("ArgMax", AxisBatch::argument);
        rules.put("ArgMin", AxisBatch::argument);
        rules.put("CumSum", AxisBatch::cumulated);
        rules.put("LayerNormalization", AxisBatch::layer);
        rules.put("Gemm", ProductBatch::gemm);
        rules.put("MatMul", ProductBatch::matMul);
        movement(rules);
        return rules;
    }

    private static void movement(Map<String, BatchRule> rules) {
        rules.put("Concat", MovementBatch::concat);
        rules.put("Expand", MovementBatch::expand);
        rules.put("Flatten", MovementBatch::flatten);
        rules.put("Gather", MovementBatch::gather);
        rules.put("Pad", MovementBatch::pad);
        rules.put("Reshape", MovementBatch::reshape);
        rules.put("Slice", MovementBatch::slice);
        rules.put("Split", MovementBatch::split);
        rules.put("Squeeze", MovementBatch::squeeze);
        rules.put("Tile", MovementBatch::tile);
        rules.put("Transpose", MovementBatch::transpose);
        rules.put("Unsqueeze", MovementBatch::unsqueeze);
    }

    /** Maps N×C×… with parameters that are the same for all images. */
    private static int map(BatchContext c) {
        if (c.only() != 0 || c.output().size(0) != c.shape(0).size(0)) {
            throw new FixedBatchException("works on maps whose first axis is not the batch");
        }
        return 0;
    }

    /** Inputs broadcast, aligned at their last axes. */
    private static int elementwise(BatchContext c) {
        int rank = c.output().rank();
        int axis = common(c);
        for (int i = 0; i < c.node().inputs().size(); i++) {
            if (c.node().hasInput(i) && !c.follows(i)) {
                int own = axis - rank + c.shape(i).rank();
                if (own >= 0 && c.shape(i).size(own) != 1) {
                    throw new FixedBatchException("holds values " + c.shape(i) + " along the batch");
                }
            }
        }
        return axis;
    }

    /** The output's axis at which every input that follows the batch has it. */
    static int common(BatchContext c) {
        int rank = c.output().rank();
        int[] axes = Arrays.stream(c.following())
                .map(i -> c.axis(i) + rank - c.shape(i).rank())
                .distinct()
                .toArray();
        if (axes.length != 1) {
            throw new FixedBatchException("joins tensors whose batch stands in different axes");
        }
        return axes[0];
    }
}
