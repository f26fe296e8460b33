package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.NBitWeights;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.onnx.OnnxReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Law that a pruned quantised network equals its masked original. All scales are powers of two, so that sums of products
 * are exact in any order.
 */
class QuantizedLawTest {
    private static final String IMAGE = NetworkBuilder.IMAGE;
    private static final String BY_OUTPUT = "axis";

    private final Random random = new Random(5);

    @Test
    void convolutions_with_scales_and_zero_points_per_channel_keep_those_of_the_kept_channels() {
        NetworkBuilder b = NetworkBuilder.small();
        activation(b, "x", IMAGE);
        conv(b, "a", "x", 0, 8, 3, 3, 3);
        b.node("Relu", "ra", "a");
        activation(b, "qa", "ra");
        conv(b, "c", "qa", 0, 8, 8, 3, 3);
        b.node("Add", "sum", "c", "qa");
        activation(b, "qs", "sum");
        weights(b, "up.weight", 1, 8, 6, 2, 2);
        b.node("ConvTranspose", "up", Attributes.NONE.with("strides", 2, 2), "qs", "up.weight");
        conv(b, "out", "up", 0, 4, 6, 1, 1);
        Network network = b.to("out");

        Network pruned = pruned(network);

        assertThat(stored(pruned, "c.weight")).isEqualTo("INT8 4×4×3×3, scale 4, zero 4");
        assertThat(stored(pruned, "c.bias")).isEqualTo("INT32 4, scale 4, zero 0");
        assertThat(stored(pruned, "up.weight")).isEqualTo("INT8 4×3×2×2, scale 3, zero 3");
        assertThat(stored(pruned, "out.weight")).isEqualTo("INT8 4×3×1×1, scale 4, zero 4");
    }

    @Test
    void a_depthwise_convolution_loses_whole_groups() {
        NetworkBuilder b = NetworkBuilder.small();
        activation(b, "x", IMAGE);
        conv(b, "a", "x", 0, 8, 3, 3, 3);
        activation(b, "qa", "a");
        weights(b, "d.weight", 0, 8, 1, 3, 3);
        b.node("Conv", "d", Attributes.NONE.with("pads", 1, 1, 1, 1).with("group", 8), "qa", "d.weight");
        conv(b, "out", "d", 0, 4, 8, 1, 1);

        Network pruned = pruned(b.to("out"));

        assertThat(stored(pruned, "d.weight")).isEqualTo("INT8 4×1×3×3, scale 4, zero 4");
        assertThat(pruned.graph().node("d").attributes().integer("group", 1)).isEqualTo(4);
    }

    @Test
    void weights_alone_may_be_quantised_and_shared() {
        NetworkBuilder b = NetworkBuilder.small();
        conv(b, "a", IMAGE, 0, 8, 3, 3, 3);
        conv(b, "b", IMAGE, 0, 8, 3, 3, 3);
        weights(b, "w", 0, 8, 8, 3, 3);
        b.node("Conv", "c", Attributes.NONE.with("pads", 1, 1, 1, 1), "a", "w");
        b.node("Conv", "d", Attributes.NONE.with("pads", 1, 1, 1, 1), "b", "w");
        b.concat("cd", "c", "d");
        conv(b, "out", "cd", 0, 4, 16, 1, 1);

        Network pruned = pruned(b.to("out"));

        assertThat(pruned.graph().node("c").input(1))
                .isEqualTo(pruned.graph().node("d").input(1));
        assertThat(stored(pruned, pruned.graph().node("c").input(1))).isEqualTo("INT8 4×4×3×3, scale 4, zero 4");
    }

    @Test
    void a_grouped_transposed_convolution_with_scales_for_all_groups_keeps_its_channels() {
        NetworkBuilder b = NetworkBuilder.small();
        conv(b, "a", IMAGE, 0, 8, 3, 3, 3);
        weights(b, "up.weight", 1, 8, 3, 2, 2);
        b.node("ConvTranspose", "up", Attributes.NONE.with("strides", 2, 2).with("group", 2), "a", "up.weight");
        conv(b, "out", "up", 0, 4, 6, 1, 1);

        Network pruned = pruned(b.to("out"));

        assertThat(stored(pruned, "up.weight")).isEqualTo("INT8 4×3×2×2, scale 3, zero 3");
    }

