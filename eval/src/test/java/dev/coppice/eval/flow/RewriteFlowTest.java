package dev.coppice.eval.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.kernel.SlowKernels;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanReplay;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.export.ParityException;
import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.parity.OutputDifference;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.onnx.ModelMetadata;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RewriteFlowTest {
    private static final int SIDE = 8;
    private static final List<CompressionPass> HALF =
            List.of(new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY));

    @TempDir
    private Path folder;

    @Test
    void compares_the_file_with_its_source_cut_and_uncut() {
        Network network = network(List.of(Node.of("Neg", "y", Attributes.NONE, "head")), ElementType.FLOAT);

        RewriteResult result = run(OnnxSource.of(network), network);

        assertThat(result.source().report().maxAbs()).isZero();
        assertThat(result.source().optimizations()).isEmpty();
        assertThat(result.reference())
                .isEqualTo("the source does with zeros in the cut channels without ONNX Runtime's optimizations");
        assertThat(result.model().parity().maxRel()).isLessThan(1e-6);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("small.onnx", "small.plan.json");
    }

    @Test
    void writes_nothing_where_the_source_computes_something_else() {
        Network network = network(List.of(Node.of("Neg", "y", Attributes.NONE, "head")), ElementType.FLOAT);
        float[] changed = network.graph().constant("w1").orElseThrow().toFloats();
        changed[0] += 0.01f;
        Network other =
                network.with(network.graph().withConstants(Map.of("w1", Tensor.floats(Shape.of(6, 3, 3, 3), changed))));

        assertThatThrownBy(() -> run(OnnxSource.of(other), network))
                .isInstanceOf(ParityException.class)
                .hasMessageStartingWith(
                        "'net' as Coppice reads it and writes it again does not compute what the file does,"
                                + " over 2 inputs, tolerance 1.0E-5: y: max |a-b| = ");
        assertThat(folder.resolve("small.onnx")).doesNotExist();
    }

    @Test
    void operators_in_faster_forms_are_written_and_cut_behind() {
        Network network = network(List.of(Node.of("Mish", "y", Attributes.NONE, "head")), ElementType.FLOAT);
        CompressionPlan written = SlowKernels.plan(network);
        CompressionPlan plan = written.then(HALF.get(0).plan(PlanRewriter.rewrite(network, written)));

        RewriteResult result = run(OnnxSource.of(network), network, List.of(new PlanReplay(plan)));

        assertThat(result.network().graph().nodes())
                .extracting(Node::op)
                .containsExactly("Conv", "Relu", "Conv", "Min", "Exp", "Add", "Mul", "Add", "Div", "Mul");
        assertThat(result.model().parity().maxRel()).isLessThan(1e-6);
        assertThat(folder.resolve("small.onnx")).exists();
    }

    /** ONNX Runtime merges the zeros into the source's pool. The file says zeros, and our network computes them. */
    @Test
    void goes_by_the_source_without_optimizations_where_they_are_wrong() throws InvalidProtocolBufferException {
        Attributes pool =
                Attributes.NONE.with("kernel_shape", 3, 3).with("strides", 2, 2).with("pads", 0, 0, 0, 0);
        Network network = network(
                List.of(
                        Node.of("Pad", "padded", Attributes.NONE, "head", "amounts"),
                        Node.of("MaxPool", "y", pool, "padded")),
                ElementType.FLOAT);

        RewriteResult result = run(OnnxSource.memory(withoutAxes(OnnxWriter.bytes(network)), "net"), network);

        assertThat(result.source().report().maxRel()).isLessThan(1e-6);
        assertThat(result.source().optimizations())
                .hasValueSatisfying(o -> assertThat(o.maxRel()).isGreaterThan(1e-2));
    }

    @ParameterizedTest
    @EnumSource(names = {"INT64", "INT32", "INT8", "UINT8", "BOOL", "FLOAT16", "DOUBLE"})
    void compares_outputs_of_every_type(ElementType type) {
        Network network = network(
                List.of(
                        Node.of("ArgMax", "most", Attributes.NONE.with("axis", 1), "head"),
                        Node.of("Cast", "y", Attributes.NONE.with("to", type.code()), "head")),
                type);
        Graph both = GraphRewriter.apply(
                network.graph(),
                List.of(new GraphEdit.DeclareOutputs(List.of(
                        new TensorInfo("y", type, List.of()), new TensorInfo("most", ElementType.INT64, List.of())))));

        RewriteResult result = run(OnnxSource.of(network.with(both)), network.with(both));

        assertThat(result.model().parity().outputs())
                .extracting(OutputDifference::name, OutputDifference::type)
                .containsExactly(tuple("most", ElementType.INT64), tuple("y", type));
        assertThat(result.network().graph().constant("w1").orElseThrow().shape())
                .isEqualTo(Shape.of(3, 3, 3, 3));
    }

    @Test
    void masks_a_network_that_computes_in_half_precision() {
        Network network = network(List.of(Node.of("Neg", "y", Attributes.NONE, "head")), ElementType.FLOAT);
        Attributes there = Attributes.NONE.with("to", ElementType.FLOAT16.code());
        Attributes back = Attributes.NONE.with("to", ElementType.FLOAT.code());
        List<GraphEdit> edits = new ArrayList<>(List.of(
                new GraphEdit.AddNode(Node.of("Cast", "there", there, "x")),
                new GraphEdit.RewireInput("conv", 0, "there"),
                new GraphEdit.AddNode(Node.of("Cast", "back", back, "head")),
                new GraphEdit.RewireInput("y", 0, "back")));
        network.graph().constants().forEach((name, weights) -> {
            if (weights.type().isFloating()) {
                edits.add(new GraphEdit.PutConstant(name, Tensor.halves(weights.shape(), weights.toFloats())));
            }
        });
        Network precise = network.with(GraphRewriter.apply(network.graph(), edits));

        RewriteResult result = run(OnnxSource.of(precise), precise);

        assertThat(result.network().graph().constant("w1").orElseThrow().shape())
                .isEqualTo(Shape.of(3, 3, 3, 3));
        assertThat(result.model().parity().outputs())
                .extracting(OutputDifference::name)
                .containsExactly("y");
    }

    /** A Pad as exporters write it. */
    private static byte[] withoutAxes(byte[] model) throws InvalidProtocolBufferException {
        ModelProto.Builder proto = ModelProto.parseFrom(model).toBuilder();
        proto.getGraphBuilder().getNodeBuilderList().stream()
                .filter(n -> n.getOpType().equals("Pad"))
                .forEach(n -> {
                    List<String> inputs = n.getInputList().subList(0, 2);
                    n.clearInput().addAllInput(inputs);
                });
        return proto.build().toByteArray();
    }

    private RewriteResult run(OnnxSource source, Network network) {
        return run(source, network, HALF);
    }

    private RewriteResult run(OnnxSource source, Network network, List<CompressionPass> passes) {
        return RewriteFlow.run(
                new RewriteRequest(source, network, passes, 1, ModelMetadata.NONE, OnnxForm.USUAL, Optional.empty()),
                folder.resolve("small.onnx"),
                false);
    }

    /** A network of a convolution of six channels → ReLU → convolution to two, and more nodes up to y. */
    private static Network network(List<Node> tail, ElementType output) {
        List<Node> nodes = new ArrayList<>(List.of(
                Node.of("Conv", "conv", Attributes.NONE.with("pads", 1, 1, 1, 1), "x", "w1"),
                Node.of("Relu", "relu", Attributes.NONE, "conv"),
                Node.of("Conv", "head", Attributes.NONE, "relu", "w2", "b2")));
        nodes.addAll(tail);
        List<Dimension> axes = List.of(Dimension.open("N"), Dimension.of(3), Dimension.of(SIDE), Dimension.of(SIDE));
        Graph graph = new Graph(
                "net",
                List.of(new TensorInfo("x", ElementType.FLOAT, axes)),
                List.of(new TensorInfo("y", output, List.of())),
                nodes,
                Map.of(
                        "w1", Normal.tensor(new Random(1), 0.25, 6, 3, 3, 3),
                        "w2", Normal.tensor(new Random(2), 0.25, 2, 6, 1, 1),
                        "b2", Tensor.floats(Shape.of(2), -8, -8),
                        "amounts", Tensor.vector(0, 0, 1, 1, 0, 0, 1, 1)));
        return new Network(graph, NetworkCard.unknown("net", "x", Shape.of(1, 3, SIDE, SIDE), "y"));
    }
}
