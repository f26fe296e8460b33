package dev.coppice.eval.engine;

import dev.coppice.models.graph.ImageLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.ImageResizeMethod;
import org.nd4j.enums.PadMode;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv1DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.LocalResponseNormalizationConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;

/**
 * SameDiff operators behind a convolution, each on maps of 4 channels, 6 rows and 8 columns, with a batch of 2. Rows without
 * a layout run with images N×C×H×W and N×H×W×C.
 */
final class SameDiffOperators {
    private final List<Row> rows = new ArrayList<>();

    /**
     * An operator of the table.
     *
     * @param layout the only layout of the row; null for both
     */
    record Row(String name, ImageLayout layout, Use use) {
        @Override
        public String toString() {
            return layout == null ? name : name + " " + layout;
        }
    }

    /** Emits the operator; {@code at} gives the axes. */
    @FunctionalInterface
    interface Use {
        SDVariable apply(SameDiff sd, SDVariable x, Axes at);
    }

    /** The axes of a map. */
    record Axes(ImageLayout layout) {
        boolean last() {
            return layout == ImageLayout.NHWC;
        }

        int c() {
            return last() ? 3 : 1;
        }

        int h() {
            return last() ? 1 : 2;
        }

        int w() {
            return last() ? 2 : 3;
        }

        /** Numbers of the axes, given for N×C×H×W. */
        int[] of(int n, int c, int h, int w) {
            return last() ? new int[] {n, h, w, c} : new int[] {n, c, h, w};
        }

        long[] longs(int n, int c, int h, int w) {
            return Arrays.stream(of(n, c, h, w)).asLongStream().toArray();
        }
    }

    /** All rows, each in each of its layouts. */
    static List<Row> all() {
        SameDiffOperators all = new SameDiffOperators();
        all.usual();
        all.functions();
        all.pairs();
        all.truths();
        all.reductions();
        all.normalisations();
        all.movement();
        all.pictures();
        all.convolutions();
        all.volumes();
        all.products();
        return all.rows.stream()
                .flatMap(r -> (r.layout == null
                                ? Arrays.stream(ImageLayout.values())
                                : java.util.stream.Stream.of(r.layout))
                        .map(l -> new Row(r.name, l, r.use)))
                .toList();
    }

    private void both(String name, Use use) {
        rows.add(new Row(name, null, use));
    }

    private void first(String name, Use use) {
        rows.add(new Row(name, ImageLayout.NCHW, use));
    }

    private void last(String name, Use use) {
        rows.add(new Row(name, ImageLayout.NHWC, use));
    }