    @Test
    void four_bit_weights_with_scales_of_blocks_lose_whole_blocks() {
        NetworkBuilder b = NetworkBuilder.small().conv("c", IMAGE, 32);
        b.node("Transpose", "t", Attributes.NONE.with("perm", 0, 2, 3, 1), "c");
        fourBits(b, "l", "t", 32, 64);
        b.node("Relu", "r", "l");
        fourBits(b, "m", "r", 64, 32);
        b.node("Transpose", "u", Attributes.NONE.with("perm", 0, 3, 1, 2), "m");
        b.conv("out", "u", 4);

        Network network = b.to("out");
        CompressionPlan plan = new ChannelPruning(
                        new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY)
                .plan(network);
        Graph pruned = PlanRewriter.rewrite(network, plan).graph();

        assertThat(pruned.constants().get("l.q")).hasToString("INT4 16×32");
        assertThat(pruned.constants().get("l.s")).hasToString("FLOAT 1×32");
        assertThat(pruned.constants().get("m.q")).hasToString("INT4 32×16");
        assertThat(pruned.constants().get("m.s")).hasToString("FLOAT 2×16");
        PruningLaw.checkPlain(network, plan, 7);
    }

    @Test
    void a_normalisation_with_a_quantised_scale_takes_statistics_over_the_kept_channels() {
        NetworkBuilder b = NetworkBuilder.small().conv("a", IMAGE, 8);
        b.node("Transpose", "t", Attributes.NONE.with("perm", 0, 2, 3, 1), "a");
        b.constant(
                "g.q", Tensor.of(ElementType.INT8, Shape.of(8), ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8})));
        b.constant("g.s", Tensor.scalar(0.25f));
        b.node("DequantizeLinear", "g", "g.q", "g.s");
        b.node("LayerNormalization", "n", "t", "g");
        b.node("Transpose", "u", Attributes.NONE.with("perm", 0, 3, 1, 2), "n");
        Network network = b.conv("out", "u", 4).to("out");
        CompressionPlan plan = new ChannelPruning(
                        new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY)
                .plan(network);

        Graph pruned = PlanRewriter.rewrite(network, plan).graph();

        assertThat(pruned.constants().get("g.q")).hasToString("INT8 4");
        PruningLaw.checkPlain(network, plan, 7);
    }

    @ParameterizedTest
    @CsvSource({"4,0", "4,4", "8,0"})
    void products_of_the_runtimes_own_lose_outputs_and_whole_blocks_and_stay_as_they_are(int bits, int accuracy)
            throws IOException {
        NetworkBuilder b = NetworkBuilder.small().conv("c", IMAGE, 32);
        b.node("Transpose", "t", Attributes.NONE.with("perm", 0, 2, 3, 1), "c");
        bits(b, "l", "t", new NBitWeights(32, 64, bits, 16), accuracy);
        b.node("Relu", "r", "l");
        bits(b, "m", "r", new NBitWeights(64, 32, bits, 16), accuracy);
        b.node("Transpose", "u", Attributes.NONE.with("perm", 0, 3, 1, 2), "m");
        b.normal("w", 1, 4, 32, 1, 1).node("Conv", "out", "u", "w");
        byte[] file = OnnxWriter.bytes(b.graph("out"), WriteOptions.PLAIN);
        Graph read = OnnxReader.parse(file, "bits");

        Network pruned = pruned(new Network(read, NetworkCard.unknown("bits", IMAGE, Shape.of(1, 3, 8, 8), "out")));

        ModelProto whole = ModelProto.parseFrom(OnnxWriter.bytes(read, WriteOptions.PLAIN));
        assertThat(whole.getOpsetImport(0).getVersion()).isEqualTo(18);
        assertThat(sizes(whole, "m")).containsExactly("64", "32");
        assertThat(sizes(ModelProto.parseFrom(OnnxWriter.bytes(pruned.graph(), WriteOptions.PLAIN)), "m"))
                .containsExactly("32", "16");
    }

    /** A product by MatMulNBits; scales are powers of two. */
    private void bits(NetworkBuilder b, String name, String input, NBitWeights form, int accuracy) {
        byte[] numbers = new byte[form.outputs() * form.inputs() * form.bits() / 8];
        random.nextBytes(numbers);
        byte[] zeros = new byte[form.outputs() * form.blocks() * form.bits() / 8];
        random.nextBytes(zeros);
        float[] scales = new float[form.outputs() * form.blocks()];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = random.nextBoolean() ? 0x1p-6f : 0x1p-7f;
        }
        b.constant(name + ".B", Tensor.of(ElementType.UINT8, Shape.of(numbers.length), ByteBuffer.wrap(numbers)));
        b.constant(name + ".s", Tensor.floats(Shape.of(scales.length), scales));
        b.constant(name + ".z", Tensor.of(ElementType.UINT8, Shape.of(zeros.length), ByteBuffer.wrap(zeros)));
        b.node(new Node(
                name,
                NBitWeights.DOMAIN,
                NBitWeights.OP,
                List.of(input, name + ".B", name + ".s", name + ".z"),
                List.of(name),
                Attributes.NONE
                        .with("K", form.inputs())
                        .with("N", form.outputs())
                        .with("bits", form.bits())
                        .with("block_size", form.block())
                        .with(NBitWeights.ACCURACY, accuracy)));
    }

    /** The numbers of inputs and outputs of a product. */
    private static List<String> sizes(ModelProto model, String node) {
        return model.getGraph().getNodeList().stream()
                .filter(n -> n.getName().equals(node) && n.getOpType().equals(NBitWeights.OP))
                .flatMap(n -> n.getAttributeList().stream())
                .filter(a -> List.of("K", "N").contains(a.getName()))
                .map(a -> Long.toString(a.getI()))
                .toList();
    }

    /** A product with weights of four bits, a scale for 16 neighbouring inputs of each output. */
    private void fourBits(NetworkBuilder b, String name, String input, int inputs, int outputs) {
        byte[] values = new byte[inputs * outputs];
        float[] scales = new float[inputs / 16 * outputs];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (random.nextInt(16) - 8);
        }
        for (int i = 0; i < scales.length; i++) {
            scales[i] = random.nextBoolean() ? 0x1p-4f : 0x1p-5f;
        }
        b.constant(name + ".q", Tensor.of(ElementType.INT4, Shape.of(inputs, outputs), ByteBuffer.wrap(values)));
        b.constant(name + ".s", Tensor.floats(Shape.of(inputs / 16, outputs), scales));
        Attributes blocks = Attributes.NONE.with(BY_OUTPUT, 0).with("block_size", 16);
        b.node("DequantizeLinear", name + ".w", blocks, name + ".q", name + ".s");
        b.node("MatMul", name, input, name + ".w");
    }

    private Network pruned(Network network) {
        CompressionPlan plan = new ChannelPruning(
                        new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY)
                .plan(network);
        return PruningLaw.check(network, plan, 7);
    }

    private static String stored(Network network, String tensor) {
        Graph graph = network.graph();
        QuantizedConstant constant = QuantizedConstant.of(graph, tensor).orElseThrow();
        Tensor stored = graph.constants().get(constant.node().input(0));
        return stored + ", scale " + elements(graph, constant.node().input(1)) + ", zero "
                + elements(graph, constant.node().input(2));
    }

    private static long elements(Graph graph, String constant) {
        return graph.constant(constant).map(t -> t.shape().elements()).orElse(0L);
    }

    /** A quantised and dequantised activation. */
    private static void activation(NetworkBuilder b, String name, String input) {
        b.constant(name + ".scale", Tensor.scalar(0.0625f));
        b.constant(
                name + ".zero",
                Tensor.of(ElementType.INT8, Shape.SCALAR, ByteBuffer.allocate(1).put(0, (byte) 3)));
        b.node("QuantizeLinear", name + ".q", input, name + ".scale", name + ".zero");
        b.node("DequantizeLinear", name, name + ".q", name + ".scale", name + ".zero");
    }

    private void conv(NetworkBuilder b, String name, String input, int axis, int... sizes) {
        weights(b, name + ".weight", axis, sizes);
        ByteBuffer bias = ByteBuffer.allocate(4 * sizes[0]).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < sizes[0]; i++) {
            bias.putInt(random.nextInt(200) - 100);
        }
        b.constant(name + ".bias.q", Tensor.of(ElementType.INT32, Shape.of(sizes[0]), bias.flip()));
        b.node(
                "DequantizeLinear",
                name + ".bias",
                Attributes.NONE.with(BY_OUTPUT, 0),
                name + ".bias.q",
                name + ".weight.scale");
        int pad = sizes[2] / 2;
        b.node("Conv", name, Attributes.NONE.with("pads", pad, pad, pad, pad), input, name + ".weight", name + ".bias");
    }

    private void weights(NetworkBuilder b, String name, int axis, int... sizes) {
        Shape shape = Shape.of(sizes);
        byte[] values = new byte[Math.toIntExact(shape.elements())];
        random.nextBytes(values);
        float[] scales = new float[sizes[axis]];
        byte[] zeros = new byte[sizes[axis]];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = i % 2 == 0 ? 0x1p-8f : 0x1p-7f;
            zeros[i] = (byte) (i % 5 - 2);
        }
        b.constant(name + ".q", Tensor.of(ElementType.INT8, shape, ByteBuffer.wrap(values)));
        b.constant(name + ".scale", Tensor.floats(Shape.of(sizes[axis]), scales));
        b.constant(name + ".zero", Tensor.of(ElementType.INT8, Shape.of(sizes[axis]), ByteBuffer.wrap(zeros)));
        b.node(
                "DequantizeLinear",
                name,
                Attributes.NONE.with(BY_OUTPUT, axis),
                name + ".q",
                name + ".scale",
                name + ".zero");
    }
}
