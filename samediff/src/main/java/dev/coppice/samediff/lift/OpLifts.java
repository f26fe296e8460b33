package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Table of the SameDiff operators that can be lifted. A new one is one line here and one test. */
final class OpLifts {
    private static final Map<String, OpLift> LIFTS = lifts();

    private OpLifts() {}

    static Optional<OpLift> of(String op) {
        return Optional.ofNullable(LIFTS.get(op));
    }

    static Set<String> operators() {
        return Collections.unmodifiableSet(LIFTS.keySet());
    }

    private static Map<String, OpLift> lifts() {
        Map<String, OpLift> all = new TreeMap<>();
        maps(all);
        reductions(all);
        functions(all);
        formulas(all);
        activations(all);
        numbers(all);
        pairs(all);
        truths(all);
        movement(all);
        products(all);
        return all;
    }

    private static void maps(Map<String, OpLift> all) {
        all.put("avgpool2d", MapLifts::averagePool);
        all.put("avgpool3dnew", VolumeLifts::averagePool);
        all.put("batch_to_space", PictureLifts::fromBatch);
        all.put("batchnorm", MapLifts::batchNorm);
        all.put("biasadd", MapLifts::biasAdd);
        all.put("conv1d", ConvLifts::spatial);
        all.put("conv2d", ConvLifts::conv);
        all.put("conv3dnew", ConvLifts::spatial);
        all.put("deconv2d", ConvLifts::transposed);
        all.put("deconv3d", ConvLifts::transposedVolumes);
        all.put("depth_to_space", op -> PictureLifts.blocks(op, "DepthToSpace"));
        all.put("depthwise_conv2d", ConvLifts::depthwise);
        all.put("fused_batch_norm", MapLifts::fusedBatchNorm);
        all.put("image_resize", PictureLifts::image);
        all.put("layer_norm", NormalisationLifts::layerNorm);
        all.put("lrn", NormalisationLifts::localResponse);
        all.put("maxpool2d", MapLifts::maxPool);
        all.put("maxpool3dnew", VolumeLifts::maxPool);
        all.put("resize_bicubic", PictureLifts::bicubic);
        all.put("resize_bilinear", PictureLifts::bilinear);
        all.put("resize_nearest_neighbor", PictureLifts::nearest);
        all.put("sconv2d", ConvLifts::separable);
        all.put("space_to_batch", PictureLifts::toBatch);
        all.put("space_to_depth", op -> PictureLifts.blocks(op, "SpaceToDepth"));
        all.put("standardize", NormalisationLifts::standardize);
        all.put("upsampling2d", MapLifts::upsample);
        all.put("upsampling3d", VolumeLifts::upsample);
    }

    private static void reductions(Map<String, OpLift> all) {
        all.put("argmax", op -> ReductionLifts.search(op, "ArgMax"));
        all.put("argmin", op -> ReductionLifts.search(op, "ArgMin"));
        all.put("asum", op -> ReductionLifts.reduce(op, "ReduceL1"));
        all.put("moments", ReductionLifts::moments);
        all.put("reduce_logsumexp", ReductionLifts::logSumExp);
        all.put("reduce_max", op -> ReductionLifts.reduce(op, "ReduceMax", "GlobalMaxPool"));
        all.put("reduce_mean", op -> ReductionLifts.reduce(op, "ReduceMean", "GlobalAveragePool"));
        all.put("reduce_min", op -> ReductionLifts.reduce(op, "ReduceMin"));
        all.put("reduce_norm1", op -> ReductionLifts.reduce(op, "ReduceL1"));
        all.put("reduce_norm2", op -> ReductionLifts.reduce(op, "ReduceL2"));
        all.put("reduce_normmax", op -> ReductionLifts.reduceAbsolute(op, "ReduceMax"));
        all.put("reduce_prod", op -> ReductionLifts.reduce(op, "ReduceProd"));
        all.put("reduce_sqnorm", op -> ReductionLifts.reduce(op, "ReduceSumSquare"));
        all.put("reduce_sum", op -> ReductionLifts.reduce(op, "ReduceSum"));
        all.put("std", op -> ReductionLifts.variance(op, true));
        all.put("var", op -> ReductionLifts.variance(op, false));
    }

