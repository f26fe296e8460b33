package dev.coppice.eval.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.eval.source.ModelFormats;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.Cards;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.SameDiffNetworks;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Networks that users build in SameDiff. They compute the same as ONNX and, twice, back in SameDiff, with the same shapes
 * and names.
 */
class SameDiffDoorTest {
    /** Rounding for other kernels and orders of sums, on values of about 1. */
    private static final Offset<Float> SAME = Offset.offset(2e-5f);

    private static final long[] NCHW = {-1, 3, 8, 12};
    private static final long[] NHWC = {-1, 8, 12, 3};

    @SuppressWarnings("ArrayRecordComponent") // read only
    record Case(String name, long[] image, BiFunction<SameDiff, SDVariable, SDVariable> network) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "slice of a channels-last map",
                        NHWC,
                        (sd, x) -> sd.slice(conv(sd, "stem", x, 4, 1, 1), new int[] {0, 0, 0, 0}, 2, -1, -1, 3)),
                new Case(
                        "strided slice of a channels-last map",
                        NHWC,
                        (sd, x) -> sd.stridedSlice(
                                conv(sd, "stem", x, 4, 1, 1),
                                new long[] {0, 0, 2, 0},
                                new long[] {2, 8, 11, 4},
                                1,
                                2,
                                3,
                                1)),
                new Case(
                        "channels of a strided slice, channels last",
                        NHWC,
                        (sd, x) -> sd.stridedSlice(
                                conv(sd, "stem", x, 6, 1, 1),
                                new long[] {0, 0, 0, 1},
                                new long[] {2, 8, 12, 6},
                                new long[] {1, 1, 1, 2})),
                new Case("part of a split map, channels last", NHWC, (sd, x) -> sd.split(
                                conv(sd, "stem", x, 4, 1, 1), 2, 3)[1]),
                new Case("part of a map split by rows, channels last", NHWC, (sd, x) -> sd.split(
                                conv(sd, "stem", x, 4, 1, 1), 2, 1)[1]),
                new Case("part of a split map", NCHW, (sd, x) -> sd.split(conv(sd, "stem", x, 4, 1, 1), 2, 1)[0]),
                new Case("reshape to a channels-last map", NHWC, (sd, x) -> conv(sd, "stem", x, 4, 1, 1)
                        .reshape(-1, 4)
                        .mmul(weights(sd, "w", 4, 5))
                        .reshape(-1, 8, 12, 5)),
                new Case(
                        "permute to channels first by hand",
                        NHWC,
                        (sd, x) -> sd.permute(conv(sd, "stem", x, 4, 1, 1), 0, 3, 1, 2)),
                new Case(
                        "permute to width first",
                        NHWC,
                        (sd, x) -> sd.permute(conv(sd, "stem", x, 4, 1, 1), 0, 2, 1, 3)),
                new Case(
                        "permute to channels last",
                        NCHW,
                        (sd, x) -> sd.permute(conv(sd, "stem", x, 4, 1, 1), 0, 2, 3, 1)),
                new Case(
                        "squeezed axis",
                        NHWC,
                        (sd, x) -> sd.squeeze(sd.expandDims(sd.expandDims(conv(sd, "stem", x, 4, 1, 1), 1), 1), 1)),
                new Case("a map that is reshaped and an output too", NHWC, (sd, x) -> {
                    SDVariable map = conv(sd, "map", x, 4, 1, 1);
                    return map.add(map.reshape(-1, 96, 4).reshape(-1, 8, 12, 4));
                }),
                new Case("concatenation, padding, softmax, pooling, channels last", NHWC, (sd, x) -> {
                    SDVariable a = conv(sd, "a", x, 4, 1, 1);
                    SDVariable b = sd.nn()
                            .softmax(
                                    sd.nn()
                                            .pad(
                                                    a,
                                                    sd.constant(Nd4j.createFromArray(
                                                            new int[][] {{0, 0}, {1, 0}, {0, 2}, {0, 1}})),
                                                    0.5),
                                    3);
                    SDVariable c = sd.slice(b, new int[] {0, 1, 2, 0}, -1, 8, 12, 5);
                    SDVariable joined = sd.concat(3, a, c);
                    return joined.mul(sd.mean(joined, true, 1, 2));
                }),
                new Case("no convolution, channels last", NHWC, (sd, x) -> sd.cnn()
                        .maxPooling2d(
                                sd.nn().relu(x, 0),
                                Pooling2DConfig.builder()
                                        .kH(2)
                                        .kW(2)
                                        .sH(2)
                                        .sW(2)
                                        .isNHWC(true)
                                        .build())),
                new Case("nothing that has an order, channels last", NHWC, (sd, x) -> sd.nn()
                        .tanh(x.mul(weights(sd, "scale", 3)))
                        .reshape(-1, 3)
                        .mmul(weights(sd, "w", 3, 4))
                        .reshape(-1, 8, 12, 4)),
                new Case(
                        "channels first, then last",
                        NCHW,
                        (sd, x) -> conv(sd, "last", sd.permute(x, 0, 2, 3, 1), 4, 1, 1, "NHWC")),
                new Case("two rows of any batch", NCHW, (sd, x) -> conv(sd, "stem", x, 6, 1, 1)
                        .reshape(2, -1)),
                new Case("two rows of any batch, channels last", NHWC, (sd, x) -> conv(sd, "stem", x, 6, 1, 1)
                        .reshape(2, -1)),
                new Case("batch behind the channels", NCHW, (sd, x) -> sd.permute(x, 1, 0, 2, 3)
                        .reshape(3, -1, 96)
                        .mul(2)),
                new Case("dilated SAME convolution", NCHW, (sd, x) -> conv(sd, "stem", x, 4, 1, 2)),
                new Case("dilated SAME convolution, channels last", NHWC, (sd, x) -> conv(sd, "stem", x, 4, 1, 2)),
                new Case("strided SAME convolution", NHWC, (sd, x) -> conv(sd, "stem", x, 4, 2, 1)),
                new Case("dilated SAME depthwise convolution", NCHW, (sd, x) -> sd.cnn()
                        .depthWiseConv2d(x, weights(sd, "w", 3, 3, 3, 2), config(1, 2, "NCHW"))),
                new Case("SAME transposed convolution", NCHW, (sd, x) -> sd.cnn()
                        .deconv2d(x, weights(sd, "w", 3, 3, 4, 3), larger(3, 2))),
                new Case("SAME transposed convolution of a small kernel", NCHW, (sd, x) -> sd.cnn()
                        .deconv2d(x, weights(sd, "w", 1, 1, 4, 3), larger(1, 2))),
                new Case("products of stacks with transposes", NCHW, (sd, x) -> {
                    SDVariable rows = x.reshape(-1, 3, 96);
                    SDVariable alike = sd.mmul(rows, rows, false, true, false).mul(0.05);
                    return sd.mmul(alike, sd.permute(rows, 0, 2, 1), true, true, false);
                }),
                new Case(
                        "product with a transposed matrix",
                        NCHW,
                        (sd, x) -> sd.mmul(x.reshape(-1, 288).mul(0.1), weights(sd, "w", 5, 288), false, true, false)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void computes_the_same_everywhere(Case c) {
        Nd4j.getRandom().setSeed(3);
        SameDiff sd = SameDiff.create();
        SDVariable image = sd.placeHolder("image", DataType.FLOAT, c.image);
        c.network.apply(sd, image).rename("out");
        INDArray x = Nd4j.randn(DataType.FLOAT, 2, 3, 8, 12);
        INDArray own = c.image == NHWC ? x.permute(0, 2, 3, 1).dup('c') : x;
        INDArray expected = reference(sd, own);

        NetworkCard card = card();
        Network network = SameDiffNetworks.lift(sd, card);
        SameDiff back = SameDiffNetworks.rewrite(sd, card, n -> n);
        SameDiff again = SameDiffNetworks.rewrite(back, card, n -> n);

        same(back.outputSingle(Map.of("image", own), "out"), expected, "lowered");
        same(again.outputSingle(Map.of("image", own), "out"), expected, "lowered again");
        same(onnx(network, x, expected, c.image == NHWC), expected, "ONNX");
        assertThat(SameDiffNetworks.lift(back, card).graph().inputs())
                .isEqualTo(network.graph().inputs());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_saved_file_is_read_without_samediff_and_keeps_its_layout(Case c, @TempDir Path folder) {
        Nd4j.getRandom().setSeed(3);
        SameDiff sd = SameDiff.create();
        SDVariable image = sd.placeHolder("image", DataType.FLOAT, c.image);
        c.network.apply(sd, image).rename("out");
        INDArray x = Nd4j.randn(DataType.FLOAT, 2, 3, 8, 12);
        INDArray own = c.image == NHWC ? x.permute(0, 2, 3, 1).dup('c') : x;
        INDArray expected = reference(sd, own);
        File file = folder.resolve("net").toFile();
        sd.save(file, false);

        SourceModel model = ModelFormats.read(file.toPath());
        Network network = model.network(model.image(Optional.of(List.of(8, 12))));

        assertThat(model.format()).isEqualTo("SameDiff");
        try (OnnxSession session = OnnxSession.open(OnnxWriter.bytes(network), "file")) {
            int[] sizes = Arrays.stream(own.shape()).mapToInt(Math::toIntExact).toArray();
            Tensor y = session.run(own.data().asFloat(), Shape.of(sizes), "out");
            long[] shape = Arrays.stream(y.shape().sizes()).asLongStream().toArray();
            same(Nd4j.create(y.toFloats(), shape, 'c'), expected, "file");
        }
    }

    @Test
    void dilated_same_pooling_is_valid_onnx() {
        SameDiff sd = SameDiff.create();
        SDVariable image = sd.placeHolder("image", DataType.FLOAT, NCHW);
        Pooling2DConfig config = Pooling2DConfig.builder()
                .kH(3)
                .kW(3)
                .dH(2)
                .dW(2)
                .paddingMode(PaddingMode.SAME)
                .build();
        sd.cnn().maxPooling2d("out", image, config);
        INDArray x = Nd4j.randn(DataType.FLOAT, 2, 3, 8, 12);
        INDArray expected = reference(sd, x);

        Network network = SameDiffNetworks.lift(sd, card());

        same(onnx(network, x, expected, false), expected, "ONNX");
    }

    /** The output by ND4J's own kernels, as oneDNN's throw for dilated convolutions. */
    private static INDArray reference(SameDiff sd, INDArray image) {
        Nd4j.getEnvironment().allowHelpers(false);
        try {
            return sd.outputSingle(Map.of("image", image), "out").dup('c');
        } finally {
            Nd4j.getEnvironment().allowHelpers(true);
        }
    }

    /** The outputs by ONNX. Maps of an N×H×W×C graph leave it as N×C×H×W. */
    private static INDArray onnx(Network network, INDArray x, INDArray expected, boolean nhwc) {
        try (OnnxSession session = OnnxSession.open(OnnxWriter.bytes(network), "lifted")) {
            Tensor y = session.run(x.dup('c').data().asFloat(), Shape.of(2, 3, 8, 12), "out");
            long[] sizes = Arrays.stream(y.shape().sizes()).asLongStream().toArray();
            INDArray result = Nd4j.create(y.toFloats(), sizes, 'c');
            boolean turned = nhwc && !Arrays.equals(sizes, expected.shape());
            return turned ? result.permute(0, 2, 3, 1) : result;
        }
    }

    private static void same(INDArray actual, INDArray expected, String where) {
        assertThat(actual.shape()).as(where).containsExactly(expected.shape());
        assertThat(actual.dup('c').data().asFloat())
                .as(where)
                .containsExactly(expected.data().asFloat(), SAME);
    }

    private static SDVariable conv(SameDiff sd, String name, SDVariable x, int channels, int stride, int dilation) {
        long[] image = x.placeholderShape();
        return conv(sd, name, x, channels, stride, dilation, image[3] == 3 ? "NHWC" : "NCHW");
    }

    private static SDVariable conv(
            SameDiff sd, String name, SDVariable x, int channels, int stride, int dilation, String format) {
        return sd.cnn().conv2d(name, x, weights(sd, name + ".w", 3, 3, 3, channels), config(stride, dilation, format));
    }

    private static Conv2DConfig config(int stride, int dilation, String format) {
        return Conv2DConfig.builder()
                .kH(3)
                .kW(3)
                .sH(stride)
                .sW(stride)
                .dH(dilation)
                .dW(dilation)
                .paddingMode(PaddingMode.SAME)
                .dataFormat(format)
                .build();
    }

    private static DeConv2DConfig larger(int kernel, int stride) {
        return DeConv2DConfig.builder()
                .kH(kernel)
                .kW(kernel)
                .sH(stride)
                .sW(stride)
                .isSameMode(true)
                .build();
    }

    private static SDVariable weights(SameDiff sd, String name, long... shape) {
        return sd.var(name, Nd4j.randn(DataType.FLOAT, shape).mul(0.3));
    }

    /** A card with unknown classes, so that any output will do. */
    private static NetworkCard card() {
        return Cards.logits("image", 8, 12, "out");
    }
}