    private void usual() {
        both("add", (sd, x, at) -> x.add(sd.nn().tanh(x)));
        both("subtract", (sd, x, at) -> x.sub(sd.nn().tanh(x)));
        both("multiply", (sd, x, at) -> x.mul(sd.nn().tanh(x)));
        both("divide", (sd, x, at) -> x.div(sd.math().abs(x).add(1)));
        both("scalars", (sd, x, at) -> x.mul(2)
                .add(0.5)
                .sub(0.1)
                .div(3)
                .rsub(1)
                .mul(x.mul(x).add(1).rdiv(2)));
        both("relu", (sd, x, at) -> sd.nn().relu(x, 0));
        both("leakyrelu", (sd, x, at) -> sd.nn().leakyRelu(x, 0.1));
        both("sigmoid", (sd, x, at) -> sd.nn().sigmoid(x));
        both("identity", (sd, x, at) -> sd.identity(x).mul(2));
        both("biasadd", (sd, x, at) -> sd.nn().biasAdd(x, weights(sd, "bias", 4), !at.last()));
        both("concat", (sd, x, at) -> sd.concat(at.c(), x, sd.nn().tanh(x)));
        both("permute", (sd, x, at) -> sd.permute(x, 0, 2, 1, 3));
        both("reshape", (sd, x, at) -> x.reshape(-1, 24, 8));
        both("matmul", (sd, x, at) -> sd.mmul(x.reshape(-1, 24, 8), x.reshape(-1, 24, 8), false, true, false));
        both("realdiv", (sd, x, at) -> new org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.RealDivOp(
                        sd, new SDVariable[] {x, sd.math().abs(x).add(1)}, false)
                .outputVariable());
        both("maxpool2d", (sd, x, at) -> sd.cnn().maxPooling2d(x, pooling(at)));
        both("avgpool2d", (sd, x, at) -> sd.cnn().avgPooling2d(x, pooling(at)));
        both("depthwise_conv2d", (sd, x, at) -> sd.cnn().depthWiseConv2d(x, weights(sd, "w", 3, 3, 4, 2), config(at)));
        both("deconv2d", (sd, x, at) -> sd.cnn()
                .deconv2d(
                        x,
                        weights(sd, "w", 2, 2, 3, 4),
                        org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig.builder()
                                .kH(2)
                                .kW(2)
                                .sH(2)
                                .sW(2)
                                .dataFormat(at.layout.name())
                                .build()));
        first("deconv3d", (sd, x, at) -> sd.cnn()
                .deconv3d(
                        x.reshape(-1, 4, 2, 3, 8),
                        weights(sd, "w", 2, 2, 2, 3, 4),
                        org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv3DConfig.builder()
                                .kD(2)
                                .kH(2)
                                .kW(2)
                                .sD(2)
                                .sH(2)
                                .sW(2)
                                .dataFormat("NCDHW")
                                .build()));
    }

    private static org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig pooling(Axes at) {
        return org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig.builder()
                .kH(2)
                .kW(2)
                .sH(2)
                .sW(2)
                .isNHWC(at.last())
                .build();
    }

    private void functions() {
        both("abs", (sd, x, at) -> sd.math().abs(x));
        both("acos", (sd, x, at) -> sd.math().acos(sd.math().tanh(x)));
        both("asin", (sd, x, at) -> sd.math().asin(sd.math().tanh(x)));
        both("atan", (sd, x, at) -> sd.math().atan(x));
        both("acosh", (sd, x, at) -> sd.math().acosh(sd.math().square(x).add(1.1)));
        both("asinh", (sd, x, at) -> sd.math().asinh(x));
        both("atanh", (sd, x, at) -> sd.math().atanh(sd.math().tanh(x).mul(0.9)));
        both("ceil", (sd, x, at) -> sd.math().ceil(x));
        both("floor", (sd, x, at) -> sd.math().floor(x));
        both("cos", (sd, x, at) -> sd.math().cos(x));
        both("cosh", (sd, x, at) -> sd.math().cosh(x));
        both("sin", (sd, x, at) -> sd.math().sin(x));
        both("sinh", (sd, x, at) -> sd.math().sinh(x));
        both("tan", (sd, x, at) -> sd.math().tan(sd.math().tanh(x)));
        both("cube", (sd, x, at) -> sd.math().cube(x));
        both("square", (sd, x, at) -> sd.math().square(x));
        both("sqrt", (sd, x, at) -> sd.math().sqrt(sd.math().abs(x)));
        both("rsqrt", (sd, x, at) -> sd.math().rsqrt(sd.math().abs(x).add(0.5)));
        both("reciprocal", (sd, x, at) -> sd.math().reciprocal(sd.math().abs(x).add(0.5)));
        both("exp", (sd, x, at) -> sd.math().exp(x));
        both("expm1", (sd, x, at) -> sd.math().expm1(x));
        both("log", (sd, x, at) -> sd.math().log(sd.math().abs(x).add(0.5)));
        both("log1p", (sd, x, at) -> sd.math().log1p(sd.math().abs(x)));
        both("neg", (sd, x, at) -> sd.math().neg(x));
        both("sign", (sd, x, at) -> sd.math().sign(x));
        both("erf", (sd, x, at) -> sd.math().erf(x));
        both("erfc", (sd, x, at) -> sd.math().erfc(x));
        both("step", (sd, x, at) -> sd.math().step(x, 0));
        both("pow", (sd, x, at) -> sd.math().pow(sd.math().abs(x), 1.5));
        both("clip", (sd, x, at) -> sd.math().clipByValue(x, -0.3, 0.4));
        both("gelu", (sd, x, at) -> sd.nn().gelu(x));
        both("precise_gelu", (sd, x, at) -> sd.nn().preciseGelu(x));
        both("selu", (sd, x, at) -> sd.nn().selu(x));
        both("elu", (sd, x, at) -> sd.nn().elu(x));
        both("softplus", (sd, x, at) -> sd.nn().softplus(x));
        both("softsign", (sd, x, at) -> sd.nn().softsign(x));
        both("hard_sigmoid", (sd, x, at) -> sd.nn().hardSigmoid(x));
        both("hardtanh", (sd, x, at) -> sd.nn().hardTanh(x));
        both("logsigmoid", (sd, x, at) -> sd.nn().logSigmoid(x));
        both("mish", (sd, x, at) -> new org.nd4j.linalg.api.ops.impl.transforms.strict.Mish(sd, x, false)
                .outputVariable());
        both("relu6", (sd, x, at) -> sd.nn().relu6(x.mul(5), 0));
        both("swish", (sd, x, at) -> sd.nn().swish(x));
        both("rectified_tanh", (sd, x, at) -> new org.nd4j.linalg.api.ops.impl.transforms.strict.RectifiedTanh(
                        sd, x, false)
                .outputVariable());
        both("crelu", (sd, x, at) -> sd.nn().cReLU(x));
        both("prelu", (sd, x, at) -> sd.nn()
                .prelu(
                        x,
                        weights(sd, "slopes", at.last() ? new long[] {1, 1, 4} : new long[] {4, 1, 1}),
                        at.last() ? new int[] {1, 2} : new int[] {2, 3}));
        both("ones_as", (sd, x, at) -> x.mul(sd.onesLike(x).mul(2)));
        both("zeroslike", (sd, x, at) -> x.add(sd.zerosLike(x)));
        both("cast", (sd, x, at) -> x.mul(3).castTo(DataType.INT32).castTo(DataType.FLOAT));
        both("cumsum", (sd, x, at) -> sd.cumsum(x, false, false, at.w()));
    }

