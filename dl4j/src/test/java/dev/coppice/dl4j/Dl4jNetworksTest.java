package dev.coppice.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.eval.Coppice;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import java.util.Collections;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks of Deeplearning4j go in and come back. */
class Dl4jNetworksTest {
    private static final INDArray PICTURES = Nd4j.rand(DataType.FLOAT, 2, 3, 8, 6);

    @Test
    void a_graph_that_nothing_changes_comes_back_the_same() {
        ComputationGraph graph = graph();

        ComputationGraph again = Dl4jNetworks.rewrite(graph, card("in", "out"), network -> network);

        assertThat(again.params()).isEqualTo(graph.params());
        assertThat(again.outputSingle(PICTURES.dup())).isEqualTo(graph.outputSingle(PICTURES.dup()));
    }

    @Test
    void a_pruned_graph_has_fewer_parameters_and_the_same_form() {
        ComputationGraph graph = graph();

        ComputationGraph small = Dl4jNetworks.rewrite(graph, card("in", "out"), network -> Coppice.of(network)
                .prune(0.5)
                .rewritten());

        assertThat(small.numParams()).isLessThan(graph.numParams());
        assertThat(small.outputSingle(PICTURES.dup()).shape())
                .isEqualTo(graph.outputSingle(PICTURES.dup()).shape());
    }

    @Test
    void layers_become_a_network_and_come_back_pruned() {
        MultiLayerNetwork layers = layers();
        NetworkCard card = card("input", "layer3");

        Network network = Dl4jNetworks.network(layers, card);
        MultiLayerNetwork small = Dl4jNetworks.rewrite(
                layers, card, whole -> Coppice.of(whole).prune(0.5).rewritten());

        assertThat(Cost.of(network).parameters()).isGreaterThan(200);
        assertThat(Dl4jNetworks.network(small, card).graph().hash())
                .isEqualTo(Coppice.of(network).prune(0.5).rewritten().graph().hash());
    }

    @Test
    void layers_that_cannot_be_read_are_named() {
        MultiLayerNetwork layers = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new LSTM.Builder().nIn(2).nOut(2).build())
                .build());
        layers.init();

        assertThatThrownBy(() -> Dl4jNetworks.network(layers, card("input", "layer0")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'layer0': LSTM");
    }

    private static ConvolutionLayer conv(int out) {
        return new ConvolutionLayer.Builder(3, 3)
                .nOut(out)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.RELU)
                .build();
    }

    private static ComputationGraph graph() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(8, 6, 3))
                .addLayer("a", conv(8), "in")
                .addLayer("b", conv(2), "a")
                .addLayer(
                        "out",
                        new CnnLossLayer.Builder()
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "b")
                .setOutputs("out")
                .build());
        graph.init();
        return graph;
    }

    private static MultiLayerNetwork layers() {
        MultiLayerNetwork layers = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(conv(8))
                .layer(new BatchNormalization())
                .layer(conv(2))
                .layer(new CnnLossLayer.Builder().activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(8, 6, 3))
                .build());
        layers.init();
        return layers;
    }

    private static NetworkCard card(String input, String output) {
        InputSpec pictures = new InputSpec(
                input, List.of(8, 6), ChannelOrder.RGB, Collections.nCopies(3, 127.5), Collections.nCopies(3, 127.5));
        return new NetworkCard(
                "net", pictures, new OutputSpec(output, OutputKind.LOGITS), List.of("background", "foreground"));
    }
}
