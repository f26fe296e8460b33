package dev.coppice.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.fold.BatchNormFolding;
import dev.coppice.models.network.Network;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Here rather than beside the folding, because lowering is what shows that the function stays. */
class BatchNormFoldingTest {
    /** Folding rounds each weight once more: some float ulps of outputs around 1. */
    private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);

    private static final Shape IMAGE = Shape.of(2, 3, 6, 8);

    @Test
    void folds_into_convolutions_of_every_kind_and_keeps_the_function() {
        NetBuilder b = new NetBuilder(3, IMAGE);
        String x = norm(b, "n1", b.conv("c1", NetBuilder.INPUT, 3, 4, 3), 4);
        x = norm(b, "n2", b.up("u", x, 4, 6), 6);
        String grouped = b.weight("g.weight", 0.5, 6, 2, 2, 2);
        Attributes a = Attributes.NONE.with("group", 3).with("strides", 2, 2);
        x = norm(b, "n3", b.node("ConvTranspose", "g", a, x, grouped), 6);
        Network net = b.network(norm(b, "n4", x, 6), 6);

        Graph folded = GraphRewriter.apply(net.graph(), BatchNormFolding.fold(net.graph()));

        assertThat(folded.nodes()).noneMatch(n -> n.is("BatchNormalization"));
        assertThat(run(net.with(folded))).containsExactly(run(net), ROUNDING);
        assertThat(BatchNormFolding.fold(folded)).isEmpty();
    }

    @Test
    void folds_into_gemm() {
        NetBuilder b = new NetBuilder(4, IMAGE);
        String flat = b.node("Flatten", "flat", Attributes.NONE, NetBuilder.INPUT);
        String w = b.weight("w", 0.1, 5, 144);
        Attributes a = Attributes.NONE.with("transB", 1).with("beta", 0.5f);
        String y = norm(b, "n", b.node("Gemm", "gemm", a, flat, w, b.weight("bias", 1, 1, 5)), 5);
        Network net = b.network(y, 5);

        Graph folded = GraphRewriter.apply(net.graph(), BatchNormFolding.fold(net.graph()));

        assertThat(folded.nodes()).hasSize(2);
        assertThat(run(net.with(folded))).containsExactly(run(net), ROUNDING);
    }

    @Test
    void keeps_a_norm_that_is_not_the_only_reader_or_follows_something_else() {
        NetBuilder b = new NetBuilder(5, IMAGE);
        String conv = b.conv("c1", NetBuilder.INPUT, 3, 4, 3);
        String n1 = norm(b, "n1", conv, 4);
        String n2 = norm(b, "n2", b.relu(conv), 4);
        Network net = b.network(b.node("Add", "sum", Attributes.NONE, n1, n2), 4);

        assertThat(BatchNormFolding.fold(net.graph())).isEmpty();
    }

    @Test
    void weights_that_another_node_reads_are_folded_into_a_copy() {
        NetBuilder b = new NetBuilder(6, IMAGE);
        String w = b.weight("shared", 0.3, 3, 3, 1, 1);
        String c1 = b.node("Conv", "c1", Attributes.NONE, NetBuilder.INPUT, w);
        Network net = b.network(b.node("Conv", "c2", Attributes.NONE, norm(b, "n1", c1, 3), w), 3);

        Graph folded = GraphRewriter.apply(net.graph(), BatchNormFolding.fold(net.graph()));

        assertThat(folded.constants().get("shared"))
                .isEqualTo(net.graph().constants().get("shared"));
        assertThat(run(net.with(folded))).containsExactly(run(net), ROUNDING);
    }

    static String norm(NetBuilder b, String name, String x, int channels) {
        return norm(b, Attributes.NONE, name, x, channels);
    }

    static String norm(NetBuilder b, Attributes attributes, String name, String x, int channels) {
        b.weight(name + ".gamma", 1, channels);
        b.weight(name + ".beta", 1, channels);
        b.weight(name + ".mean", 1, channels);
        float[] variance = new float[channels];
        for (int i = 0; i < channels; i++) {
            variance[i] = 0.5f + i;
        }
        b.constant(name + ".var", Tensor.floats(Shape.of(channels), variance));
        return b.node(
                "BatchNormalization",
                name,
                attributes,
                x,
                name + ".gamma",
                name + ".beta",
                name + ".mean",
                name + ".var");
    }

    private static float[] run(Network net) {
        try (InferenceSession session = InferenceSession.of(net, IMAGE)) {
            return session.logits(NetBuilder.normal(new Random(1), IMAGE.elements(), 1));
        }
    }
}
