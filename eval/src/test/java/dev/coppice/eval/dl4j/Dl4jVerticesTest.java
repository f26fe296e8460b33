package dev.coppice.eval.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Each kind of vertex, read from an archive and run in ONNX Runtime, gives what Deeplearning4j gives. */
class Dl4jVerticesTest {
    private static final Map<String, UnaryOperator<GraphBuilder>> CASES = cases();

    @TempDir
    Path folder;

    static Stream<String> names() {
        return CASES.keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void a_vertex_gives_what_deeplearning4j_gives(String name) {
        ComputationGraph graph = Dl4jReference.shaken(graph(CNN2DFormat.NCHW, CASES.get(name)), 0.2);

        assertThat(Dl4jReference.check(graph, folder, Nd4j.randn(DataType.FLOAT, 2, 3, 8, 7)))
                .isLessThan(1e-4);
    }

    @Test
    void maps_channels_last_are_merged_and_added_along_their_channels() {
        ComputationGraph graph = Dl4jReference.shaken(
                graph(
                        CNN2DFormat.NHWC,
                        g -> outputs(g.addVertex("m", new MergeVertex(), "a", "b")
                                .addVertex("e", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
                                .addVertex("out", new MergeVertex(), "m", "e"))),
                0.2);

        assertThat(Dl4jReference.check(graph, folder, Nd4j.randn(DataType.FLOAT, 2, 8, 7, 3)))
                .isLessThan(1e-4);
    }

    @Test
    void several_inputs_and_outputs_keep_their_order() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("second", "first")
                .setInputTypes(InputType.convolutional(8, 7, 3), InputType.convolutional(8, 7, 2))
                .addLayer("b", conv(4), "first")
                .addLayer("a", conv(4), "second")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
                .addLayer("idle", new DropoutLayer(0.5), "sum")
                .setOutputs("idle", "b")
                .build());
        graph.init();
        Dl4jReference.shaken(graph, 0.2);

        assertThat(Dl4jReference.check(
                        graph, folder, Nd4j.randn(DataType.FLOAT, 2, 3, 8, 7), Nd4j.randn(DataType.FLOAT, 2, 2, 8, 7)))
                .isLessThan(1e-4);
    }

    /** Two branches of unequal depth, so that the order of coefficients is not that of the configuration. */
    private static ComputationGraph graph(CNN2DFormat format, UnaryOperator<GraphBuilder> rest) {
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(8, 7, 3, format))
                .addLayer("a0", conv(5), "in")
                .addLayer("a", conv(4), "a0")
                .addLayer("b", conv(4), "in");
        ComputationGraph graph = new ComputationGraph(rest.apply(builder).build());
        graph.init();
        return graph;
    }

    private static ConvolutionLayer conv(int out) {
        return new ConvolutionLayer.Builder(3, 3)
                .nOut(out)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.TANH)
                .build();
    }

    private static GraphBuilder outputs(GraphBuilder builder) {
        return builder.setOutputs("out");
    }

    private static Map<String, UnaryOperator<GraphBuilder>> cases() {
        Map<String, UnaryOperator<GraphBuilder>> cases = new LinkedHashMap<>();
        for (ElementWiseVertex.Op op : ElementWiseVertex.Op.values()) {
            cases.put("ElementWise " + op, both(new ElementWiseVertex(op)));
        }
        for (ElementWiseVertex.Op op : new ElementWiseVertex.Op[] {
            ElementWiseVertex.Op.Add,
            ElementWiseVertex.Op.Product,
            ElementWiseVertex.Op.Max,
            ElementWiseVertex.Op.Average
        }) {
            cases.put(
                    "ElementWise of three " + op,
                    g -> outputs(g.addVertex("s", new ScaleVertex(0.5), "a")
                            .addVertex("out", new ElementWiseVertex(op), "a", "s", "b")));
        }
        cases.put("Merge", both(new MergeVertex()));
        cases.put("Scale", one(new ScaleVertex(1.5)));
        cases.put("Shift", one(new ShiftVertex(-0.5)));
        cases.put("L2Normalize", one(new L2NormalizeVertex()));
        cases.put("Subset", one(new SubsetVertex(1, 2)));
        cases.put("PoolHelper", one(new PoolHelperVertex()));
        cases.put("Reshape", one(new ReshapeVertex(-1, 2, 14, 8)));
        cases.put("Preprocessor", g -> g.addVertex(
                        "flat", new PreprocessorVertex(new CnnToFeedForwardPreProcessor(8, 7, 4)), "a")
                .addVertex("n", new L2NormalizeVertex(), "flat")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(8 * 7 * 4)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "n")
                .setOutputs("out", "b"));
        return cases;
    }

    private static UnaryOperator<GraphBuilder> both(GraphVertex vertex) {
        return g -> outputs(g.addVertex("out", vertex, "a", "b"));
    }

    /** A vertex on one branch, with the other as a second output. */
    private static UnaryOperator<GraphBuilder> one(GraphVertex vertex) {
        return g -> g.addVertex("out", vertex, "a").setOutputs("out", "b");
    }
}
