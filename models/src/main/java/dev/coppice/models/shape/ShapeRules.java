package dev.coppice.models.shape;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.SoftCrop;
import dev.coppice.models.shape.rule.ArgReduceShape;
import dev.coppice.models.shape.rule.BatchNormShape;
import dev.coppice.models.shape.rule.ConcatShape;
import dev.coppice.models.shape.rule.ConstantOfShapeShape;
import dev.coppice.models.shape.rule.ConstantShape;
import dev.coppice.models.shape.rule.ConvShape;
import dev.coppice.models.shape.rule.ConvTransposeShape;
import dev.coppice.models.shape.rule.DepthToSpaceShape;
import dev.coppice.models.shape.rule.ElementwiseShape;
import dev.coppice.models.shape.rule.ExpandShape;
import dev.coppice.models.shape.rule.FlattenShape;
import dev.coppice.models.shape.rule.GatherShape;
import dev.coppice.models.shape.rule.GemmShape;
import dev.coppice.models.shape.rule.GlobalPoolShape;
import dev.coppice.models.shape.rule.MatMulShape;
import dev.coppice.models.shape.rule.PadShape;
import dev.coppice.models.shape.rule.PoolShape;
import dev.coppice.models.shape.rule.RangeShape;
import dev.coppice.models.shape.rule.ReduceShape;
import dev.coppice.models.shape.rule.ResampleShape;
import dev.coppice.models.shape.rule.ReshapeShape;
import dev.coppice.models.shape.rule.ResizeShape;
import dev.coppice.models.shape.rule.ShapeOfShape;
import dev.coppice.models.shape.rule.SliceShape;
import dev.coppice.models.shape.rule.SpaceToDepthShape;
import dev.coppice.models.shape.rule.SplitShape;
import dev.coppice.models.shape.rule.SqueezeShape;
import dev.coppice.models.shape.rule.TileShape;
import dev.coppice.models.shape.rule.TopKShape;
import dev.coppice.models.shape.rule.TransposeShape;
import dev.coppice.models.shape.rule.UnsqueezeShape;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        if (SoftCrop.isSoftCrop(node)) {
            return Optional.of(c -> List.of(c.input(0)));
        }
        return node.domain().isEmpty() ? Optional.ofNullable(RULES.get(node.op())) : Optional.empty();
    }

    /** The ONNX operators whose shapes are known, alphabetical. */
    public static Set<String> operators() {
        return Collections.unmodifiableSet(RULES.keySet());
    }

    private static Map<String, ShapeRule> rules() {
        Map<String, ShapeRule> rules = new TreeMap<>();
        ElementwiseShape elementwise = new ElementwiseShape();
        ElementwiseShape.OPERATORS.forEach(op -> rules.put(op, elementwise));
        ReduceShape reduce = new ReduceShape();
        ReduceShape.OPERATORS.forEach(op -> rules.put(op, reduce));
        rules.put("ArgMax", new ArgReduceShape());
        rules.put("ArgMin", new ArgReduceShape());
        rules.put("AveragePool", new PoolShape());
        rules.put("BatchNormalization", new BatchNormShape());
        rules.put("Conv", new ConvShape());
        rules.put("ConvTranspose", new ConvTransposeShape());
        rules.put("Gemm", new GemmShape());
        rules.put("GlobalAveragePool", new GlobalPoolShape());
        rules.put("GlobalLpPool", new GlobalPoolShape());
        rules.put("GlobalMaxPool", new GlobalPoolShape());
        rules.put("LpPool", new PoolShape());
        rules.put("MatMul", new MatMulShape());
        rules.put("MaxPool", new PoolShape());
        rules.put("Resize", new ResizeShape());
        rules.put("TopK", new TopKShape());
        movement(rules);
        return rules;
    }

    /** Operators that move elements or tell about them. */
    private static void movement(Map<String, ShapeRule> rules) {
        rules.put("Concat", new ConcatShape());
        rules.put("Constant", new ConstantShape());
        rules.put("ConstantOfShape", new ConstantOfShapeShape());
        rules.put("DepthToSpace", new DepthToSpaceShape());
        rules.put("Expand", new ExpandShape());
        rules.put("Flatten", new FlattenShape());
        rules.put("Gather", new GatherShape());
        rules.put("Pad", new PadShape());
        rules.put("Range", new RangeShape());
        rules.put("Reshape", new ReshapeShape());
        rules.put("Shape", new ShapeOfShape());
        rules.put("Size", c -> List.of(Shape.SCALAR));
        rules.put("Slice", new SliceShape());
        rules.put("SpaceToDepth", new SpaceToDepthShape());
        rules.put("Split", new SplitShape());
        rules.put("Squeeze", new SqueezeShape());
        rules.put("Tile", new TileShape());
        rules.put("Transpose", new TransposeShape());
        rules.put("Unsqueeze", new UnsqueezeShape());
    }
}
