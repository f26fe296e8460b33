package dev.coppice.samediff.lift;

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
        all.put("avgpool2d", MapLifts::averagePool);
        all.put("batchnorm", MapLifts::batchNorm);
        all.put("biasadd", MapLifts::biasAdd);
        all.put("conv2d", ConvLifts::conv);
        all.put("conv3dnew", ConvLifts::volumes);
        all.put("deconv2d", ConvLifts::transposed);
        all.put("deconv3d", ConvLifts::transposedVolumes);
        all.put("depthwise_conv2d", ConvLifts::depthwise);
        all.put("maxpool2d", MapLifts::maxPool);
        all.put("reduce_max", op -> MapLifts.reduce(op, "ReduceMax", "GlobalMaxPool"));
        all.put("reduce_mean", op -> MapLifts.reduce(op, "ReduceMean", "GlobalAveragePool"));
        all.put("reduce_min", op -> MapLifts.reduce(op, "ReduceMin"));
        all.put("reduce_prod", op -> MapLifts.reduce(op, "ReduceProd"));
        all.put("reduce_sum", op -> MapLifts.reduce(op, "ReduceSum"));
        all.put("upsampling2d", MapLifts::upsample);
        elementwise(all);
        functions(all);
        movement(all);
        return all;
    }

    private static void functions(Map<String, OpLift> all) {
        all.put("abs", op -> ElementwiseLifts.unary(op, "Abs"));
        all.put("asin", op -> ElementwiseLifts.unary(op, "Asin"));
        all.put("atan", op -> ElementwiseLifts.unary(op, "Atan"));
        all.put("cos", op -> ElementwiseLifts.unary(op, "Cos"));
        all.put("erf", op -> ElementwiseLifts.unary(op, "Erf"));
        all.put("exp", op -> ElementwiseLifts.unary(op, "Exp"));
        all.put("floor", op -> ElementwiseLifts.unary(op, "Floor"));
        all.put("log", op -> ElementwiseLifts.unary(op, "Log"));
        all.put("pow", op -> ElementwiseLifts.number(op, "Pow", false));
        all.put("sign", op -> ElementwiseLifts.unary(op, "Sign"));
        all.put("sin", op -> ElementwiseLifts.unary(op, "Sin"));
        all.put("square", ElementwiseLifts::square);
    }

    private static void elementwise(Map<String, OpLift> all) {
        all.put("add", op -> ElementwiseLifts.pair(op, "Add"));
        all.put("add_scalar", op -> ElementwiseLifts.number(op, "Add", false));
        all.put("ClipByValue", ElementwiseLifts::clip);
        all.put("div_scalar", op -> ElementwiseLifts.number(op, "Div", false));
        all.put("divide", op -> ElementwiseLifts.pair(op, "Div"));
        all.put("dropout", op -> ElementwiseLifts.unary(op, "Identity"));
        all.put("dropout_inverted", op -> ElementwiseLifts.unary(op, "Identity"));
        all.put("elu", ElementwiseLifts::elu);
        all.put("identity", op -> ElementwiseLifts.unary(op, "Identity"));
        all.put("leakyrelu", ElementwiseLifts::leaky);
        all.put("mul_scalar", op -> ElementwiseLifts.number(op, "Mul", false));
        all.put("multiply", op -> ElementwiseLifts.pair(op, "Mul"));
        all.put("neg", ElementwiseLifts::negative);
        all.put("prelu", ElementwiseLifts::prelu);
        all.put("rdiv_scalar", op -> ElementwiseLifts.number(op, "Div", true));
        all.put("realdiv", op -> ElementwiseLifts.pair(op, "Div"));
        all.put("relu", ElementwiseLifts::relu);
        all.put("relu6", ElementwiseLifts::relu6);
        all.put("rsub_scalar", op -> ElementwiseLifts.number(op, "Sub", true));
        all.put("sigmoid", op -> ElementwiseLifts.unary(op, "Sigmoid"));
        all.put("sqrt", op -> ElementwiseLifts.unary(op, "Sqrt"));
        all.put("softmax", ElementwiseLifts::softmax);
        all.put("softplus", op -> ElementwiseLifts.unary(op, "Softplus"));
        all.put("softsign", op -> ElementwiseLifts.unary(op, "Softsign"));
        all.put("sub_scalar", op -> ElementwiseLifts.number(op, "Sub", false));
        all.put("subtract", op -> ElementwiseLifts.pair(op, "Sub"));
        all.put("swish", ElementwiseLifts::swish);
        all.put("tanh", op -> ElementwiseLifts.unary(op, "Tanh"));
    }

    private static void movement(Map<String, OpLift> all) {
        all.put("concat", MovementLifts::concat);
        all.put("expand_dims", MovementLifts::expand);
        all.put("matmul", MovementLifts::matMul);
        all.put("pad", MovementLifts::pad);
        all.put("permute", MovementLifts::permute);
        all.put("reshape", MovementLifts::reshape);
        all.put("slice", MovementLifts::slice);
        all.put("split", MovementLifts::split);
        all.put("squeeze", MovementLifts::squeeze);
        all.put("strided_slice", MovementLifts::stridedSlice);
        all.put("tile", MovementLifts::tile);
        all.put("xw_plus_b", MovementLifts::linear);
    }
}
