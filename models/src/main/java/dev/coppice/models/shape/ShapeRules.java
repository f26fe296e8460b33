package dev.coppice.models.shape;

import dev.coppice.models.graph.Node;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.shape.rule.ConcatShape;
import dev.coppice.models.shape.rule.ConvShape;
import dev.coppice.models.shape.rule.ConvTransposeShape;
import dev.coppice.models.shape.rule.ElementwiseShape;
import dev.coppice.models.shape.rule.FlattenShape;
import dev.coppice.models.shape.rule.GemmShape;
import dev.coppice.models.shape.rule.GlobalPoolShape;
import dev.coppice.models.shape.rule.MatMulShape;
import dev.coppice.models.shape.rule.PadShape;
import dev.coppice.models.shape.rule.PoolShape;
import dev.coppice.models.shape.rule.ResampleShape;
import dev.coppice.models.shape.rule.ReshapeShape;
import dev.coppice.models.shape.rule.ResizeShape;
import dev.coppice.models.shape.rule.SqueezeShape;
import dev.coppice.models.shape.rule.TransposeShape;
import dev.coppice.models.shape.rule.UnsqueezeShape;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every shape rule by operator. A new operator is one file in {@code rule} and one line here. */
public final class ShapeRules {
    private static final Map<String, ShapeRule> RULES = rules();

    private ShapeRules() {}

    /** The rule for a node's operator. */
    public static Optional<ShapeRule> of(Node node) {
        if (Resample.isResample(node)) {
            return Optional.of(new ResampleShape());
        }
        return node.domain().isEmpty() ? Optional.ofNullable(RULES.get(node.op())) : Optional.empty();
    }

    private static Map<String, ShapeRule> rules() {
        Map<String, ShapeRule> rules = new TreeMap<>();
        ElementwiseShape elementwise = new ElementwiseShape();
        for (String op : ElementwiseShape.OPERATORS) {
            rules.put(op, elementwise);
        }
        rules.put("AveragePool", new PoolShape());
        rules.put("Concat", new ConcatShape());
        rules.put("Conv", new ConvShape());
        rules.put("ConvTranspose", new ConvTransposeShape());
        rules.put("Flatten", new FlattenShape());
        rules.put("Gemm", new GemmShape());
        rules.put("GlobalAveragePool", new GlobalPoolShape());
        rules.put("GlobalMaxPool", new GlobalPoolShape());
        rules.put("MatMul", new MatMulShape());
        rules.put("MaxPool", new PoolShape());
        rules.put("Pad", new PadShape());
        rules.put("Reshape", new ReshapeShape());
        rules.put("Resize", new ResizeShape());
        rules.put("Squeeze", new SqueezeShape());
        rules.put("Transpose", new TransposeShape());
        rules.put("Unsqueeze", new UnsqueezeShape());
        return rules;
    }
}
