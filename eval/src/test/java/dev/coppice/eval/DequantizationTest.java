package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.onnx.OnnxReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quantised networks read in floating point compute nearly the same, and are pruned by the law. */
class DequantizationTest {
    private static final String IMAGE = NetworkBuilder.IMAGE;
    private static final Attributes PADDED = Attributes.NONE.with("pads", 1, 1, 1, 1);

    /** Steps of activations, and what a few of them come to. */
    private static final float STEP = 1 / 16f;

    private static final double STEPS = 4 * STEP;

    @TempDir
    private Path folder;

    private final Random random = new Random(3);

    @Test
    void convolutions_on_integers() throws IOException {
        NetworkBuilder b = settings();
        b.node("QuantizeLinear", "x", IMAGE, "s", "z");
        weights(b, "w1", ElementType.INT8, 8, 3, 3, 3);
        weights(b, "w2", ElementType.INT8, 4, 8, 3, 3);
        ByteBuffer bias = ByteBuffer.allocate(4 * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 8; i++) {
            bias.putInt(100 * i);
        }
        b.constant("b1", Tensor.of(ElementType.INT32, Shape.of(8), bias.flip()));
        b.node("QLinearConv", "a", PADDED, "x", "s", "z", "w1", "w1.s", "w1.z", "s", "low", "b1");
        b.pool("p", "a");
        b.node("QLinearConv", "c", PADDED, "p", "s", "low", "w2", "w2.s", "w2.z", "s", "z");
        b.node("DequantizeLinear", "y", "c", "s", "z");

        check(b, false);
    }

    @Test
    void sums_and_products_of_the_runtimes_own() throws IOException {
        NetworkBuilder b = settings();
        b.node("QuantizeLinear", "x", IMAGE, "s", "z");
        weights(b, "w1", ElementType.INT8, 8, 3, 3, 3);
        weights(b, "w2", ElementType.INT8, 4, 16, 3, 3);
        b.node("QLinearConv", "a", PADDED, "x", "s", "z", "w1", "w1.s", "w1.z", "s", "z");
        b.node(own("QLinearAdd", "aa", Attributes.NONE, "a", "s", "z", "a", "s", "z", "s", "z"));
        b.node(own("QLinearConcat", "k", Attributes.NONE.with("axis", 1), "s", "z", "a", "s", "z", "aa", "s", "z"));
        b.node("QLinearConv", "c", PADDED, "k", "s", "z", "w2", "w2.s", "w2.z", "s", "z");
        b.node(own("QLinearGlobalAveragePool", "g", Attributes.NONE, "c", "s", "z", "s", "z"));
        b.node("DequantizeLinear", "y", "g", "s", "z");

        check(b, true);
    }

    @Test
    void activations_quantised_as_they_come() throws IOException {
        NetworkBuilder b = settings();
        weights(b, "w1", ElementType.UINT8, 8, 3, 3, 3);
        weights(b, "w2", ElementType.UINT8, 4, 8, 3, 3);
        dynamic(b, "a", IMAGE, "w1");
        b.node("Relu", "r", "a");
        dynamic(b, "y", "r", "w2");

        check(b, false);
    }

    private void check(NetworkBuilder b, boolean own) throws IOException {
        Graph graph = b.graph("y");
        ModelProto model = ModelProto.parseFrom(OnnxWriter.bytes(graph, WriteOptions.PLAIN));
        if (own) {
            model = model.toBuilder()
                    .addOpsetImport(OperatorSetIdProto.newBuilder()
                            .setDomain("com.microsoft")
                            .setVersion(1))
                    .build();
        }
        Path file = Files.write(folder.resolve("q.onnx"), model.toByteArray());
        Graph floating = OnnxReader.readDequantized(file).graph();
        assertThat(floating.nodes())
                .extracting(Node::op)
                .doesNotContain("QuantizeLinear", "DequantizeLinear", "QLinearConv", "ConvInteger");
        Shape shape = Shape.of(1, 3, 8, 8);
        Tensor input = Normal.tensor(1, shape);
        float[] expected = run(model.toByteArray(), input);
        float[] actual = run(OnnxWriter.bytes(floating, WriteOptions.PLAIN), input);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).isBetween(expected[i] - STEPS, expected[i] + STEPS);
        }

        Network network = new Network(floating, NetworkCard.unknown("q", IMAGE, shape, "y"));
        Network pruned = PruningLaw.check(
                network,
                new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY)
                        .plan(network),
                1);
        assertThat(pruned.graph().constants().values())
                .extracting(Tensor::shape)
                .contains(Shape.of(4, 3, 3, 3));
    }

    private static float[] run(byte[] model, Tensor input) {
        try (OnnxSession session = OnnxSession.open(model, "q")) {
            return session.run(Map.of(IMAGE, input), Set.of("y"))
                    .values()
                    .iterator()
                    .next()
                    .toFloats();
        }
    }

    private static Node own(String op, String output, Attributes attributes, String... inputs) {
        return new Node(output, "com.microsoft", op, List.of(inputs), List.of(output), attributes);
    }

    private static NetworkBuilder settings() {
        NetworkBuilder b = NetworkBuilder.small();
        b.constant("s", Tensor.scalar(STEP));
        b.constant("z", one(ElementType.UINT8, 128));
        b.constant("low", one(ElementType.UINT8, 0));
        return b;
    }

    private static Tensor one(ElementType type, int value) {
        return Tensor.of(type, Shape.SCALAR, ByteBuffer.allocate(1).put(0, (byte) value));
    }

    private void weights(NetworkBuilder b, String name, ElementType type, int... sizes) {
        Shape shape = Shape.of(sizes);
        byte[] values = new byte[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) ((type == ElementType.UINT8 ? 128 : 0) + random.nextInt(41) - 20);
        }
        b.constant(name, Tensor.of(type, shape, ByteBuffer.wrap(values)));
        b.constant(name + ".s", Tensor.scalar(1 / 256f));
        b.constant(name + ".z", one(type, type == ElementType.UINT8 ? 128 : 0));
    }

    private static void dynamic(NetworkBuilder b, String output, String input, String weights) {
        String q = output + ".q";
        b.parts("DynamicQuantizeLinear", List.of(q, q + ".s", q + ".z"), Attributes.NONE, input);
        b.node("ConvInteger", q + ".i", PADDED, q, weights, q + ".z", weights + ".z");
        b.node("Cast", q + ".f", Attributes.NONE.with("to", 1), q + ".i");
        b.node("Mul", q + ".m", q + ".s", weights + ".s");
        b.node("Mul", output, q + ".f", q + ".m");
    }
}