    private static void functions(Map<String, OpLift> all) {
        Map<String, String> same = Map.ofEntries(
                Map.entry("abs", "Abs"),
                Map.entry("acos", "Acos"),
                Map.entry("acosh", "Acosh"),
                Map.entry("asin", "Asin"),
                Map.entry("asinh", "Asinh"),
                Map.entry("atan", "Atan"),
                Map.entry("atanh", "Atanh"),
                Map.entry("ceil", "Ceil"),
                Map.entry("cos", "Cos"),
                Map.entry("cosh", "Cosh"),
                Map.entry("dropout", "Identity"),
                Map.entry("dropout_inverted", "Identity"),
                Map.entry("erf", "Erf"),
                Map.entry("exp", "Exp"),
                Map.entry("floor", "Floor"),
                Map.entry("identity", "Identity"),
                Map.entry("log", "Log"),
                Map.entry("mish", "Mish"),
                Map.entry("Reciprocal", "Reciprocal"),
                Map.entry("selu", "Selu"),
                Map.entry("sigmoid", "Sigmoid"),
                Map.entry("sign", "Sign"),
                Map.entry("sin", "Sin"),
                Map.entry("sinh", "Sinh"),
                Map.entry("softplus", "Softplus"),
                Map.entry("softsign", "Softsign"),
                Map.entry("sqrt", "Sqrt"),
                Map.entry("tan", "Tan"),
                Map.entry("tanh", "Tanh"));
        same.forEach((name, kind) -> all.put(name, op -> FunctionLifts.same(op, kind)));
    }

    private static void formulas(Map<String, OpLift> all) {
        all.put("cast", FunctionLifts::cast);
        all.put("crelu", FunctionLifts::concatenatedRelu);
        all.put("cube", FunctionLifts::cube);
        all.put("cumsum", FunctionLifts::sums);
        all.put("erfc", FunctionLifts::complementaryError);
        all.put("expm1", FunctionLifts::exponentLessOne);
        all.put("log1p", FunctionLifts::logOfOneMore);
        all.put("neg", ElementwiseLifts::negative);
        all.put("ones_as", op -> FunctionLifts.filled(op, 1));
        all.put("rsqrt", FunctionLifts::reciprocalRoot);
        all.put("square", ElementwiseLifts::square);
        all.put("step", FunctionLifts::step);
        all.put("zeroslike", op -> FunctionLifts.filled(op, 0));
    }

    private static void activations(Map<String, OpLift> all) {
        all.put("ClipByValue", ElementwiseLifts::clip);
        all.put("elu", ElementwiseLifts::elu);
        all.put("gelu", FunctionLifts::gelu);
        all.put("hard_sigmoid", FunctionLifts::hardSigmoid);
        all.put("hardtanh", op -> FunctionLifts.clip(op, -1, 1));
        all.put("leakyrelu", ElementwiseLifts::leaky);
        all.put("log_softmax", op -> ElementwiseLifts.softmax(op, "LogSoftmax"));
        all.put("logsigmoid", FunctionLifts::logSigmoid);
        all.put("precise_gelu", FunctionLifts::geluByTanh);
        all.put("prelu", ElementwiseLifts::prelu);
        all.put("rectified_tanh", FunctionLifts::rectifiedTanh);
        all.put("relu", ElementwiseLifts::relu);
        all.put("relu6", ElementwiseLifts::relu6);
        all.put("softmax", op -> ElementwiseLifts.softmax(op, "Softmax"));
        all.put("swish", ElementwiseLifts::swish);
    }

    private static void numbers(Map<String, OpLift> all) {
        all.put("add_scalar", op -> ElementwiseLifts.number(op, "Add", false));
        all.put("div_scalar", op -> ElementwiseLifts.number(op, "Div", false));
        all.put("max_scalar", op -> FunctionLifts.scalar(op, "Max"));
        all.put("mul_scalar", op -> ElementwiseLifts.number(op, "Mul", false));
        all.put("pow", op -> ElementwiseLifts.number(op, "Pow", false));
        all.put("rdiv_scalar", op -> ElementwiseLifts.number(op, "Div", true));
        all.put("rsub_scalar", op -> ElementwiseLifts.number(op, "Sub", true));
        all.put("scalar_min", op -> FunctionLifts.scalar(op, "Min"));
        all.put("sub_scalar", op -> ElementwiseLifts.number(op, "Sub", false));
    }

