package dev.coppice.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Cards;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.lift.Lift;
import dev.coppice.samediff.view.FlatFile;
import dev.coppice.samediff.view.SameDiffView;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class SameDiffNetworksTest {
    /** The tolerance for the same kernels on values of about 1; folding rounds again. */
    private static final Offset<Float> SAME = Offset.offset(2e-5f);

    /** A graph with maps and vectors, a head of each kind, and parts that only training needs. */
    private static final List<String> INNER = List.of("stem", "norm", "act", "biased", "logits", "scene");

    @ParameterizedTest
    @EnumSource(ImageLayout.class)
    void every_name_holds_what_it_held_in_its_order_after_any_number_of_passes(ImageLayout layout) {
        SameDiff sd = twoHeads(layout);
        INDArray x = images(layout);
        Map<String, INDArray> before = sd.output(Map.of("image", x), INNER);

        SameDiff once = SameDiffNetworks.rewrite(sd, card(), n -> n);
        SameDiff twice = SameDiffNetworks.rewrite(once, card(), n -> n);

        for (SameDiff out : List.of(once, twice)) {
            before.forEach((name, values) -> {
                INDArray after = out.outputSingle(Map.of("image", x), name);
                assertThat(after.shape()).as(name).containsExactly(values.shape());
                assertThat(after.dup('c').data().asFloat())
                        .as(name)
                        .containsExactly(values.dup('c').data().asFloat(), SAME);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(ImageLayout.class)
    void weights_keep_their_names_and_shapes(ImageLayout layout) {
        SameDiff sd = twoHeads(layout);
        List<String> weights = List.of("stem.w", "stem.b", "gamma", "beta", "extra", "head.w", "dense.w", "dense.b");

        SameDiff once = SameDiffNetworks.rewrite(sd, card(), n -> n);
        SameDiff twice = SameDiffNetworks.rewrite(once, card(), n -> n);

        assertThat(once.variableMap()).containsKeys(weights.toArray(String[]::new));
        for (String name : weights) {
            assertThat(once.getVariable(name).getArr().shape())
                    .as(name)
                    .containsExactly(sd.getVariable(name).getArr().shape());
        }
        // a batch normalisation is lowered to its formula, so its β joins the shift when that is lifted
        for (String name : List.of("stem.w", "stem.b", "extra", "head.w", "dense.w", "dense.b")) {
            assertThat(twice.getVariable(name).getArr().shape())
                    .as(name)
                    .containsExactly(sd.getVariable(name).getArr().shape());
        }
    }

    @ParameterizedTest
    @EnumSource(ImageLayout.class)
    void a_result_can_be_saved_loaded_lifted_and_fitted(ImageLayout layout, @TempDir Path folder) {
        SameDiff once = SameDiffNetworks.rewrite(twoHeads(layout), card(), n -> n);
        File file = folder.resolve("once.fb").toFile();
        once.save(file, false);
        SameDiff loaded = SameDiff.load(file, false);
        SameDiff twice = SameDiffNetworks.rewrite(loaded, card(), n -> n);
        INDArray x = images(layout);
        INDArray target = once.outputSingle(Map.of("image", x), "logits").mul(0.5);
        SDVariable labels = twice.placeHolder("labels", DataType.FLOAT, target.shape());
        twice.math().squaredDifference(twice.getVariable("logits"), labels).mean("loss");
        twice.setLossVariables("loss");
        twice.setTrainingConfig(TrainingConfig.builder()
                .updater(new Sgd(0.05))
                .dataSetFeatureMapping("image")
                .dataSetLabelMapping("labels")
                .build());
        Map<String, INDArray> data = Map.of("image", x, "labels", target);
        double before = twice.outputSingle(data, "loss").getDouble(0);

        for (int i = 0; i < 5; i++) {
            twice.fit(new DataSet(x, target));
        }

        assertThat(twice.outputSingle(data, "loss").getDouble(0)).isLessThan(0.9 * before);
    }

    @ParameterizedTest
    @EnumSource(ImageLayout.class)
    void a_network_is_written_for_samediff_in_the_order_of_its_file(ImageLayout layout) throws IOException {
        SameDiff sd = twoHeads(layout);
        INDArray x = images(layout);
        INDArray expected = sd.outputSingle(Map.of("image", x), "logits");
        Graph read = Lift.lift(SameDiffView.of(sd), card()).inOwnOrder();

        byte[] content = SameDiffFile.bytes(new Network(read, card()));

        SameDiff loaded = SameDiff.fromFlatBuffers(ByteBuffer.wrap(content), false);
        INDArray actual = loaded.outputSingle(Map.of("image", x), "logits");
        assertThat(actual.shape()).containsExactly(expected.shape());
        assertThat(actual.dup('c').data().asFloat())
                .containsExactly(expected.dup('c').data().asFloat(), SAME);
        Graph again = Lift.lift(FlatFile.parse(content, "again"), card()).inOwnOrder();
        assertThat(again.inputs()).isEqualTo(read.inputs());
        assertThat(again.outputs()).isEqualTo(read.outputs());
    }

    @Test
    void all_heads_are_kept_and_what_cannot_be_lifted_is_listed() {
        SameDiff sd = twoHeads(ImageLayout.NHWC);
        sd.argmax("classes", sd.getVariable("logits"), 3);
        sd.math().atan2("angles", sd.getVariable("logits"), sd.getVariable("logits"));

        Network network = SameDiffNetworks.lift(sd, card());

        assertThat(network.graph().outputs())
                .extracting(TensorInfo::name)
                .containsExactly("logits", "scene", "classes");
        assertThat(SameDiffNetworks.dropped(sd, card()))
                .contains("angles", "classes", "labels", "loss")
                .doesNotContain("scene", "act");
        assertThat(SameDiffNetworks.rewrite(sd, card(), n -> n).variableMap()).containsKeys("logits", "scene");
    }

    @Test
    void heads_that_are_named_are_the_only_ones_kept_and_must_be_liftable() {
        SameDiff sd = twoHeads(ImageLayout.NHWC);
        sd.math().atan2("angles", sd.getVariable("logits"), sd.getVariable("logits"));

        Network network = SameDiffNetworks.lift(sd, card(), "act");

        assertThat(network.graph().outputs()).extracting(TensorInfo::name).containsExactly("logits", "act");
        assertThatThrownBy(() -> SameDiffNetworks.lift(sd, card(), "angles"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Unsupported SameDiff operators: 'tf_atan2' (angles)");
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "HALF"})
    void other_types_than_float_are_refused_with_what_to_do(DataType type) {
        SameDiff sd = SameDiff.create();
        SDVariable x = sd.placeHolder("image", type, -1, 3, 8, 12);
        sd.nn().relu("logits", x, 0);
        SameDiff shared = SameDiff.create();
        SDVariable y = shared.placeHolder("image", DataType.FLOAT, -1, 3, 8, 12);
        shared.constant("two", Nd4j.scalar(DataType.DOUBLE, 2)).mul(y).rename("doubled");
        shared.nn().relu("logits", shared.getVariable("doubled"), 0);

        assertThatThrownBy(() -> SameDiffNetworks.lift(sd, card()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "Coppice computes in FLOAT, and of the SameDiff graph's variables 'image' is " + type)
                .hasMessageContaining("sd.convertDataTypes");
        assertThatThrownBy(() -> SameDiffNetworks.lift(shared, card()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'doubled' is DOUBLE, 'logits' is DOUBLE");
    }

    @Test
    void a_graph_converted_as_the_message_says_is_lifted() {
        SameDiff sd = SameDiff.create();
        SDVariable x = sd.placeHolder("image", DataType.DOUBLE, -1, 3, 8, 12);
        SDVariable w = sd.var("w", Nd4j.randn(DataType.DOUBLE, 1, 3, 1, 1));
        x.mul(w).rename("logits");

        sd.convertDataTypes(Map.of("image", DataType.FLOAT, "w", DataType.FLOAT));

        assertThat(SameDiffNetworks.lift(sd, card()).graph().nodes()).hasSize(1);
    }

    @Test
    void a_placeholder_without_a_shape_is_told_what_to_do() {
        SameDiff sd = SameDiff.create();
        SDVariable x = sd.placeHolder("image", DataType.FLOAT);
        sd.nn().relu("logits", x, 0);

        assertThatThrownBy(() -> SameDiffNetworks.lift(sd, card()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("The placeholder 'image' has no shape")
                .hasMessageContaining("sd.getVariable(\"image\").setShape(-1, channels, height, width)");

        sd.getVariable("image").setShape(-1, 3, 8, 12);

        assertThat(SameDiffNetworks.lift(sd, card()).graph().nodes()).hasSize(1);
    }

    @Test
    void a_batch_that_is_fixed_stays_fixed() {
        SameDiff sd = SameDiff.create();
        SDVariable x = sd.placeHolder("image", DataType.FLOAT, 2, 8, 12, 3);
        SDVariable w = sd.var("w", Nd4j.randn(DataType.FLOAT, 3, 4));
        x.reshape(192, 3).mmul(w).reshape(2, 8, 12, 4).rename("logits");
        INDArray images = images(ImageLayout.NHWC);
        INDArray before = sd.outputSingle(Map.of("image", images), "logits");

        Network network = SameDiffNetworks.lift(sd, NetworkCard.unknown("fixed", "image", network8x12(), "logits"));
        SameDiff out =
                SameDiffNetworks.rewrite(sd, NetworkCard.unknown("fixed", "image", network8x12(), "logits"), n -> n);

        assertThat(network.graph().inputs().get(0).dimensions().get(0)).isEqualTo(Dimension.of(2));
        assertThat(out.getVariable("image").placeholderShape()).containsExactly(2, 8, 12, 3);
        assertThat(out.outputSingle(Map.of("image", images), "logits")
                        .dup('c')
                        .data()
                        .asFloat())
                .containsExactly(before.dup('c').data().asFloat(), SAME);
    }

    private static Shape network8x12() {
        return Shape.of(1, 3, 8, 12);
    }

    /** A map of logits that feeds a loss, and a vector that nobody reads. */
    private static SameDiff twoHeads(ImageLayout layout) {
        boolean nhwc = layout == ImageLayout.NHWC;
        Nd4j.getRandom().setSeed(5);
        SameDiff sd = SameDiff.create();
        SDVariable x = nhwc
                ? sd.placeHolder("image", DataType.FLOAT, -1, 8, 12, 3)
                : sd.placeHolder("image", DataType.FLOAT, -1, 3, 8, 12);
        SDVariable stem = sd.cnn()
                .conv2d("stem", x, weights(sd, "stem.w", 3, 3, 3, 6), weights(sd, "stem.b", 6), config(3, layout));
        SDVariable norm = sd.nn()
                .batchNorm(
                        "norm",
                        stem,
                        sd.constant("mean", Nd4j.rand(6)),
                        sd.constant("variance", Nd4j.rand(6).add(0.5)),
                        weights(sd, "gamma", 6),
                        weights(sd, "beta", 6),
                        1e-3,
                        nhwc ? 3 : 1);
        SDVariable act = sd.nn().relu("act", norm, 0);
        SDVariable biased = sd.nn().biasAdd("biased", act, weights(sd, "extra", 6), !nhwc);
        SDVariable logits = sd.cnn().conv2d("logits", biased, weights(sd, "head.w", 1, 1, 6, 4), config(1, layout));
        SDVariable pooled = nhwc ? act.mean(false, 1, 2) : act.mean(false, 2, 3);
        sd.nn().linear("scene", pooled, weights(sd, "dense.w", 6, 4), weights(sd, "dense.b", 4));
        SDVariable labels =
                sd.placeHolder("labels", DataType.FLOAT, nhwc ? new long[] {-1, 8, 12, 4} : new long[] {-1, 4, 8, 12});
        sd.math().squaredDifference(logits, labels).mean("loss");
        sd.setLossVariables("loss");
        return sd;
    }

    private static Conv2DConfig config(int kernel, ImageLayout layout) {
        return Conv2DConfig.builder()
                .kH(kernel)
                .kW(kernel)
                .paddingMode(PaddingMode.SAME)
                .dataFormat(layout.name())
                .build();
    }

    private static INDArray images(ImageLayout layout) {
        Nd4j.getRandom().setSeed(7);
        INDArray x = Nd4j.randn(DataType.FLOAT, 2, 3, 8, 12);
        return layout == ImageLayout.NHWC ? x.permute(0, 2, 3, 1).dup('c') : x;
    }

    private static SDVariable weights(SameDiff sd, String name, long... shape) {
        return sd.var(name, Nd4j.randn(DataType.FLOAT, shape).mul(0.3));
    }

    private static NetworkCard card() {
        return Cards.logits("image", 8, 12, "logits");
    }
}