    private void pairs() {
        both("maximum", (sd, x, at) -> sd.math().max(x, sd.nn().tanh(x).mul(0.5)));
        both("minimum", (sd, x, at) -> sd.math().min(x, sd.nn().tanh(x).mul(0.5)));
        both("squaredsubtract", (sd, x, at) -> sd.math()
                .squaredDifference(x, sd.nn().tanh(x)));
        both("mergeadd", (sd, x, at) -> sd.math().mergeAdd(x, sd.nn().tanh(x), x));
        both("mergeavg", (sd, x, at) -> sd.math().mergeAvg(x, sd.nn().tanh(x), x));
        both("mergemax", (sd, x, at) -> sd.math().mergeMax(x, sd.nn().tanh(x).mul(0.5)));
        both("pow of maps", (sd, x, at) -> sd.math()
                .pow(sd.math().abs(x).add(0.1), sd.nn().sigmoid(x)));
        both("reversesubtract", (sd, x, at) -> x.rsub(sd.nn().tanh(x)));
        both(
                "reversedivide",
                (sd, x, at) -> sd.math().abs(x).add(1).rdiv(sd.nn().tanh(x)));
        both("floordiv", (sd, x, at) -> sd.math().floorDiv(x, sd.constant(Nd4j.scalar(0.3f))));
        both("max_scalar", (sd, x, at) -> sd.scalarMax(x, 0.1));
        both("scalar_min", (sd, x, at) -> sd.scalarMin(x, 0.1));
    }

