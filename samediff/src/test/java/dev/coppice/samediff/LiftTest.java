package dev.coppice.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.Cards;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.lift.Lift;
import dev.coppice.samediff.lift.Lifted;
import dev.coppice.samediff.view.FlatFile;
import dev.coppice.samediff.view.SameDiffView;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
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

class LiftTest {
    /** The same kernels on the same numbers; folding and another order of sums cost some ulps of values up to 30. */
    private static final Offset<Float> SAME = Offset.offset(3e-5f);

    /** These name places in every image of one batch, and a user's graph takes any. */
    private static final Set<String> OF_ONE_BATCH =
            Set.of("GatherElements", "GatherND", "ScatterElements", "ScatterND");

    /** A lowering for training steps only is not a network that a user would lift. */
    static List<TranslatorCases.Case> cases() {
        return TranslatorCases.all().stream()
                .filter(c -> !c.name().equals("ReduceProd over pictures"))
                // a state for each of two pictures
                .filter(c -> !c.name().endsWith(", last state only"))
                .filter(c -> c.network().graph().nodes().stream()
                        .allMatch(
                                n -> n.attributes().integer("training_mode", 0) == 0 && !OF_ONE_BATCH.contains(n.op())))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void lift_after_lower_is_the_identity_in_function(TranslatorCases.Case c) {
        Network net = c.network();
        SameDiff sd = SameDiffNetworks.lower(net);
        // a Softmax alone has no logits in front of it, so only the function is compared
        NetworkCard unread = NetworkCard.unknown(
                "net",
                net.card().input().name(),
                net.inputShape(1),
                net.card().output().name());
        Network lifted = SameDiffNetworks.lift(sd, unread);

        assertThat(run(lifted)).containsExactly(run(net), SAME);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_file_is_lifted_as_the_graph_that_was_saved(TranslatorCases.Case c) {
        Network net = c.network();
        SameDiff sd = SameDiffNetworks.lower(net);
        ByteBuffer saved = sd.asFlatBuffers(false);
        byte[] bytes = new byte[saved.remaining()];
        saved.get(bytes);

        Graph memory = Lift.lift(SameDiffView.of(sd)).graph();
        Graph file = Lift.lift(FlatFile.parse(bytes, "net.fb")).graph();

        assertThat(file.nodes()).isEqualTo(memory.nodes());
        assertThat(file.constants().keySet()).isEqualTo(memory.constants().keySet());
        memory.constants().forEach((name, value) -> assertThat(
                        file.constant(name).orElseThrow().toDoubles())
                .as(name)
                .containsExactly(value.toDoubles(), Offset.offset(1e-6)));
    }

    @Test
    void a_graph_built_by_hand_comes_back_with_its_names_and_layout() {
        for (ImageLayout layout : ImageLayout.values()) {
            SameDiff sd = handmade(layout);
            INDArray x = Nd4j.create(Normal.values(3, 2 * 3 * 8 * 12), 2, 3, 8, 12);
            INDArray own = layout == ImageLayout.NHWC ? x.permute(0, 2, 3, 1).dup('c') : x;
            float[] before = values(sd, own);

            SameDiff out = SameDiffNetworks.rewrite(sd, card(), n -> n);

            assertThat(values(out, own)).as(layout.name()).containsExactly(before, SAME);
            assertThat(out.variableMap()).containsKeys("image", "stem", "stem.w", "stem.b", "logits");
        }
    }

    @Test
    void channels_last_is_carried_channels_first_without_a_transpose() {
        Graph graph =
                Lift.lift(SameDiffView.of(handmade(ImageLayout.NHWC)), "image").graph();

        assertThat(graph.nodes()).noneMatch(n -> n.is("Transpose"));
        assertThat(graph.outputs()).singleElement().satisfies(o -> assertThat(o.name())
                .isEqualTo("logits"));
    }

    @Test
    void what_feeds_the_loss_is_the_output_and_the_rest_is_listed() {
        Lifted lifted = Lift.lift(SameDiffView.of(handmade(ImageLayout.NCHW)), "image");

        assertThat(lifted.graph().outputs()).singleElement().satisfies(o -> assertThat(o.name())
                .isEqualTo("logits"));
        assertThat(lifted.dropped()).contains("labels", "loss").doesNotContain("logits", "stem");
    }

    @Test
    void names_every_operator_that_cannot_be_lifted() {
        SameDiff sd = SameDiff.create();
        SDVariable x = sd.placeHolder("image", DataType.FLOAT, -1, 3, 8, 12);
        SDVariable a = sd.math().atan2("a", x, x);
        sd.math().floorMod("b", a, x);

        assertThatThrownBy(() -> Lift.lift(SameDiffView.of(sd), "image", "b"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Unsupported SameDiff operators: 'tf_atan2' (a), 'floormod' (b)."
                        + " See docs/operators.md for those that are lifted. Name an output in front of them, or"
                        + " compute what follows outside the network.");
    }

    @Test
    void names_that_are_not_there_are_told() {
        SameDiff sd = handmade(ImageLayout.NCHW);

        assertThatThrownBy(() -> Lift.lift(SameDiffView.of(sd), "x")).hasMessageContaining("has no placeholder 'x'");
        assertThatThrownBy(() -> Lift.lift(SameDiffView.of(sd), "image", "nothing", "loss"))
                .hasMessageContaining("output 'nothing' does not exist")
                .hasMessageContaining("output 'loss' depends on");
    }

    /** A typical user's graph: a small network with normalisation, pooling, upsampling, a skip and a loss. */
    private static SameDiff handmade(ImageLayout layout) {
        boolean nhwc = layout == ImageLayout.NHWC;
        String format = layout.name();
        Nd4j.getRandom().setSeed(5);
        SameDiff sd = SameDiff.create();
        SDVariable x = nhwc
                ? sd.placeHolder("image", DataType.FLOAT, -1, 8, 12, 3)
                : sd.placeHolder("image", DataType.FLOAT, -1, 3, 8, 12);
        Conv2DConfig same = Conv2DConfig.builder()
                .kH(3)
                .kW(3)
                .paddingMode(PaddingMode.SAME)
                .dataFormat(format)
                .build();
        SDVariable stem = sd.cnn().conv2d("stem", x, weights(sd, "stem.w", 3, 3, 3, 6), weights(sd, "stem.b", 6), same);
        SDVariable norm = sd.nn()
                .batchNorm(
                        stem,
                        sd.constant("mean", Nd4j.rand(6)),
                        sd.constant("variance", Nd4j.rand(6).add(0.5)),
                        weights(sd, "gamma", 6),
                        weights(sd, "beta", 6),
                        1e-3,
                        nhwc ? 3 : 1);
        SDVariable act = sd.nn().relu("act", norm, 0);
        Pooling2DConfig two =
                Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(2).isNHWC(nhwc).build();
        SDVariable low = sd.nn().swish(sd.cnn().maxPooling2d(act, two));
        DeConv2DConfig up = DeConv2DConfig.builder()
                .kH(2)
                .kW(2)
                .sH(2)
                .sW(2)
                .dataFormat(format)
                .build();
        SDVariable grown = sd.cnn().deconv2d(low, weights(sd, "up.w", 2, 2, 4, 6), weights(sd, "up.b", 4), up);
        SDVariable joined = sd.concat(nhwc ? 3 : 1, act.mul(0.5), grown);
        SDVariable biased = sd.nn().biasAdd(joined, weights(sd, "extra", 10), !nhwc);
        Conv2DConfig one = Conv2DConfig.builder().kH(1).kW(1).dataFormat(format).build();
        SDVariable logits = sd.cnn().conv2d("logits", biased, weights(sd, "head.w", 1, 1, 10, 4), one);
        SDVariable labels = nhwc
                ? sd.placeHolder("labels", DataType.FLOAT, -1, 8, 12, 4)
                : sd.placeHolder("labels", DataType.FLOAT, -1, 4, 8, 12);
        sd.math().squaredDifference(logits, labels).mean("loss");
        sd.setLossVariables("loss");
        return sd;
    }

    private static SDVariable weights(SameDiff sd, String name, long... shape) {
        return sd.var(name, Nd4j.randn(DataType.FLOAT, shape).mul(0.3));
    }

    private static float[] values(SameDiff sd, INDArray x) {
        return sd.outputSingle(Map.of("image", x), "logits").dup('c').data().asFloat();
    }

    private static NetworkCard card() {
        return Cards.logits("image", 8, 12, "logits", "a", "b", "c", "d");
    }

    private static float[] run(Network net) {
        Shape image = net.inputShape(2);
        try (InferenceSession session = InferenceSession.of(net, image)) {
            return session.logits(Normal.values(1, image.elements()));
        }
    }
}
