package dev.coppice.eval.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.eval.Tails;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.format.FileLayout;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.ChannelsLast;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.samediff.train.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks with nodes behind or beside their logits. They are trained on the logits and keep these nodes. */
class TailedNetworkTest {
    /** A network that predicts too much road, so that training has something to do. */
    private static final Network PLAIN = biased(TinyStreets.network("road", "sky"));

    @ParameterizedTest
    @EnumSource(
            value = Tails.class,
            names = {"SOFTMAX", "CHANNELS_LAST", "SIGMOID", "ARG_MAX", "BYTES"})
    void a_network_with_a_tail_gets_the_weights_of_the_one_without_and_keeps_it(Tails tail, @TempDir Path folder) {
        Map<String, Tensor> expected =
                trained(PLAIN, folder.resolve("plain")).graph().constants();

        Network trained = trained(tail.behind(PLAIN), folder.resolve("tailed"));

        assertThat(expected).isNotEqualTo(PLAIN.graph().constants());
        assertThat(trained.graph().constants()).containsAllEntriesOf(expected);
        assertThat(trained.graph().outputs()).extracting(TensorInfo::name).containsExactly("tail");
        assertThat(trained.tail().logits()).isEqualTo("y");
    }

    @Test
    void a_channels_last_network_gets_the_weights_of_its_channels_first_twin(@TempDir Path folder) {
        Network trained = trained(PLAIN, folder.resolve("plain"));
        Graph read = OnnxReader.parse(OnnxWriter.bytes(ChannelsLast.file(PLAIN), WriteOptions.PLAIN), "last");
        Network last = new Network(FileLayout.fitted(read, PLAIN.card()), PLAIN.card());

        Network twin = trained(last, folder.resolve("last"));

        assertThat(twin.graph().constants())
                .containsAllEntriesOf(trained.graph().constants());
        assertThat(twin.card().layout()).contains(ImageLayout.NHWC);
        assertThat(twin.graph().inputs().get(0).inFile())
                .isEqualTo(last.graph().inputs().get(0).inFile());
    }

    @Test
    void class_indices_beside_the_logits_do_not_block_their_training(@TempDir Path folder) {
        Map<String, Tensor> expected =
                trained(PLAIN, folder.resolve("plain")).graph().constants();

        Network trained = trained(Tails.ARG_MAX.beside(PLAIN), folder.resolve("beside"));

        assertThat(trained.graph().constants()).containsAllEntriesOf(expected);
        assertThat(trained.graph().outputs()).extracting(TensorInfo::name).containsExactly("y", "tail");
    }

    @Test
    void the_reference_of_parity_has_every_output() {
        Network network = Tails.ARG_MAX.beside(withHead());
        float[] pixels = new float[3 * TinyStreets.SIZE * TinyStreets.SIZE];
        Arrays.fill(pixels, 1);

        try (SameDiffSource source = new SameDiffSource(network)) {
            Map<String, Tensor> outputs = source.run(Tensor.floats(network.inputShape(1), pixels));

            assertThat(outputs).containsKeys("y", "head", "tail");
            assertThat(outputs)
                    .hasEntrySatisfying("tail", t -> assertThat(t.type()).isEqualTo(ElementType.INT64));
        }
    }

    @Test
    void a_further_head_that_cannot_be_trained_stays_as_it_is(@TempDir Path folder) {
        Map<String, Tensor> expected =
                trained(PLAIN, folder.resolve("plain")).graph().constants();

        Network trained = trained(withHead(), folder.resolve("heads"));

        assertThat(trained.graph().constants()).containsAllEntriesOf(expected);
        assertThat(trained.graph().constant("head.w"))
                .isEqualTo(withHead().graph().constant("head.w"));
        assertThat(trained.graph().outputs()).extracting(TensorInfo::name).containsExactly("y", "head");
    }

    private static Network biased(Network network) {
        Tensor bias = Tensor.floats(Shape.of(2), 8, 0);
        return network.with(network.graph().withConstants(Map.of("b2", bias)));
    }

    /** A network with an Exp, which is not lowered and reads its own convolution. */
    private static Network withHead() {
        List<TensorInfo> outputs = new ArrayList<>(PLAIN.graph().outputs());
        outputs.add(new TensorInfo("head", ElementType.FLOAT, List.of()));
        Tensor weights = PLAIN.graph().constant("w2").orElseThrow();
        List<GraphEdit> edits = List.of(
                new GraphEdit.PutConstant("head.w", weights),
                new GraphEdit.AddNode(Node.of("Conv", "head.c", Attributes.NONE, "relu", "head.w")),
                new GraphEdit.AddNode(Node.of("Exp", "head", Attributes.NONE, "head.c")),
                new GraphEdit.DeclareOutputs(outputs));
        return PLAIN.with(GraphRewriter.apply(PLAIN.graph(), edits));
    }

    private static Network trained(Network network, Path out) {
        CompressionRequest request = CompressionRequest.of(network, TinyStreets.usual(), out);
        new CompressionFlow(Progress.SILENT, new Cancellation())
                .baseline(request.withRetraining(request.retraining().with(o -> o.batch(2)
                                .validateEvery(1)
                                .schedule(new Schedule(Schedule.Decay.CONSTANT, 0.05, 0))))
                        .withEpochs(4));
        return OnnxReader.readNetwork(out.resolve("model.onnx"));
    }
}
