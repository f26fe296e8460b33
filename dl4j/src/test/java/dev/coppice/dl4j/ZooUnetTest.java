package dev.coppice.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.eval.Coppice;
import dev.coppice.models.kit.Cards;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingLength;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.zoo.model.UNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The U-Net of Deeplearning4j's zoo, in memory, through the whole flow and back. */
class ZooUnetTest {
    private static final int SIZE = TinyTask.SIZE;

    @TempDir
    private Path folder;

    @Test
    void it_is_cut_retrained_measured_and_comes_back() {
        ComputationGraph graph = zoo();
        String output = graph.getConfiguration().getNetworkOutputs().get(0);
        NetworkCard card = new NetworkCard(
                "unet",
                Cards.input(graph.getConfiguration().getNetworkInputs().get(0), SIZE, SIZE, 90, 60),
                new OutputSpec(output, OutputKind.BINARY_LOGIT),
                List.of("ground", "square"));
        RetrainOptions few = RetrainOptions.defaults().with(o -> o.length(new TrainingLength.Steps(2)));

        ComputationGraph small = Dl4jNetworks.rewrite(graph, card, network -> Coppice.of(network)
                .prune(0.75)
                .on(new TinyTask(2))
                .retrain(few)
                .compress(folder.resolve("out"))
                .network());

        INDArray x = Nd4j.rand(DataType.FLOAT, 1, 3, SIZE, SIZE);
        assertThat(small.numParams()).isLessThan(graph.numParams() / 10);
        assertThat(small.outputSingle(x.dup()).shape()).containsExactly(1, 1, SIZE, SIZE);
        assertThat(Files.exists(folder.resolve("out/model.onnx"))).isTrue();
        assertThat(Dl4jNetworks.network(small, card).graph().nodes())
                .hasSameSizeAs(Dl4jNetworks.network(graph, card).graph().nodes());
    }

    private static ComputationGraph zoo() {
        UNet zoo = UNet.builder().seed(3).build();
        zoo.setInputShape(new int[][] {{3, SIZE, SIZE}});
        return zoo.init();
    }
}
