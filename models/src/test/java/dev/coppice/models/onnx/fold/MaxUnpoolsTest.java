package dev.coppice.models.onnx.fold;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.onnx.fold.Computed.operators;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.NetworkBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the chain of PyTorch's exporter for MaxUnpool2d, here for images of N×3×4×6 that are pooled to N×3×2×3. */
class MaxUnpoolsTest {
    private static final Attributes CELLS =
            Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2);

    private static Graph chain() {
        NetworkBuilder builder = NetworkBuilder.over(4, 6)
                .parts("MaxPool", List.of("p", "at"), CELLS, IMAGE)
                .parts("MaxPool", List.of("same", "own"), Attributes.NONE.with("kernel_shape", 1, 1), IMAGE)
                .integers("start", 0, 0)
                .integers("end", 1, 1)
                .integers("space", 2, 3)
                .node("Slice", "starts", "own", "start", "end", "space")
                .node("Sub", "within", "at", "starts");
        return offsets(builder)
                .integers("flat", -1)
                .node("Add", "sum", "within", "offsets")
                .node("Reshape", "sums", "sum", "flat")
                .node("Unsqueeze", "indices", "sums", "flat")
                .node("ConstantOfShape", "empty", "shape")
                .node("Reshape", "zeros", "empty", "flat")
                .node("Relu", "r", "p")
                .node("Reshape", "given", "r", "flat")
                .node("ScatterND", "written", "zeros", "indices", "given")
                .node("Reshape", "y", "written", "shape")
                .graph("y");
    }

    /** Where each map of the batch starts: 0, 24, 48, … as N×3×1×1. */
    private static NetworkBuilder offsets(NetworkBuilder builder) {
        return builder.constant("zero", Tensor.longs(Shape.SCALAR, 0))
                .constant("one", Tensor.longs(Shape.SCALAR, 1))
                .constant("three", Tensor.longs(Shape.SCALAR, 3))
                .constant("pixels", Tensor.longs(Shape.SCALAR, 24))
                .integers("ones", -1, 3, 1, 1)
                .node("Shape", "shape", IMAGE)
                .node("Gather", "batch", "shape", "zero")
                .node("Mul", "maps", "batch", "three")
                .node("Range", "numbers", "zero", "maps", "one")
                .node("Mul", "products", "numbers", "pixels")
                .node("Reshape", "offsets", "products", "ones");
    }

    private static void assertStays(GraphEdit... edits) {
        Graph graph = GraphRewriter.apply(chain(), List.of(edits));

        assertThat(Scatters.simplify(graph)).isSameAs(graph);
    }

    private static GraphEdit put(String constant, long... values) {
        return new GraphEdit.PutConstant(constant, Tensor.vector(values));
    }

    private static GraphEdit with(Node changed) {
        return new GraphEdit.ReplaceNode(changed.name(), changed);
    }

    private static Node filled(float value) {
        AttributeValue data = new AttributeValue.Data(Tensor.floats(Shape.of(1), value));
        return Node.of("ConstantOfShape", "empty", Attributes.NONE.with("value", data), "shape");
    }

    private static Node pool(Attributes attributes) {
        return new Node("p", "", "MaxPool", List.of(IMAGE), List.of("p", "at"), attributes);
    }

    @Test
    void the_chain_is_one_operator() {
        Graph graph = Scatters.simplify(chain());

        assertThat(operators(graph)).containsExactly("MaxPool", "Relu", "MaxUnpool");
        assertThat(graph.node("y").inputs()).containsExactly("r", "at");
        assertThat(graph.node("y").attributes()).isEqualTo(CELLS.with("pads", 0, 0, 0, 0));
    }

    @Test
    void zeros_may_be_given_as_a_value() {
        Graph graph = GraphRewriter.apply(chain(), List.of(with(filled(0))));

        assertThat(Scatters.simplify(graph).node("y").op()).isEqualTo("MaxUnpool");
    }

    @Test
    void padded_cells_stay_unless_they_give_the_size_back() {
        Attributes cells =
                Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 3, 4).with("pads", 1, 1, 0, 0);
        Attributes fitting = cells.with("kernel_shape", 2, 3);

        assertStays(with(pool(cells)));
        Graph graph = GraphRewriter.apply(chain(), List.of(with(pool(fitting))));
        assertThat(Scatters.simplify(graph).node("y").attributes()).isEqualTo(fitting);
    }

    @Test
    void what_is_written_into_ones_stays() {
        assertStays(with(filled(1)));
    }

    @Test
    void what_is_written_into_a_tensor_stays() {
        assertStays(with(Node.of("Reshape", "zeros", Attributes.NONE, IMAGE, "flat")));
    }

    @Test
    void maps_that_start_elsewhere_stay() {
        assertStays(new GraphEdit.PutConstant("pixels", Tensor.longs(Shape.SCALAR, 23)));
    }

    @Test
    void starts_that_are_not_the_first_elements_stay() {
        assertStays(put("start", 1, 1), put("end", 2, 2));
    }

    @Test
    void a_start_of_another_pooling_stays() {
        assertStays(with(new Node("same", "", "MaxPool", List.of(IMAGE), List.of("same", "own"), CELLS)));
    }

    @Test
    void a_start_in_steps_stays() {
        assertStays(
                put("steps", 1, 1),
                with(Node.of("Slice", "starts", Attributes.NONE, "own", "start", "end", "space", "steps")));
    }

    @Test
    void dilated_cells_stay() {
        assertStays(with(pool(Attributes.NONE
                .with("kernel_shape", 2, 2)
                .with("strides", 2, 2)
                .with("dilations", 2, 2)
                .with("pads", 1, 1, 1, 1))));
    }

    @Test
    void what_somebody_else_reads_stays() {
        Graph graph = GraphRewriter.apply(
                chain(),
                List.of(new GraphEdit.DeclareOutputs(List.of(
                        new TensorInfo("y", ElementType.FLOAT, List.of()),
                        new TensorInfo("written", ElementType.FLOAT, List.of())))));

        assertThat(Scatters.simplify(graph)).isSameAs(graph);
    }

    @Test
    void values_of_another_shape_stay() {
        assertStays(
                put("turned", 0, 3, 3, 2),
                new GraphEdit.AddNode(Node.of("Reshape", "t", Attributes.NONE, "r", "turned")),
                with(Node.of("Reshape", "given", Attributes.NONE, "t", "flat")));
    }

    @Test
    void an_output_of_another_shape_stays() {
        assertStays(put("turned", -1, 3, 6, 4), with(Node.of("Reshape", "y", Attributes.NONE, "written", "turned")));
    }
}