    private static void pairs(Map<String, OpLift> all) {
        all.put("add", op -> ElementwiseLifts.pair(op, "Add"));
        all.put("divide", op -> ElementwiseLifts.pair(op, "Div"));
        all.put("floordiv", FunctionLifts::floorDivide);
        all.put("maximum", op -> ElementwiseLifts.pair(op, "Max"));
        all.put("mergeadd", op -> FunctionLifts.same(op, "Sum"));
        all.put("mergeavg", op -> FunctionLifts.same(op, "Mean"));
        all.put("mergemax", op -> FunctionLifts.same(op, "Max"));
        all.put("minimum", op -> ElementwiseLifts.pair(op, "Min"));
        all.put("multiply", op -> ElementwiseLifts.pair(op, "Mul"));
        all.put("Pow", op -> ElementwiseLifts.pair(op, "Pow"));
        all.put("realdiv", op -> ElementwiseLifts.pair(op, "Div"));
        all.put("reversedivide", op -> FunctionLifts.reversed(op, "Div"));
        all.put("reversesubtract", op -> FunctionLifts.reversed(op, "Sub"));
        all.put("squaredsubtract", FunctionLifts::squaredDifference);
        all.put("subtract", op -> ElementwiseLifts.pair(op, "Sub"));
    }

    private static void truths(Map<String, OpLift> all) {
        all.put("and", op -> FunctionLifts.same(op, "And"));
        all.put("equals", op -> FunctionLifts.same(op, "Equal"));
        all.put("equals_scalar", op -> FunctionLifts.scalar(op, "Equal"));
        all.put("greater", op -> FunctionLifts.same(op, "Greater"));
        all.put("greater_equal", op -> FunctionLifts.same(op, "GreaterOrEqual"));
        all.put("greaterthan_scalar", op -> FunctionLifts.scalar(op, "Greater"));
        all.put("greaterthanorequal_scalar", op -> FunctionLifts.scalar(op, "GreaterOrEqual"));
        all.put("less", op -> FunctionLifts.same(op, "Less"));
        all.put("less_equal", op -> FunctionLifts.same(op, "LessOrEqual"));
        all.put("lessthan_scalar", op -> FunctionLifts.scalar(op, "Less"));
        all.put("lessthanorequal_scalar", op -> FunctionLifts.scalar(op, "LessOrEqual"));
        all.put("not_equals", op -> FunctionLifts.not(op, false));
        all.put("notequals_scalar", op -> FunctionLifts.not(op, true));
        all.put("or", op -> FunctionLifts.same(op, "Or"));
        all.put("Where", FunctionLifts::where);
        all.put("xor", op -> FunctionLifts.same(op, "Xor"));
    }

    private static void movement(Map<String, OpLift> all) {
        all.put("concat", MovementLifts::concat);
        all.put("expand_dims", MovementLifts::expand);
        all.put("flatten_2d", MovementLifts::flatten);
        all.put("gather", MovementLifts::gather);
        all.put("onehot", MovementLifts::oneHot);
        all.put("pad", MovementLifts::pad);
        all.put("permute", MovementLifts::permute);
        all.put("reshape", MovementLifts::reshape);
        all.put("reverse", MovementLifts::reverse);
        all.put("shape_of", op -> op.output(false, "Shape", Attributes.NONE, op.plain(0)));
        all.put("size", op -> op.output(false, "Size", Attributes.NONE, op.plain(0)));
        all.put("slice", MovementLifts::slice);
        all.put("split", SplitLifts::equal);
        all.put("split_v", SplitLifts::sized);
        all.put("squeeze", MovementLifts::squeeze);
        all.put("stack", MovementLifts::stack);
        all.put("strided_slice", MovementLifts::stridedSlice);
        all.put("tile", MovementLifts::tile);
        all.put("transpose", MovementLifts::transpose);
        all.put("unstack", MovementLifts::unstack);
    }

    private static void products(Map<String, OpLift> all) {
        all.put("dot_product_attention", ProductLifts::attention);
        all.put("matmul", MovementLifts::matMul);
        all.put("multi_head_dot_product_attention", ProductLifts::multiHead);
        all.put("relu_layer", ProductLifts::linearRelu);
        all.put("tensordot", ProductLifts::tensorDot);
        all.put("xw_plus_b", ProductLifts::linear);
    }
}
