package dev.coppice.models.onnx.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.cost.Cost;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.FileOrder;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageHint;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.ChannelsLast;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.fold.Folding;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChannelsFirstTest {
    private static final Attributes NONE = Attributes.NONE;
    private static final Dimension N = Dimension.open("N");

    /** A small U-Net with what decoders have: a pool, an upsampling, a Concat, a PRelu, a Softmax. */
    private static Network unet() {
        return NetworkBuilder.small()
                .conv("a", NetworkBuilder.IMAGE, 6)
                .constant("slope", NetworkBuilder.counting(6, 1, 1))
                .node("PRelu", "ar", "a", "slope")
                .pool("p", "ar")
                .conv("b", "p", 8)
                .constant("shift", NetworkBuilder.counting(1, 8, 1, 1))
                .node("Relu", "br", "b")
                .node("Add", "bs", "br", "shift")
                .resize("u", "bs", 2)
                .concat("c", "u", "ar")
                .conv("d", "c", 4)
                .node("Softmax", "s", NONE.with("axis", 1), "d")
                .to("s");
    }

    @Test
    void a_channels_last_network_is_its_channels_first_twin() {
        Network twin = unet();
        Graph file = ChannelsLast.file(twin);

        Graph read = Folding.apply(file, ImageHint.NONE);

        assertThat(file.nodes()).filteredOn(n -> n.is("Transpose")).hasSizeGreaterThan(8);
        assertThat(read.nodes())
                .extracting(Node::op)
                .containsExactlyElementsOf(
                        twin.graph().nodes().stream().map(Node::op).toList());
        Network carried = new Network(read, twin.card());
        assertThat(Cost.of(carried)).isEqualTo(Cost.of(twin));
        assertThat(carried.shapes(1).of("s")).isEqualTo(twin.shapes(1).of("s"));
        assertThat(carried.card().layout()).contains(ImageLayout.NHWC);
        assertThat(read.constant("a.weight")).isEqualTo(twin.graph().constant("a.weight"));
    }

    @Test
    void the_file_gets_its_order_back_with_one_transpose_at_each_end() {
        Graph file = ChannelsLast.file(unet());

        Graph again = FileOrder.restore(Folding.apply(file, ImageHint.NONE));

        assertThat(again.inputs()).isEqualTo(file.inputs());
        assertThat(again.outputs()).extracting(TensorInfo::name).containsExactly("s");
        assertThat(again.nodes()).filteredOn(n -> n.is("Transpose")).hasSize(2);
        assertThat(Folding.apply(again, ImageHint.NONE).nodes()).noneMatch(n -> n.is("Transpose"));
    }

    /** Fewer Transposes are no reason to take 64 columns of a colour picture for channels. */
    @Test
    void an_input_with_colours_in_front_is_not_turned() {
        TensorInfo x =
                new TensorInfo("x", ElementType.FLOAT, List.of(N, Dimension.of(3), Dimension.of(64), Dimension.of(64)));
        TensorInfo y = new TensorInfo("y", ElementType.FLOAT, List.of());
        Graph graph = new Graph(
                "front",
                List.of(x),
                List.of(y),
                List.of(
                        Node.of("Transpose", "turned", NONE.with("perm", 0, 3, 1, 2), "x"),
                        Node.of("Relu", "y", NONE, "turned")),
                Map.of());

        Graph read = ChannelsFirst.carry(graph, ImageHint.NONE);

        assertThat(ChannelsFirst.isCarried(read)).isFalse();
        assertThat(ChannelsFirst.isCarried(ChannelsFirst.carry(graph, ImageHint.of(ImageLayout.NHWC))))
                .isTrue();
    }

    @Test
    void a_channels_first_network_stays_the_same_object() {
        Graph graph = Folding.apply(unet().graph());

        assertThat(ChannelsFirst.carry(graph, ImageHint.NONE)).isSameAs(graph);
    }

    @Test
    void every_operator_that_works_along_axes_takes_the_carried_one() {
        Map<String, Tensor> constants = new LinkedHashMap<>();
        constants.put("w", NetworkBuilder.counting(5, 3, 1, 1));
        constants.put("space", Tensor.vector(1, 2));
        constants.put("pads", Tensor.vector(0, 1, 2, 0, 0, 3, 4, 0));
        constants.put("starts", Tensor.vector(0, 1));
        constants.put("ends", Tensor.vector(4, 5));
        constants.put("axes", Tensor.vector(-1, 2));
        constants.put("one", Tensor.vector(0, 1, 1, 4));
        constants.put("dense", NetworkBuilder.counting(4, 7));
        constants.put("last", Tensor.vector(-1));
        Graph file = graph(
                constants,
                "y",
                Node.of("Transpose", "t", NONE.with("perm", 0, 3, 1, 2), "x"),
                Node.of("Conv", "conv", NONE, "t", "w"),
                Node.of("Transpose", "map", NONE.with("perm", 0, 2, 3, 1), "conv"),
                Node.of("Pad", "padded", NONE, "map", "pads"),
                Node.of("Slice", "cut", NONE, "padded", "starts", "ends", "axes"),
                Node.of("ReduceMean", "mean", NONE.with("keepdims", 0), "cut", "space"),
                Node.of("Reshape", "gate", NONE, "mean", "one"),
                Node.of("Sigmoid", "open", NONE, "gate"),
                Node.of("Mul", "gated", NONE, "cut", "open"),
                Node.of("MatMul", "product", NONE, "gated", "dense"),
                Node.of("ReduceMax", "most", NONE, "product", "last"),
                Node.of("Sub", "logits", NONE, "product", "most"),
                Node.of("ArgMax", "y", NONE.with("axis", 3).with("keepdims", 0), "logits"));

        Graph read = Folding.apply(file, ImageHint.NONE);

        assertThat(read.nodes())
                .extracting(Node::op)
                .containsExactly(
                        "Conv",
                        "Pad",
                        "Slice",
                        "GlobalAveragePool",
                        "Squeeze",
                        "Reshape",
                        "Sigmoid",
                        "Mul",
                        "Conv",
                        "ReduceMax",
                        "Sub",
                        "ArgMax");
        assertThat(read.constant("pads")).contains(Tensor.vector(0, 0, 1, 2, 0, 0, 3, 4));
        assertThat(read.constant("axes")).contains(Tensor.vector(1, 3));
        assertThat(read.constant("space")).contains(Tensor.vector(2, 3));
        assertThat(read.constant("one")).contains(Tensor.vector(0, 4, 1, 1));
        assertThat(read.constant("dense").orElseThrow().shape()).isEqualTo(Shape.of(7, 4, 1, 1));
        assertThat(read.node("y").attributes().integer("axis", 0)).isEqualTo(1);
        assertThat(read.outputs().get(0).stored()).isEqualTo(AxisOrder.SAME);
    }

    @Test
    void what_flattens_a_map_reads_it_in_the_order_of_the_file() {
        Map<String, Tensor> constants = new LinkedHashMap<>();
        constants.put("w", NetworkBuilder.counting(5, 3, 1, 1));
        constants.put("flat", Tensor.vector(-1, 8 * 12 * 5));
        constants.put("tokens", Tensor.vector(0, 96, 5));
        Node[] head = {
            Node.of("Transpose", "t", NONE.with("perm", 0, 3, 1, 2), "x"),
            Node.of("Conv", "conv", NONE, "t", "w"),
            Node.of("Transpose", "map", NONE.with("perm", 0, 2, 3, 1), "conv")
        };
        Node[] flat = Arrays.copyOf(head, 4);
        flat[3] = Node.of("Reshape", "y", NONE, "map", "flat");
        Node[] tokens = Arrays.copyOf(head, 4);
        tokens[3] = Node.of("Reshape", "y", NONE, "map", "tokens");

        Graph all = Folding.apply(graph(constants, "y", flat), ImageHint.NONE);
        Graph space = Folding.apply(graph(constants, "y", tokens), ImageHint.NONE);

        assertThat(all.nodes()).extracting(Node::op).containsExactly("Conv", "Transpose", "Reshape");
        assertThat(space.nodes()).extracting(Node::op).containsExactly("Conv", "Reshape");
        assertThat(space.constant("tokens")).contains(Tensor.vector(0, 5, 96));
        assertThat(space.outputs().get(0).stored()).isEqualTo(AxisOrder.channelsLast(3));
    }

    @Test
    void an_order_of_axes_moves_elements_and_back() {
        Tensor tensor = Tensor.floats(Shape.of(1, 2, 2, 3), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        AxisOrder last = AxisOrder.channelsLast(4);

        Tensor turned = last.of(tensor);

        assertThat(turned.shape()).isEqualTo(Shape.of(1, 2, 3, 2));
        assertThat(turned.toFloats()).containsExactly(0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11);
        assertThat(last.inverse().of(turned)).isEqualTo(tensor);
    }

    private static Graph graph(Map<String, Tensor> constants, String output, Node... nodes) {
        TensorInfo x =
                new TensorInfo("x", ElementType.FLOAT, List.of(N, Dimension.of(8), Dimension.of(12), Dimension.of(3)));
        TensorInfo y = new TensorInfo(output, ElementType.FLOAT, List.of());
        return new Graph("last", List.of(x), List.of(y), List.of(nodes), constants);
    }
}
