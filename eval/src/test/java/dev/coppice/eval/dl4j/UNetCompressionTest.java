package dev.coppice.eval.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.CompressionResult;
import dev.coppice.eval.source.ModelFormats;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.dl4j.Dl4jFormat;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.zoo.model.UNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The zoo's U-Net from its archive through pruning, training and report, and back into an archive. */
class UNetCompressionTest {
    private static final int SIZE = 32;

    @Test
    void the_zoos_unet_is_compressed_on_synthetic_scenes(@TempDir Path folder) throws IOException {
        SyntheticScenes scenes = new SyntheticScenes(1, 4, 2);
        Path source =
                Dl4jReference.saved(Dl4jReference.scaled(unet(scenes.classes().size())), folder);
        SourceModel read = ModelFormats.read(source);
        Network network = new Network(read.graph(), card(scenes));

        Path out = folder.resolve("out");
        CompressionResult result = CompressionFlow.compress(CompressionRequest.of(network, scenes, out)
                .withFile(source)
                .with(new ChannelPruning(new PruningRatio(0.75), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY))
                .withEpochs(1));

        Network small = result.network();
        assertThat(Cost.of(small).macs()).isLessThan(Cost.of(network).macs() / 8);
        assertThat(out.resolve("report.md")).exists();
        Path written = result.copy().orElseThrow().file();
        assertThat(written).isEqualTo(out.resolve("model.zip"));
        ComputationGraph restored = ComputationGraph.load(written.toFile(), false);
        SourceModel ours = SourceModel.of(source, Dl4jFormat.INSTANCE, small.graph(), Optional.empty(), List.of());
        assertThat(Dl4jReference.difference(ours, restored, Nd4j.rand(DataType.FLOAT, 1, 3, SIZE, SIZE)))
                .isLessThan(1e-4);
    }

    /** The zoo's U-Net with a channel for each class, as its users fit it to their data. */
    private static ComputationGraph unet(int classes) {
        UNet zoo = UNet.builder().build();
        zoo.setInputShape(new int[][] {{3, SIZE, SIZE}});
        return new TransferLearning.GraphBuilder(zoo.init())
                .removeVertexAndConnections("output")
                .removeVertexAndConnections("conv10")
                .addLayer(
                        "classes",
                        new ConvolutionLayer.Builder(1, 1)
                                .nIn(2)
                                .nOut(classes)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "conv9-3")
                .addLayer(
                        "output",
                        new CnnLossLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "classes")
                .setOutputs("output")
                .build();
    }

    private static NetworkCard card(SyntheticScenes scenes) {
        InputSpec input = new InputSpec(
                "input",
                List.of(SIZE, SIZE),
                ChannelOrder.RGB,
                Collections.nCopies(3, 127.5),
                Collections.nCopies(3, 127.5));
        return new NetworkCard("unet", input, new OutputSpec("output", OutputKind.LOGITS), scenes.classes());
    }
}