    private void truths() {
        both("Where", (sd, x, at) -> sd.where(x, sd.nn().tanh(x).mul(2), x.gt(0.1)));
        both("lt", (sd, x, at) -> x.lt(0.1).castTo(DataType.FLOAT).mul(x));
        both("gte", (sd, x, at) -> x.gte(0.1).castTo(DataType.FLOAT).mul(x));
        both("lte", (sd, x, at) -> x.lte(0.1).castTo(DataType.FLOAT).mul(x));
        both("eq", (sd, x, at) -> sd.math().sign(x).eq(1).castTo(DataType.FLOAT).mul(x));
        both(
                "neq",
                (sd, x, at) -> sd.math().sign(x).neq(1).castTo(DataType.FLOAT).mul(x));
        both("greater", (sd, x, at) -> x.gt(sd.nn().tanh(x).mul(0.9))
                .castTo(DataType.FLOAT)
                .mul(x));
        both("less", (sd, x, at) -> x.lt(sd.nn().tanh(x).mul(0.9))
                .castTo(DataType.FLOAT)
                .mul(x));
        both(
                "greater_equal",
                (sd, x, at) -> x.gte(sd.nn().tanh(x)).castTo(DataType.FLOAT).mul(x));
        both(
                "less_equal",
                (sd, x, at) -> x.lte(sd.nn().tanh(x)).castTo(DataType.FLOAT).mul(x));
        both("equals", (sd, x, at) -> sd.math()
                .sign(x)
                .eq(sd.math().sign(x.sub(0.1)))
                .castTo(DataType.FLOAT)
                .mul(x));
        both("not_equals", (sd, x, at) -> sd.math()
                .sign(x)
                .neq(sd.math().sign(x.sub(0.1)))
                .castTo(DataType.FLOAT)
                .mul(x));
        both("boolean_and", (sd, x, at) -> sd.math()
                .and(x.gt(0.1), x.lt(0.5))
                .castTo(DataType.FLOAT)
                .mul(x));
        both("boolean_or", (sd, x, at) -> sd.math()
                .or(x.gt(0.3), x.lt(-0.1))
                .castTo(DataType.FLOAT)
                .mul(x));
        both("boolean_xor", (sd, x, at) -> sd.math()
                .xor(x.gt(0.1), x.lt(0.5))
                .castTo(DataType.FLOAT)
                .mul(x));
    }

    private void reductions() {
        both("reduce_sum over channels", (sd, x, at) -> x.mul(sd.sum(x, true, at.c())));
        both("reduce_mean over channels", (sd, x, at) -> x.mul(sd.mean(x, true, at.c())));
        both("reduce_max over channels", (sd, x, at) -> x.mul(sd.max(x, true, at.c())));
        both("reduce_min over channels", (sd, x, at) -> x.mul(sd.min(x, true, at.c())));
        both("reduce_max over channels, gone", (sd, x, at) -> sd.max(x, at.c()));
        both("reduce_mean over rows, gone", (sd, x, at) -> sd.mean(x, at.h()));
        both("reduce_mean over the map", (sd, x, at) -> x.mul(sd.mean(x, true, at.h(), at.w())));
        both("reduce_mean over the map, gone", (sd, x, at) -> sd.mean(x, at.h(), at.w()));
        both("reduce_mean over all", (sd, x, at) -> x.mul(sd.mean(x, true, 1, 2, 3)));
        both("reduce_prod", (sd, x, at) -> sd.prod(x, true, at.c()));
        both("reduce_norm1", (sd, x, at) -> sd.norm1(x, true, at.c()));
        both("reduce_norm2", (sd, x, at) -> x.div(sd.norm2(x, true, at.c()).add(0.1)));
        both("reduce_normmax", (sd, x, at) -> sd.normmax(x, true, at.c()));
        both("reduce_sqnorm", (sd, x, at) -> sd.squaredNorm(x, true, at.c()));
        both("reduce_logsumexp", (sd, x, at) -> sd.math().logSumExp(x, at.c()));
        both(
                "std",
                (sd, x, at) -> x.div(
                        sd.standardDeviation(x, true, true, at.h(), at.w()).add(0.1)));
        both("var", (sd, x, at) -> x.div(sd.variance(x, true, true, at.c()).add(0.1)));
        both("asum", (sd, x, at) -> sd.math().asum(x, at.h(), at.w()));
        both("argmax", (sd, x, at) -> sd.argmax(x, at.c()));
        both("argmax kept", (sd, x, at) -> sd.argmax(x, true, at.c()));
        both("argmin", (sd, x, at) -> sd.argmin(x, at.c()));
    }

