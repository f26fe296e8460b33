package dev.coppice.eval.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.eval.source.ModelFormats;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.SameDiffNetworks;
import dev.coppice.samediff.lift.Lift;
import dev.coppice.samediff.view.FlatFile;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** Every SameDiff operator that is lifted, from memory and from a file. */
class SameDiffOperatorTest {
    private static final Offset<Double> SAME = Offset.offset(1e-5);

    private static final NetworkCard CARD = NetworkCard.unknown("net", "image", Shape.of(2, 3, 6, 8), "out");

    /** Rows that ONNX has and that no translator writes in SameDiff again. */
    private static final Set<String> SHOWN_ONLY =
            Set.of("argmax", "argmax kept", "argmin", "cast", "onehot", "pow of maps", "size");

    static List<SameDiffOperators.Row> rows() {
        return SameDiffOperators.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void a_saved_file_computes_the_same_in_onnx_runtime(SameDiffOperators.Row row, @TempDir Path folder) {
        SameDiff sd = graph(row);
        INDArray x = image(row);
        INDArray expected = reference(sd, x);
        File file = folder.resolve("net.fb").toFile();
        sd.save(file, false);

        SourceModel model = ModelFormats.read(file.toPath());
        Network network = model.network(model.image(Optional.of(List.of(6, 8))));

        try (OnnxSession session = OnnxSession.open(OnnxWriter.bytes(network), "file")) {
            int[] sizes = Arrays.stream(x.shape()).mapToInt(Math::toIntExact).toArray();
            Tensor y = session.run(x.data().asFloat(), Shape.of(sizes), "out");
            assertThat(y.shape().sizes())
                    .containsExactly(Arrays.stream(expected.shape())
                            .mapToInt(Math::toIntExact)
                            .toArray());
            assertThat(y.toDoubles())
                    .containsExactly(
                            expected.castTo(DataType.DOUBLE).dup('c').data().asDouble(), SAME);
        }
    }

    /** What SameDiff can also be given back is lifted, saved and lifted again, and computes the same. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void a_graph_in_memory_is_lifted_alike_and_given_back(SameDiffOperators.Row row) {
        SameDiff sd = graph(row);
        INDArray x = image(row);
        INDArray expected = reference(sd, x);

        Graph memory = SameDiffNetworks.lift(sd, CARD).graph();
        Graph file = Lift.lift(FlatFile.parse(bytes(sd), "net.fb"), CARD).graph();
        assertThat(file.nodes()).isEqualTo(memory.nodes());
        assertThat(file.constants()).isEqualTo(memory.constants());

        Optional<SameDiff> back = back(sd);
        if (!SHOWN_ONLY.contains(row.name())) {
            assertThat(back).as("can be given back").isPresent();
        }
        if (back.isPresent()) {
            same(reference(back.get(), x), expected);
            SameDiff again = back(back.get()).orElseThrow();
            same(reference(again, x), expected);
        }
    }

    static Optional<SameDiff> back(SameDiff sd) {
        try {
            return Optional.of(SameDiffNetworks.rewrite(sd, CARD, n -> n));
        } catch (InvalidInputException e) {
            assertThat(e.getMessage())
                    .containsAnyOf(
                            "Unsupported operators for retraining: ", "depend on the number of pictures in a batch");
            return Optional.empty();
        }
    }

    private static void same(INDArray actual, INDArray expected) {
        assertThat(actual.shape()).containsExactly(expected.shape());
        assertThat(actual.castTo(DataType.DOUBLE).dup('c').data().asDouble())
                .containsExactly(
                        expected.castTo(DataType.DOUBLE).dup('c').data().asDouble(), SAME);
    }

    static byte[] bytes(SameDiff sd) {
        ByteBuffer saved = sd.asFlatBuffers(false);
        byte[] bytes = new byte[saved.remaining()];
        saved.get(bytes);
        return bytes;
    }

    static SameDiff graph(SameDiffOperators.Row row) {
        Nd4j.getRandom().setSeed(3);
        SameDiff sd = SameDiff.create();
        SameDiffOperators.Axes at = new SameDiffOperators.Axes(row.layout());
        long[] sizes = at.longs(-1, 3, 6, 8);
        SDVariable image = sd.placeHolder("image", DataType.FLOAT, sizes);
        SDVariable stem = sd.cnn()
                .conv2d(
                        "stem",
                        image,
                        sd.var("stem.w", Nd4j.randn(DataType.FLOAT, 1, 1, 3, 4).mul(0.5)),
                        Conv2DConfig.builder()
                                .kH(1)
                                .kW(1)
                                .dataFormat(row.layout().name())
                                .build());
        row.use().apply(sd, stem, at).rename("out");
        return sd;
    }

    private static INDArray image(SameDiffOperators.Row row) {
        INDArray x = Nd4j.randn(DataType.FLOAT, 2, 3, 6, 8);
        return new SameDiffOperators.Axes(row.layout()).last()
                ? x.permute(0, 2, 3, 1).dup('c')
                : x;
    }

    /** The output by ND4J's own kernels, as oneDNN's are wrong for softmax over channels. */
    private static INDArray reference(SameDiff sd, INDArray image) {
        Nd4j.getEnvironment().allowHelpers(false);
        try {
            return sd.outputSingle(Map.of("image", image), "out").dup('c');
        } finally {
            Nd4j.getEnvironment().allowHelpers(true);
        }
    }
}
