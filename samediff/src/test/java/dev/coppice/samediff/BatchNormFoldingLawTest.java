package dev.coppice.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.fold.BatchNormFolding;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Test that folding normalisations keeps a network's function; the engine computes both. */
class BatchNormFoldingLawTest {
    /** Folding rounds each weight once more, which costs some float ulps of outputs around 1. */
    private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);

    private static final Shape IMAGE = Shape.of(2, 3, 6, 8);

    @Test
    void folds_into_convolutions_of_every_kind_and_keeps_the_function() {
        Attributes a = Attributes.NONE.with("group", 3).with("strides", 2, 2);
        NetworkBuilder b = NetworkBuilder.initialised(IMAGE, 3);
        norm(b.conv("c1", NetworkBuilder.IMAGE, 4), "n1", "c1", 4);
        norm(b.transposed("u", "n1", 6, 2), "n2", "u", 6);
        norm(b.normal("w", 0.5, 6, 2, 2, 2).node("ConvTranspose", "g", a, "n2", "w"), "n3", "g", 6);
        Network net = norm(b, "n4", "n3", 6).to("n4");

        Graph folded = GraphRewriter.apply(net.graph(), BatchNormFolding.fold(net.graph()));

        assertThat(folded.nodes()).noneMatch(n -> n.is("BatchNormalization"));
        assertThat(run(net.with(folded))).containsExactly(run(net), ROUNDING);
        assertThat(BatchNormFolding.fold(folded)).isEmpty();
    }

    @Test
    void folds_into_gemm() {
        Attributes a = Attributes.NONE.with("transB", 1).with("beta", 0.5f);
        NetworkBuilder b = NetworkBuilder.initialised(IMAGE, 4)
                .node("Flatten", "flat", NetworkBuilder.IMAGE)
                .normal("w", 0.1, 5, 144)
                .normal("bias", 1, 1, 5)
                .node("Gemm", "gemm", a, "flat", "w", "bias");
        Network net = norm(b, "n", "gemm", 5).to("n");

        Graph folded = GraphRewriter.apply(net.graph(), BatchNormFolding.fold(net.graph()));

        assertThat(folded.nodes()).hasSize(2);
        assertThat(run(net.with(folded))).containsExactly(run(net), ROUNDING);
    }

    @Test
    void keeps_a_norm_that_is_not_the_only_reader_or_follows_something_else() {
        NetworkBuilder b = NetworkBuilder.initialised(IMAGE, 5)
                .conv("c1", NetworkBuilder.IMAGE, 4)
                .node("Relu", "r", "c1");
        norm(norm(b, "n1", "c1", 4), "n2", "r", 4);
        Network net = b.node("Add", "sum", "n1", "n2").to("sum");

        assertThat(BatchNormFolding.fold(net.graph())).isEmpty();
    }

    @Test
    void weights_that_another_node_reads_are_folded_into_a_copy() {
        NetworkBuilder b = NetworkBuilder.initialised(IMAGE, 6)
                .normal("shared", 0.3, 3, 3, 1, 1)
                .node("Conv", "c1", NetworkBuilder.IMAGE, "shared");
        Network net = norm(b, "n1", "c1", 3).node("Conv", "c2", "n1", "shared").to("c2");

        Graph folded = GraphRewriter.apply(net.graph(), BatchNormFolding.fold(net.graph()));

        assertThat(folded.constants().get("shared"))
                .isEqualTo(net.graph().constants().get("shared"));
        assertThat(run(net.with(folded))).containsExactly(run(net), ROUNDING);
    }

    static NetworkBuilder norm(NetworkBuilder b, String name, String x, int channels) {
        return norm(b, Attributes.NONE, name, x, channels);
    }

    static NetworkBuilder norm(NetworkBuilder b, Attributes attributes, String name, String x, int channels) {
        float[] variance = new float[channels];
        for (int i = 0; i < channels; i++) {
            variance[i] = 0.5f + i;
        }
        String[] inputs = {x, name + ".gamma", name + ".beta", name + ".mean", name + ".var"};
        return b.normal(inputs[1], 1, channels)
                .normal(inputs[2], 1, channels)
                .normal(inputs[3], 1, channels)
                .constant(inputs[4], Tensor.floats(Shape.of(channels), variance))
                .node("BatchNormalization", name, attributes, inputs);
    }

    private static float[] run(Network net) {
        try (InferenceSession session = InferenceSession.of(net, IMAGE)) {
            return session.logits(Normal.values(1, IMAGE.elements()));
        }
    }
}