    private void normalisations() {
        both("moments", (sd, x, at) -> {
            SDVariable[] m = sd.math().moments(x, new int[] {at.h(), at.w()}, true);
            return x.sub(m[0]).div(sd.math().sqrt(m[1].add(1e-3)));
        });
        both("standardize", (sd, x, at) -> sd.math().standardize(x, at.h(), at.w()));
        both("standardize over channels", (sd, x, at) -> sd.math().standardize(x, at.c()));
        both("layer_norm", (sd, x, at) -> sd.nn()
                .layerNorm(x, weights(sd, "gain", 4), weights(sd, "offset", 4), !at.last(), at.c()));
        both("layer_norm without bias", (sd, x, at) -> sd.nn()
                .layerNorm(x, weights(sd, "gain", 4), !at.last(), at.c()));
        both("layer_norm over all", (sd, x, at) -> sd.nn()
                .layerNorm(x, weights(sd, "gain", 4), weights(sd, "offset", 4), !at.last(), 1, 2, 3));
        both("softmax over channels", (sd, x, at) -> sd.nn().softmax(x, at.c()));
        both("log_softmax", (sd, x, at) -> sd.nn().logSoftmax(x, at.c()));
        first("log_softmax over the last axis", (sd, x, at) -> sd.nn().logSoftmax(x));
        last("log_softmax over the last axis", (sd, x, at) -> sd.nn().logSoftmax(x));
        both("lrn", (sd, x, at) -> sd.cnn()
                .localResponseNormalization(
                        x,
                        LocalResponseNormalizationConfig.builder()
                                .alpha(0.3)
                                .beta(0.75)
                                .bias(1.5)
                                .depth(1)
                                .build()));
        both("batchnorm", (sd, x, at) -> batchNorm(sd, x, at.c()));
        both(
                "fused_batch_norm",
                (sd, x, at) -> imported(
                        sd,
                        "fused_batch_norm",
                        3,
                        op -> op.addIArgument(at.last() ? 0 : 1, 0),
                        x,
                        weights(sd, "gamma", 4),
                        weights(sd, "beta", 4),
                        sd.constant("mean", Nd4j.rand(4)),
                        sd.constant("variance", Nd4j.rand(4).add(0.5))));
        last("batchnorm over axis -1", (sd, x, at) -> batchNorm(sd, x, -1));
    }

    /** An operator without a method of SameDiff, as graphs that were imported have it. */
    private static SDVariable imported(
            SameDiff sd, String name, int outputs, Consumer<DynamicCustomOp> arguments, SDVariable... inputs) {
        DynamicCustomOp op = new DynamicCustomOp(name, sd, inputs) {
            @Override
            public String opName() {
                return name; // asked for while it is made
            }

            @Override
            public int getNumOutputs() {
                return outputs;
            }

            @Override
            public List<DataType> calculateOutputDataTypes(List<DataType> types) {
                return Collections.nCopies(outputs, types.get(0));
            }
        };
        arguments.accept(op);
        return op.outputVariables()[0];
    }

    private static SDVariable batchNorm(SameDiff sd, SDVariable x, int axis) {
        return sd.nn()
                .batchNorm(
                        x,
                        sd.constant("mean", Nd4j.rand(4)),
                        sd.constant("variance", Nd4j.rand(4).add(0.5)),
                        weights(sd, "gamma", 4),
                        weights(sd, "beta", 4),
                        1e-3,
                        axis);
    }

