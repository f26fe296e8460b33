package dev.coppice.cli.fuzz;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.kit.NetworkBuilder.window;

import dev.coppice.cli.Toys;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.SameDiffFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** Small networks that have, together, many operators with attributes and constants to change. */
final class FuzzedNetworks {
    private static final int H = Toys.H;
    private static final int W = Toys.W;

    private FuzzedNetworks() {}

    static List<Network> all() {
        return List.of(encoder(), attention(), movement(), gathering());
    }

    /** SameDiff files: ours, and one as its users make them. */
    static List<byte[]> sameDiff() {
        List<byte[]> all = new ArrayList<>();
        List.of(Toys.network(), encoder(), movement()).forEach(network -> all.add(SameDiffFile.bytes(network)));
        ByteBuffer users = training().asFlatBuffers(false);
        byte[] bytes = new byte[users.remaining()];
        users.get(bytes);
        all.add(bytes);
        return all;
    }

    /** Operators with arguments of every kind, a reduction, computed constants and a loss. */
    private static SameDiff training() {
        Nd4j.getRandom().setSeed(5);
        SameDiff sd = SameDiff.create();
        SDVariable x = sd.placeHolder("image", DataType.FLOAT, -1, 3, H, W);
        Conv2DConfig config = Conv2DConfig.builder().kH(3).kW(3).build();
        SDVariable w = sd.var("w", Nd4j.randn(DataType.FLOAT, 3, 3, 3, 4));
        SDVariable map = sd.nn().relu(sd.cnn().conv2d("stem", x, w.mul(0.5), config), 0);
        SDVariable biased = sd.nn().biasAdd(map, sd.var("b", Nd4j.randn(DataType.FLOAT, 4)), true);
        SDVariable scaled =
                biased.mul(sd.var("s", Nd4j.randn(DataType.FLOAT, 4)).reshape(1, 4, 1, 1));
        SDVariable logits =
                sd.concat(1, scaled, scaled.sub(sd.mean(scaled, true, 2, 3))).rename("logits");
        SDVariable labels = sd.placeHolder("labels", DataType.FLOAT, -1, 8, H - 2, W - 2);
        sd.math().squaredDifference(logits, labels).mean("loss");
        sd.setLossVariables("loss");
        return sd;
    }

    private static NetworkBuilder builder() {
        return Networks.random(H, W);
    }

    /** Grouped and dilated convolutions, every kind of pooling, normalisations and resizes. */
    private static Network encoder() {
        return builder()
                .conv("a", IMAGE, 8)
                .node("Relu", "a.relu", "a")
                .grouped("b", "a.relu", 8, 4)
                .constant("scale", NetworkBuilder.counting(8))
                .constant("shift", NetworkBuilder.counting(8))
                .node("BatchNormalization", "bn", Attributes.NONE, "b", "scale", "shift", "shift", "scale")
                .node("LeakyRelu", "leaky", Attributes.NONE.with("alpha", 0.1f), "bn")
                .conv("c", "leaky", 8, 3, window(3, 1, 2))
                .node("AveragePool", "pooled", window(2, 2, 1).with("pads", 0, 0, 0, 0), "c")
                .node("GlobalAveragePool", "all", "pooled")
                .conv("se", "all", 8, 1)
                .node("HardSigmoid", "gate", "se")
                .node("Mul", "gated", "pooled", "gate")
                .resize("up", "gated", 2)
                .concat("joined", "up", "c")
                .node("InstanceNormalization", "norm", Attributes.NONE, "joined", "scale16", "scale16")
                .constant("scale16", NetworkBuilder.counting(16))
                .conv("y", "norm", 2, 1)
                .to("y");
    }

