package dev.coppice.eval.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.eval.flow.RewriteFlow;
import dev.coppice.eval.flow.RewriteRequest;
import dev.coppice.eval.flow.RewriteResult;
import dev.coppice.eval.format.Dl4jExport;
import dev.coppice.eval.source.ModelFormats;
import dev.coppice.export.ParityCheck;
import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.onnx.ResampleExpansion;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.dl4j.Dl4jFormat;
import dev.coppice.models.dl4j.Dl4jWriter;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.fold.BatchNormFolding;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelMetadata;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.zoo.model.SqueezeNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Changed networks are written as archives that Deeplearning4j restores, and in which it computes what they compute. */
class Dl4jWriterTest {
    private static final Map<String, LayerCases.Case> CASES = LayerCases.all();

    @TempDir
    Path folder;

    static Stream<String> cases() {
        return CASES.keySet().stream().filter(name -> !name.startsWith("activation"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_pruned_layer_is_restored(String name) throws IOException {
        MultiLayerNetwork network =
                Dl4jReference.shaken(CASES.get(name).network().get(), 0.3);
        long[] input = CASES.get(name).input();
        Path source = Dl4jReference.saved(network, folder);
        Network read = network(source, input);
        Network pruned = read.with(half(read));

        check(pruned, source, false, Nd4j.randn(DataType.FLOAT, input));
    }

    @Test
    void a_pruned_network_of_the_zoo_is_restored() throws IOException {
        SqueezeNet zoo = SqueezeNet.builder().numClasses(10).build();
        zoo.setInputShape(new int[][] {{3, 64, 64}});
        check(zoo.init());
    }

    @Test
    void a_rewrite_ends_with_an_archive() throws IOException {
        SqueezeNet zoo = SqueezeNet.builder().numClasses(10).build();
        zoo.setInputShape(new int[][] {{3, 64, 64}});
        ComputationGraph graph = zoo.init();
        Dl4jReference.scaled(graph);
        Path source = Dl4jReference.saved(graph, folder);
        Path target = folder.resolve("small.zip");
        Network read = network(source, 1, 3, 64, 64);
        List<CompressionPass> half = List.of(
                new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, Criteria.named("l1"), ChannelWidths.ANY));
        RewriteRequest request = new RewriteRequest(
                OnnxSource.of(read), read, half, 1, ModelMetadata.NONE, OnnxForm.USUAL, Optional.of(source));

        RewriteResult result = RewriteFlow.run(request, target, false);

        assertThat(folder.resolve("small.plan.json")).exists();
        Model restored = ComputationGraph.load(target.toFile(), false);
        SourceModel ours =
                SourceModel.of(source, Dl4jFormat.INSTANCE, result.network().graph(), Optional.empty(), List.of());
        assertThat(restored.numParams()).isLessThan(graph.numParams() / 2);
        assertThat(Dl4jReference.difference(ours, restored, Nd4j.rand(DataType.FLOAT, 1, 3, 64, 64)))
                .isLessThan(1e-4);
    }

    private void check(ComputationGraph network) throws IOException {
        Dl4jReference.scaled(network);
        Path source = Dl4jReference.saved(network, folder);
        Network read = network(source, 1, 3, 64, 64);
        Graph pruned = half(read);
        assertThat(parameters(pruned)).isLessThan(parameters(read.graph()) / 2);

        check(read.with(pruned), source, true, Nd4j.rand(DataType.FLOAT, 1, 3, 64, 64));
    }

    /** Maps enter a coarser grid by means over windows, the stride of a pool goes, and a dilation with its pads changes. */
    @Test
    void a_coarser_grid_is_restored_where_layers_can_say_it() throws IOException {
        for (boolean isGraph : List.of(false, true)) {
            Model network = isGraph ? classifier().toComputationGraph() : classifier();
            Path source = Dl4jReference.saved(network, folder);
            Network read = network(source, 1, 3, 32, 32);
            CompressionPlan plan = new GridTruncation(new Grid(1, 4), new Region.All(), Resampling.AREA).plan(read);
            Network lowered = PlanRewriter.rewrite(read, plan);

            assertThat(Cost.of(lowered).macs()).isLessThan(Cost.of(read).macs() / 3);
            check(lowered, source, isGraph, Nd4j.rand(DataType.FLOAT, 1, 3, 32, 32));
        }
    }

    private static MultiLayerNetwork classifier() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.RELU)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nIn(3).nOut(8).build())
                .layer(new SubsamplingLayer.Builder(
                                SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                        .build())
                .layer(new ConvolutionLayer.Builder(3, 3).dilation(3, 3).nOut(8).build())
                .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                .layer(new OutputLayer.Builder()
                        .nOut(5)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(32, 32, 3))
                .build());
        network.init();
        return network;
    }

    @Test
    void normalisations_that_were_folded_away_do_nothing_afterwards() throws IOException {
        MultiLayerNetwork network =
                Dl4jReference.shaken(CASES.get("BatchNormalization").network().get(), 0.3);
        Path source = Dl4jReference.saved(network, folder);
        Network read = network(source, CASES.get("BatchNormalization").input());
        Graph folded = GraphRewriter.apply(read.graph(), BatchNormFolding.fold(read.graph()));
        assertThat(folded.nodes()).hasSize(1);

        check(
                read.with(folded),
                source,
                false,
                Nd4j.randn(DataType.FLOAT, CASES.get("BatchNormalization").input()));
    }

    @Test
    void networks_of_doubles_are_written_as_floats() throws IOException {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .list()
                .layer(new DenseLayer.Builder().nIn(4).nOut(6).build())
                .layer(new DenseLayer.Builder().nIn(6).nOut(3).build())
                .build());
        network.init();
        Path source = Dl4jReference.saved(network, folder);
        Network read = network(source, 2, 4);

        check(read.with(half(read)), source, false, Nd4j.randn(DataType.FLOAT, 2, 4));
    }

    @Test
    void what_layers_cannot_say_is_refused_with_the_reason() throws IOException {
        MultiLayerNetwork network = CASES.get("Convolution Same").network().get();
        Path source = Dl4jReference.saved(network, folder);
        Graph read = ModelFormats.read(source).graph();
        Graph changed = GraphRewriter.apply(
                read,
                List.of(
                        new GraphEdit.RenameTensor("layer0", "layer0", "before"),
                        new GraphEdit.AddNode(
                                new Node("more", "", "Relu", List.of("before"), List.of("layer0"), Attributes.NONE))));

        assertThatThrownBy(() -> Dl4jWriter.archive(changed, source))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot be written as layers of Deeplearning4j")
                .hasMessageContaining("'more' (Relu) has no counterpart there, where 'layer0' (Conv) stands")
                .hasMessageContaining("Write it as ONNX or SameDiff");
    }

    private void check(Network changed, Path source, boolean isGraph, INDArray input) throws IOException {
        Path written = folder.resolve("written.zip");
        try (OnnxSession session = OnnxSession.open(OnnxSource.of(changed))) {
            List<Tensor> inputs = List.of(Normal.tensor(1, changed.inputShape(changed.batch())));
            Dl4jExport.export(changed, source, written, new ParityCheck(session::run, inputs));
        }
        Model restored = isGraph
                ? ComputationGraph.load(written.toFile(), false)
                : MultiLayerNetwork.load(written.toFile(), false);

        Graph plain = ResampleExpansion.expand(changed.graph(), Optional.of(changed.inputShape(changed.batch())));
        SourceModel ours = SourceModel.of(source, Dl4jFormat.INSTANCE, plain, Optional.empty(), List.of());
        assertThat(Dl4jReference.difference(ours, restored, input)).isLessThan(1e-4);
    }

    private static long parameters(Graph graph) {
        return graph.constants().values().stream()
                .filter(tensor -> tensor.shape().rank() > 0 && tensor.type().isFloating())
                .mapToLong(tensor -> tensor.shape().elements())
                .sum();
    }

    private static Network network(Path file, long... input) {
        int[] sizes = new int[input.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = (int) input[i];
        }
        SourceModel model = ModelFormats.read(file);
        Shape stored = Shape.of(sizes).with(0, 1);
        Shape first = model.graph().inputs().get(0).stored().inverse().of(stored);
        return model.network(first);
    }

    private static Graph half(Network network) {
        CompressionPlan plan = new ChannelPruning(
                        new PruningRatio(0.5), PruningScope.LAYER, Criteria.named("l1"), ChannelWidths.ANY)
                .plan(network);
        return plan.steps().isEmpty()
                ? network.graph()
                : PlanRewriter.rewrite(network, plan).graph();
    }
}