    private void movement() {
        both("stack", (sd, x, at) -> sd.stack(1, x, sd.nn().tanh(x)).reshape(2, -1));
        both("unstack", (sd, x, at) -> sd.unstack(x, at.w(), 8)[3]);
        both("tile", (sd, x, at) -> sd.tile(x, at.of(1, 2, 1, 1)));
        both("gather", (sd, x, at) -> sd.gather(x, new int[] {2, 0, 3}, at.c()));
        both("gather of rows", (sd, x, at) -> sd.gather(x, sd.constant(Nd4j.createFromArray(5, 1)), at.h()));
        both("reverse", (sd, x, at) -> sd.reverse(x, at.w(), at.c()));
        both("pad", (sd, x, at) -> sd.nn().pad(x, pads(sd, at, 3), PadMode.CONSTANT, 0.5));
        both("pad that reflects", (sd, x, at) -> sd.nn().pad(x, pads(sd, at, 3), PadMode.REFLECT, 0));
        both("pad symmetric", (sd, x, at) -> sd.nn().pad(x, pads(sd, at, 1), PadMode.SYMMETRIC, 0));
        both("split", (sd, x, at) -> sd.split(x, 2, at.c())[1]);
        both("split over axis -3", (sd, x, at) -> sd.split(x, 2, -3)[1]);
        both("split_v", (sd, x, at) -> sd.splitV(x, sd.constant(Nd4j.createFromArray(1L, 3L)), 2, at.c())[1]);
        both("slice", (sd, x, at) -> sd.slice(x, at.of(0, 1, 2, 1), at.of(2, 2, 3, 6)));
        both(
                "get",
                (sd, x, at) -> x.get(
                        org.nd4j.autodiff.samediff.SDIndex.all(), org.nd4j.autodiff.samediff.SDIndex.interval(0, 3),
                        org.nd4j.autodiff.samediff.SDIndex.interval(1, 4), org.nd4j.autodiff.samediff.SDIndex.all()));
        both(
                "get of a point",
                (sd, x, at) -> x.get(
                        org.nd4j.autodiff.samediff.SDIndex.all(), org.nd4j.autodiff.samediff.SDIndex.point(1),
                        org.nd4j.autodiff.samediff.SDIndex.all(), org.nd4j.autodiff.samediff.SDIndex.all()));
        both(
                "shape_of",
                (sd, x, at) -> x.mul(sd.shape(x)
                        .castTo(DataType.FLOAT)
                        .get(org.nd4j.autodiff.samediff.SDIndex.interval(at.c(), at.c() + 1))
                        .mul(0.1)));
        both("size", (sd, x, at) -> x.mul(sd.size(x).castTo(DataType.FLOAT).mul(0.01)));
        both("flatten_2d", (sd, x, at) -> new org.nd4j.linalg.api.ops.impl.shape.Flatten2D(sd, x, 1).outputVariable());
        both("transpose", (sd, x, at) -> sd.transpose(x));
        both("expand_dims and squeeze", (sd, x, at) -> sd.squeeze(sd.expandDims(x, 2), 2));
        both("onehot", (sd, x, at) -> sd.oneHot(sd.argmax(x, at.c()), 4, 3, 1.0, 0.0));
    }

    private static SDVariable pads(SameDiff sd, Axes at, int most) {
        int[][] pads = new int[4][];
        for (int i = 0; i < 4; i++) {
            pads[i] = new int[] {0, 0};
        }
        pads[at.h()] = new int[] {1, Math.min(2, most)};
        pads[at.w()] = new int[] {0, most};
        return sd.constant("pads", Nd4j.createFromArray(pads));
    }