    /** Attention of two heads over pixels, with a LayerNormalization. */
    private static Network attention() {
        return builder()
                .conv(
                        "patch",
                        IMAGE,
                        8,
                        4,
                        Attributes.NONE.with("kernel_shape", 4, 4).with("strides", 4, 4))
                .integers("flat", 0, 8, -1)
                .node("Reshape", "rows", Attributes.NONE, "patch", "flat")
                .node("Transpose", "tokens", Attributes.NONE.with("perm", 0, 2, 1), "rows")
                .constant("g", NetworkBuilder.counting(8))
                .node("LayerNormalization", "ln", Attributes.NONE.with("axis", -1), "tokens", "g", "g")
                .normal("wq", 0.3, 8, 8)
                .normal("wk", 0.3, 8, 8)
                .normal("wv", 0.3, 8, 8)
                .node("MatMul", "q", "ln", "wq")
                .node("MatMul", "k", "ln", "wk")
                .node("MatMul", "v", "ln", "wv")
                .node("Transpose", "kt", Attributes.NONE.with("perm", 0, 2, 1), "k")
                .node("MatMul", "scores", "q", "kt")
                .node("Softmax", "weights", Attributes.NONE.with("axis", -1), "scores")
                .node("MatMul", "mixed", "weights", "v")
                .node("Add", "rest", "mixed", "tokens")
                .node("Transpose", "back", Attributes.NONE.with("perm", 0, 2, 1), "rest")
                .integers("map", 0, 8, H / 4, W / 4)
                .node("Reshape", "grid", Attributes.NONE, "back", "map")
                .transposed(
                        "up",
                        "grid",
                        4,
                        4,
                        Attributes.NONE.with("kernel_shape", 4, 4).with("strides", 4, 4))
                .conv("y", "up", 2, 1)
                .to("y");
    }

    /** Operators that move channels and pixels. */
    private static Network movement() {
        return builder()
                .integers("pads", 0, 0, 1, 1, 0, 0, 1, 1)
                .node("Pad", "padded", Attributes.NONE.with("mode", "reflect"), IMAGE, "pads")
                .conv("a", "padded", 8, 3, Attributes.NONE.with("kernel_shape", 3, 3))
                .integers("halves", 4, 4)
                .parts("Split", List.of("left", "right"), Attributes.NONE.with("axis", 1), "a", "halves")
                .node("Sigmoid", "s", "left")
                .node("Mul", "glu", "s", "right")
                .node("SpaceToDepth", "deep", Attributes.NONE.with("blocksize", 2), "glu")
                .conv("b", "deep", 16)
                .node(
                        "DepthToSpace",
                        "wide",
                        Attributes.NONE.with("blocksize", 2).with("mode", "CRD"),
                        "b")
                .integers("starts", 0, 0)
                .integers("ends", H, W)
                .integers("axes", 2, 3)
                .node("Slice", "part", "wide", "starts", "ends", "axes")
                .node("Flatten", "flat", Attributes.NONE.with("axis", 2), "part")
                .integers("sizes", 0, 4, H, W)
                .integers("target", -1, 4, H, W)
                .node("Reshape", "again", "flat", "target")
                .node("Identity", "same", "again")
                .conv("y", "same", 2, 1)
                .to("y");
    }

    /** Reductions, comparisons, gathers and casts. */
    private static Network gathering() {
        return builder()
                .conv("a", IMAGE, 8)
                .integers("order", 7, 6, 5, 4, 3, 2, 1, 0)
                .node("Gather", "turned", Attributes.NONE.with("axis", 1), "a", "order")
                .integers("space", 2, 3)
                .node("ReduceMean", "mean", Attributes.NONE.with("keepdims", 1), "turned", "space")
                .node("Sub", "centred", "turned", "mean")
                .constant("zero", Tensor.scalar(0))
                .node("Greater", "positive", "centred", "zero")
                .node("Where", "kept", "positive", "centred", "zero")
                .node("Clip", "clipped", "kept", "zero", "six")
                .constant("six", Tensor.scalar(6))
                .node("Cast", "cast", Attributes.NONE.with("to", ElementType.FLOAT.code()), "clipped")
                .integers("one", 1)
                .node("Squeeze", "vector", "mean2", "space")
                .node("ReduceMax", "mean2", Attributes.NONE.with("keepdims", 1), "cast", "space")
                .normal("w", 0.3, 8, 8)
                .node("Gemm", "dense", Attributes.NONE.with("transB", 1), "vector", "w")
                .node("Unsqueeze", "map", "dense", "space")
                .node("Add", "sum", "cast", "map")
                .conv("y", "sum", 2, 1)
                .to("y");
    }
}
