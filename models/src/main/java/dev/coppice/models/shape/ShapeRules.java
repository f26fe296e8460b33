package dev.coppice.models.shape;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.operator.OperatorRules;
import dev.coppice.models.shape.rule.AlongAxisShape;
import dev.coppice.models.shape.rule.ArgReduceShape;
import dev.coppice.models.shape.rule.BatchNormShape;
import dev.coppice.models.shape.rule.CenterCropPadShape;
import dev.coppice.models.shape.rule.Col2ImShape;
import dev.coppice.models.shape.rule.ConcatShape;
import dev.coppice.models.shape.rule.ConstantOfShapeShape;
import dev.coppice.models.shape.rule.ConvShape;
import dev.coppice.models.shape.rule.ConvTransposeShape;
import dev.coppice.models.shape.rule.DepthToSpaceShape;
import dev.coppice.models.shape.rule.EinsumShape;
import dev.coppice.models.shape.rule.ElementwiseShape;
import dev.coppice.models.shape.rule.ExpandShape;
import dev.coppice.models.shape.rule.FlattenShape;
import dev.coppice.models.shape.rule.GatherNdShape;
import dev.coppice.models.shape.rule.GatherShape;
import dev.coppice.models.shape.rule.GemmShape;
import dev.coppice.models.shape.rule.GlobalPoolShape;
import dev.coppice.models.shape.rule.GridSampleShape;
import dev.coppice.models.shape.rule.MatMulShape;
import dev.coppice.models.shape.rule.MaxUnpoolShape;
import dev.coppice.models.shape.rule.OneHotShape;
import dev.coppice.models.shape.rule.PadShape;
import dev.coppice.models.shape.rule.PoolShape;
import dev.coppice.models.shape.rule.RecurrentShape;
import dev.coppice.models.shape.rule.ReduceShape;
import dev.coppice.models.shape.rule.ResampleShape;
import dev.coppice.models.shape.rule.ReshapeShape;
import dev.coppice.models.shape.rule.ResizeShape;
import dev.coppice.models.shape.rule.RoiShape;
import dev.coppice.models.shape.rule.ShapeOfShape;
import dev.coppice.models.shape.rule.ShapeRule;
import dev.coppice.models.shape.rule.SliceShape;
import dev.coppice.models.shape.rule.SpaceToDepthShape;
import dev.coppice.models.shape.rule.SplitShape;
import dev.coppice.models.shape.rule.SqueezeShape;
import dev.coppice.models.shape.rule.TileShape;
import dev.coppice.models.shape.rule.TopKShape;
import dev.coppice.models.shape.rule.TransposeShape;
import dev.coppice.models.shape.rule.UnsqueezeShape;
import dev.coppice.models.shape.value.ConstantShape;
import dev.coppice.models.shape.value.RangeShape;
import java.util.List;
import java.util.Optional;

/** Table of shape rules: a default by kind, and overrides by operator. */
public final class ShapeRules {
    private static final ShapeRule AS_FIRST_INPUT = c -> List.of(c.input(0));
    private static final ShapeRule ALONG_AXIS = new AlongAxisShape(0);

    private static final OperatorRules<ShapeRule> RULES = indexed(movement(kinds()))
            .with(AS_FIRST_INPUT, "Bernoulli", "CumSum", "ReverseSequence", "SoftCrop", "Trilu")
            .without("DynamicQuantizeLinear")
            .with(new ArgReduceShape(), "ArgMax", "ArgMin")
            .with(new BatchNormShape(), "BatchNormalization")
            .with(new ConvShape(), "Conv")
            .with(new ConvTransposeShape(), "ConvTranspose")
            .with(new EinsumShape(), "Einsum")
            .with(new GemmShape(), "Gemm")
            .with(ALONG_AXIS, "LayerNormalization")
            .with(new MatMulShape(), "MatMul")
            .with(new RecurrentShape(), "GRU", "LSTM", "RNN")
            .with(new ResampleShape(), "Resample")
            .with(new ResizeShape(), "Resize")
            .with(new TopKShape(), "TopK");

    private ShapeRules() {}

    /** The rule for a node's operator. */
    @SuppressWarnings("exports")
    public static Optional<ShapeRule> of(Node node) {
        return node.schema().flatMap(RULES::of);
    }

    private static OperatorRules<ShapeRule> kinds() {
        return OperatorRules.<ShapeRule>none()
                .with(OperatorKind.ELEMENTWISE, new ElementwiseShape())
                .with(OperatorKind.GLOBAL_POOLING, new GlobalPoolShape())
                .with(OperatorKind.NORMALISATION, AS_FIRST_INPUT)
                .with(OperatorKind.POOLING, new PoolShape())
                .with(OperatorKind.QUANTISATION, AS_FIRST_INPUT)
                .with(OperatorKind.REDUCTION, new ReduceShape())
                .with(OperatorKind.SOFTMAX, ALONG_AXIS);
    }

    /** Rules of operators that move elements or describe them. */
    private static OperatorRules<ShapeRule> movement(OperatorRules<ShapeRule> rules) {
        return rules.with(new ConcatShape(), "Concat")
                .with(new ConstantShape(), "Constant")
                .with(new ConstantOfShapeShape(), "ConstantOfShape")
                .with(new DepthToSpaceShape(), "DepthToSpace")
                .with(new ExpandShape(), "Expand")
                .with(new FlattenShape(), "Flatten")
                .with(new GatherShape(), "Gather")
                .with(new PadShape(), "Pad")
                .with(new RangeShape(), "Range")
                .with(new ReshapeShape(), "Reshape")
                .with(new ShapeOfShape(), "Shape")
                .with(c -> List.of(Shape.SCALAR), "Size")
                .with(new SliceShape(), "Slice")
                .with(new SpaceToDepthShape(), "SpaceToDepth")
                .with(new SplitShape(), "Split")
                .with(new SqueezeShape(), "Squeeze")
                .with(new TileShape(), "Tile")
                .with(new TransposeShape(), "Transpose")
                .with(new UnsqueezeShape(), "Unsqueeze");
    }

    /** Rules of operators that read or write elements at positions. */
    private static OperatorRules<ShapeRule> indexed(OperatorRules<ShapeRule> rules) {
        return rules.with(ALONG_AXIS, "Scatter", "ScatterElements")
                .with(AS_FIRST_INPUT, "ScatterND")
                .with(AS_FIRST_INPUT, "EyeLike", "RandomNormalLike", "RandomUniformLike")
                .with(c -> List.of(Shape.of(c.attributes().integers("shape"))), "RandomNormal", "RandomUniform")
                .with(c -> List.of(c.input(0).with(1, c.attributes().integer("sample_size", 1))), "Multinomial")
                .with(new AlongAxisShape(1), "GatherElements")
                .with(new CenterCropPadShape(), "CenterCropPad")
                .with(new Col2ImShape(), "Col2Im")
                .with(new GatherNdShape(), "GatherND")
                .with(new GridSampleShape(), "GridSample")
                .with(new MaxUnpoolShape(), "MaxUnpool")
                .with(new OneHotShape(), "OneHot")
                .with(new RoiShape(), "MaxRoiPool", "RoiAlign");
    }
}