    private void pictures() {
        both("space_to_depth", (sd, x, at) -> sd.cnn()
                .spaceToDepth(x, 2, at.last() ? org.nd4j.enums.DataFormat.NHWC : org.nd4j.enums.DataFormat.NCHW));
        both("depth_to_space", (sd, x, at) -> sd.cnn()
                .depthToSpace(x, 2, at.last() ? org.nd4j.enums.DataFormat.NHWC : org.nd4j.enums.DataFormat.NCHW));
        both("upsampling2d", (sd, x, at) -> sd.cnn().upsampling2d(x, 2, 3, !at.last()));
        last("space_to_batch", (sd, x, at) -> sd.cnn().spaceToBatch(x, new int[] {2, 2}, new int[] {0, 0}, 0, 0));
        last("space_to_batch and back", (sd, x, at) -> sd.cnn()
                .batchToSpace(
                        sd.nn().tanh(sd.cnn().spaceToBatch(x, new int[] {2, 2}, new int[] {0, 0}, 0, 0)),
                        new int[] {2, 2},
                        new int[] {0, 0},
                        0,
                        0));
        last("resize_bilinear", (sd, x, at) -> sd.image().resizeBiLinear(x, 12, 11, false, false));
        last("resize_bilinear, half pixel", (sd, x, at) -> sd.image().resizeBiLinear(x, 12, 11, false, true));
        last("resize_bilinear, corners", (sd, x, at) -> sd.image().resizeBiLinear(x, 12, 11, true, false));
        for (String kind : List.of("", ", half pixel", ", corners")) {
            last(
                    "resize_nearest_neighbor" + kind,
                    (sd, x, at) -> imported(
                            sd,
                            "resize_nearest_neighbor",
                            1,
                            op -> op.addBArgument(kind.endsWith("corners"), kind.endsWith("pixel")),
                            x,
                            sd.constant(Nd4j.createFromArray(10, 5))));
        }
        last("resize_bicubic", (sd, x, at) -> sd.image()
                .resizeBiCubic(x, sd.constant(Nd4j.createFromArray(12, 16)), false, false));
        last("image_resize bilinear", (sd, x, at) -> sd.image()
                .imageResize(x, sd.constant(Nd4j.createFromArray(12, 16)), ImageResizeMethod.ResizeBilinear));
        last("image_resize nearest", (sd, x, at) -> sd.image()
                .imageResize(x, sd.constant(Nd4j.createFromArray(12, 16)), ImageResizeMethod.ResizeNearest));
        last("image_resize bicubic", (sd, x, at) -> sd.image()
                .imageResize(x, sd.constant(Nd4j.createFromArray(12, 16)), ImageResizeMethod.ResizeBicubic));
    }

    private void convolutions() {
        both("sconv2d", (sd, x, at) -> sd.cnn()
                .separableConv2d(
                        x,
                        weights(sd, "depth", 3, 3, 4, 2),
                        weights(sd, "point", 1, 1, 8, 5),
                        weights(sd, "bias", 5),
                        config(at)));
        both("sconv2d without bias", (sd, x, at) -> sd.cnn()
                .separableConv2d(x, weights(sd, "depth", 3, 3, 4, 2), weights(sd, "point", 1, 1, 8, 5), config(at)));
        both("conv1d", (sd, x, at) -> conv1d(sd, x, PaddingMode.SAME, 1));
        both("conv1d, channels last", (sd, x, at) -> sd.cnn()
                .conv1d(
                        x.reshape(-1, 48, 4),
                        weights(sd, "w1", 3, 4, 5),
                        weights(sd, "b1", 5),
                        Conv1DConfig.builder()
                                .k(3)
                                .s(1)
                                .p(0)
                                .d(1)
                                .paddingMode(PaddingMode.SAME)
                                .dataFormat("NWC")
                                .build()));
        both("causal conv1d", (sd, x, at) -> conv1d(sd, x, PaddingMode.CAUSAL, 2));
        both("conv3dnew, channels last", (sd, x, at) -> sd.cnn()
                .conv3d(
                        x.reshape(-1, 2, 3, 8, 4),
                        weights(sd, "w3", 2, 2, 2, 4, 3),
                        weights(sd, "b3", 3),
                        org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv3DConfig.builder()
                                .kD(2)
                                .kH(2)
                                .kW(2)
                                .sD(1)
                                .sH(1)
                                .sW(1)
                                .paddingMode(PaddingMode.SAME)
                                .dataFormat("NDHWC")
                                .build()));
        both("conv3dnew", (sd, x, at) -> sd.cnn()
                .conv3d(
                        x.reshape(-1, 4, 2, 3, 8),
                        weights(sd, "w3", 2, 2, 2, 4, 3),
                        org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv3DConfig.builder()
                                .kD(2)
                                .kH(2)
                                .kW(2)
                                .sD(1)
                                .sH(1)
                                .sW(1)
                                .dataFormat("NCDHW")
                                .build()));
    }

    private void volumes() {
        for (boolean last : new boolean[] {false, true}) {
            String order = last ? ", channels last" : "";
            both("maxpool3dnew" + order, (sd, x, at) -> sd.cnn().maxPooling3d(volume(x, last), pooling3(last, false)));
            both("maxpool3dnew, SAME" + order, (sd, x, at) -> sd.cnn()
                    .maxPooling3d(volume(x, last), pooling3(last, true)));
            both("avgpool3dnew" + order, (sd, x, at) -> sd.cnn().avgPooling3d(volume(x, last), pooling3(last, false)));
            both("upsampling3d" + order, (sd, x, at) -> sd.cnn().upsampling3d(volume(x, last), !last, 2, 3, 1));
        }
    }

    private static SDVariable volume(SDVariable x, boolean last) {
        return last ? x.reshape(-1, 4, 3, 4, 4) : x.reshape(-1, 4, 4, 3, 4);
    }

    private static org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling3DConfig pooling3(
            boolean last, boolean same) {
        return org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling3DConfig.builder()
                .kD(2)
                .kH(1)
                .kW(3)
                .sD(2)
                .sH(1)
                .sW(same ? 2 : 1)
                .isSameMode(same)
                .isNCDHW(!last)
                .build();
    }

    private static SDVariable conv1d(SameDiff sd, SDVariable x, PaddingMode mode, int dilation) {
        return sd.cnn()
                .conv1d(
                        x.reshape(-1, 4, 48),
                        weights(sd, "w1", 3, 4, 5),
                        weights(sd, "b1", 5),
                        Conv1DConfig.builder()
                                .k(3)
                                .s(1)
                                .p(0)
                                .d(dilation)
                                .paddingMode(mode)
                                .dataFormat("NCW")
                                .build());
    }

    private static Conv2DConfig config(Axes at) {
        return Conv2DConfig.builder()
                .kH(3)
                .kW(3)
                .paddingMode(PaddingMode.SAME)
                .dataFormat(at.layout.name())
                .build();
    }

    private void products() {
        both("relu_layer", (sd, x, at) -> sd.nn()
                .reluLayer(x.reshape(-1, 192), weights(sd, "w", 192, 5), weights(sd, "b", 5)));
        both("xw_plus_b", (sd, x, at) -> sd.nn()
                .linear(x.reshape(-1, 192), weights(sd, "w", 192, 5), weights(sd, "b", 5)));
        both("tensordot", (sd, x, at) -> sd.tensorMmul(x, weights(sd, "w", 4, 5), new int[] {at.c()}, 0));
        both("dot_product_attention", (sd, x, at) -> {
            SDVariable tokens = x.reshape(-1, 4, 48);
            return sd.nn().dotProductAttention(tokens.mul(0.3), tokens, tokens, null, true);
        });
        both("multi_head_dot_product_attention", (sd, x, at) -> {
            SDVariable tokens = x.reshape(-1, 4, 48);
            return sd.nn()
                    .multiHeadDotProductAttention(
                            tokens,
                            tokens,
                            tokens,
                            weights(sd, "wq", 2, 3, 4),
                            weights(sd, "wk", 2, 3, 4),
                            weights(sd, "wv", 2, 3, 4),
                            weights(sd, "wo", 6, 5),
                            null,
                            true);
        });
    }

    private static SDVariable weights(SameDiff sd, String name, long... shape) {
        return sd.var(name, Nd4j.randn(DataType.FLOAT, shape).mul(0.3));
    }
}
