package dev.coppice.models.network.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OutputTailTest {
    private static final Attributes NONE = Attributes.NONE;
    private static final int HEIGHT = 2;
    private static final int WIDTH = 3;

    @Test
    void without_anything_behind_the_logits_are_the_output() {
        Network network = network(4);

        assertThat(network.tail().isEmpty()).isTrue();
        assertThat(network.tail().logits()).isEqualTo("logits");
        assertThat(network.body()).isSameAs(network);
    }

    @Test
    void a_sigmoid_moves_the_threshold_from_0_to_a_half() {
        OutputTail tail = network(1, Node.of("Sigmoid", "y", NONE, "logits")).tail();

        assertThat(tail.logits()).isEqualTo("logits");
        assertThat(tail.answer().holds()).isEqualTo(OutputContent.PROBABILITIES);
        assertThat(tail.answer().threshold()).isEqualTo(0.5);
    }

    @Test
    void arithmetic_behind_a_sigmoid_moves_the_threshold_along() {
        OutputTail tail = network(
                        1,
                        Node.of("Sigmoid", "p", NONE, "logits"),
                        Node.of("Mul", "scaled", NONE, "c255", "p"),
                        Node.of("Sub", "shifted", NONE, "scaled", "c2"),
                        Node.of("Cast", "y", NONE.with("to", ElementType.UINT8.code()), "shifted"))
                .tail();

        assertThat(tail.answer().threshold()).isEqualTo(125.5);
        assertThat(tail.nodes()).containsExactly("p", "scaled", "shifted", "y");
    }

    @Test
    void a_rising_function_moves_the_threshold_along() {
        Node sigmoid = Node.of("Sigmoid", "p", NONE, "logits");
        OutputTail exp = network(1, sigmoid, Node.of("Exp", "y", NONE, "p")).tail();
        OutputTail log = network(1, sigmoid, Node.of("Log", "y", NONE, "p")).tail();
        OutputTail sum =
                network(1, sigmoid, Node.of("Add", "y", NONE, "p", "c2")).tail();
        OutputTail clip =
                network(1, sigmoid, Node.of("Clip", "y", NONE, "p", "c03")).tail();

        assertThat(exp.answer().threshold()).isEqualTo(Math.exp(0.5));
        assertThat(log.answer().threshold()).isEqualTo(Math.log(0.5));
        assertThat(log.answer().holds()).isEqualTo(OutputContent.LOG_PROBABILITIES);
        assertThat(sum.answer().threshold()).isEqualTo(2.5);
        assertThat(clip.answer().threshold()).isEqualTo(0.5);
        assertThat(List.of(exp, log, sum, clip))
                .allSatisfy(tail -> assertThat(tail.logits()).isEqualTo("logits"));
    }

    @Test
    void the_exponential_of_logarithms_of_probabilities_is_probabilities() {
        OutputTail tail = network(
                        4, Node.of("LogSoftmax", "l", NONE.with("axis", 1), "logits"), Node.of("Exp", "y", NONE, "l"))
                .tail();

        assertThat(tail.logits()).isEqualTo("logits");
        assertThat(tail.answer().holds()).isEqualTo(OutputContent.PROBABILITIES);
    }

    @Test
    void an_exponential_of_logits_is_no_binary_logit() {
        assertThatThrownBy(() -> network(1, Node.of("Exp", "y", NONE, "logits")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'y' (Exp) makes it larger than zero everywhere");
    }

    @Test
    void a_threshold_that_is_cut_off_is_refused() {
        assertThatThrownBy(() ->
                        network(1, Node.of("Sigmoid", "p", NONE, "logits"), Node.of("Clip", "y", NONE, "p", "", "c03")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("its probabilities of 1×1×2×3 go through 'y' (Clip)");
    }

    @Test
    void whole_numbers_of_a_probability_say_nothing() {
        assertThatThrownBy(() -> network(
                        1,
                        Node.of("Sigmoid", "p", NONE, "logits"),
                        Node.of("Cast", "y", NONE.with("to", ElementType.UINT8.code()), "p")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "output 'y' cannot be read as a prediction of 2 classes as binary-logit: its"
                                + " probabilities of 1×1×2×3 go through 'y' (Cast); name the tensor in front of it, 'p', as output");
    }

    @Test
    void a_probability_taken_from_one_says_the_opposite_and_is_refused() {
        assertThatThrownBy(() ->
                        network(1, Node.of("Sigmoid", "p", NONE, "logits"), Node.of("Sub", "y", NONE, "c255", "p")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("go through 'y' (Sub)");
    }

    @Test
    void a_comparison_and_a_rounding_make_a_mask() {
        OutputTail greater = network(
                        1, Node.of("Sigmoid", "p", NONE, "logits"), Node.of("Greater", "y", NONE, "p", "c03"))
                .tail();
        OutputTail less =
                network(1, Node.of("Less", "y", NONE, "c03", "logits")).tail();
        OutputTail round = network(1, Node.of("Sigmoid", "p", NONE, "logits"), Node.of("Round", "y", NONE, "p"))
                .tail();

        assertThat(List.of(greater, less, round)).allSatisfy(tail -> {
            assertThat(tail.logits()).isEqualTo("logits");
            assertThat(tail.answer().holds()).isEqualTo(OutputContent.MASK);
            assertThat(tail.answer().threshold()).isEqualTo(0.5);
        });
    }

    @Test
    void a_softmax_over_the_classes_may_count_its_axis_from_either_end() {
        OutputTail front = network(4, Node.of("Softmax", "y", NONE.with("axis", 1), "logits"))
                .tail();
        OutputTail back = network(4, Node.of("LogSoftmax", "y", NONE.with("axis", -3), "logits"))
                .tail();

        assertThat(front.answer().holds()).isEqualTo(OutputContent.PROBABILITIES);
        assertThat(back.answer().holds()).isEqualTo(OutputContent.LOG_PROBABILITIES);
    }

    @Test
    void a_softmax_over_classes_and_pixels_as_old_opsets_have_it_keeps_the_largest_class() {
        OutputTail tail = network(
                        2,
                        Node.of("Flatten", "rows", NONE.with("axis", 1), "logits"),
                        Node.of("Softmax", "p", NONE.with("axis", 1), "rows"),
                        Node.of("Reshape", "y", NONE, "p", "maps"))
                .tail();

        assertThat(tail.logits()).isEqualTo("logits");
        assertThat(tail.answer().maps(Tensor.floats(Shape.of(1, 2, 2, 3), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void a_softmax_over_the_width_is_refused() {
        assertThatThrownBy(() -> network(4, Node.of("Softmax", "y", NONE.with("axis", -1), "logits")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("output 'y' cannot be read as a prediction of 4 classes as logits");
    }

    @Test
    void a_softmax_over_one_channel_is_refused() {
        assertThatThrownBy(() -> network(1, Node.of("Softmax", "y", NONE.with("axis", 1), "logits")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void a_softmax_written_by_hand_is_a_softmax() {
        Network plain = network(
                4,
                Node.of("Exp", "e", NONE, "logits"),
                Node.of("ReduceSum", "s", NONE, "e", "axis1"),
                Node.of("Div", "y", NONE, "e", "s"));
        Network shifted = network(
                4,
                Node.of("ReduceMax", "m", NONE.with("axes", 1), "logits"),
                Node.of("Sub", "d", NONE, "logits", "m"),
                Node.of("Exp", "e", NONE, "d"),
                Node.of("ReduceSum", "s", NONE, "e", "axis1"),
                Node.of("Div", "y", NONE, "e", "s"));

        assertThat(plain.tail().answer().holds()).isEqualTo(OutputContent.PROBABILITIES);
        assertThat(plain.tail().nodes()).containsExactly("e", "s", "y");
        assertThat(shifted.tail().logits()).isEqualTo("logits");
        assertThat(shifted.tail().nodes()).containsExactly("m", "d", "e", "s", "y");
    }

    @Test
    void class_indices_come_with_or_without_an_axis_and_in_any_type() {
        Network indices = network(4, Node.of("ArgMax", "y", NONE.with("axis", 1).with("keepdims", 0), "logits"));
        Network cast = network(
                4,
                Node.of("Softmax", "p", NONE.with("axis", 1), "logits"),
                Node.of("ArgMax", "a", NONE.with("axis", 1), "p"),
                Node.of("Cast", "y", NONE.with("to", ElementType.UINT8.code()), "a"));
        byte[] bytes = {0, 1, 2, 3, 3, 2};

        assertThat(indices.tail().answer().holds()).isEqualTo(OutputContent.CLASSES);
        assertThat(indices.tail().answer().maps(Tensor.longs(Shape.of(1, 2, 3), 0, 1, 2, 3, 3, 2)))
                .containsExactly(0, 1, 2, 3, 3, 2);
        assertThat(cast.tail().logits()).isEqualTo("logits");
        assertThat(cast.tail()
                        .answer()
                        .maps(Tensor.of(ElementType.UINT8, Shape.of(1, 1, 2, 3), ByteBuffer.wrap(bytes))))
                .containsExactly(0, 1, 2, 3, 3, 2);
    }

    @Test
    void numbers_behind_a_transpose_are_read_class_by_class() {
        Network network = network(
                2,
                Node.of("Transpose", "nhwc", NONE.with("perm", 0, 2, 3, 1), "logits"),
                Node.of("Softmax", "p", NONE.with("axis", -1), "nhwc"),
                Node.of("Reshape", "y", NONE, "p", "flat"));

        float[] read = network.tail()
                .answer()
                .maps(Tensor.floats(Shape.of(1, 6, 2), 0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15));

        assertThat(network.tail().logits()).isEqualTo("logits");
        assertThat(read).containsExactly(0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15);
    }

    @Test
    void logits_in_another_layout_are_trained_in_front_of_it() {
        OutputTail tail = network(4, Node.of("Transpose", "y", NONE.with("perm", 0, 2, 3, 1), "logits"))
                .tail();

        assertThat(tail.logits()).isEqualTo("logits");
        assertThat(tail.answer().holds()).isEqualTo(OutputContent.LOGITS);
    }

    @Test
    void a_squeezed_binary_logit_is_read() {
        OutputTail tail = network(
                        1, Node.of("Sigmoid", "p", NONE, "logits"), Node.of("Squeeze", "y", NONE, "p", "axis1"))
                .tail();

        assertThat(tail.answer().shape()).isEqualTo(Shape.of(1, 1, 2, 3));
        assertThat(tail.answer().isMap()).isTrue();
    }

    @Test
    void a_resize_belongs_to_the_network_in_front_of_what_decides_and_to_the_tail_behind() {
        Attributes linear = NONE.with("mode", "linear");
        Network before = network(
                4,
                Node.of("Resize", "big", linear, "logits", "", "twice"),
                Node.of("ArgMax", "y", NONE.with("axis", 1), "big"));
        Network behind = network(
                4,
                Node.of("Softmax", "p", NONE.with("axis", 1), "logits"),
                Node.of("Resize", "y", linear, "p", "", "twice"));
        Network alone = network(4, Node.of("Resize", "y", linear, "logits", "", "twice"));

        assertThat(before.tail().logits()).isEqualTo("big");
        assertThat(behind.tail().logits()).isEqualTo("logits");
        assertThat(behind.tail().answer().shape()).isEqualTo(Shape.of(1, 4, 4, 6));
        assertThat(alone.tail().isEmpty()).isTrue();
    }

    @Test
    void class_indices_that_are_blended_are_refused() {
        assertThatThrownBy(() -> network(
                        4,
                        Node.of("ArgMax", "a", NONE.with("axis", 1), "logits"),
                        Node.of("Cast", "f", NONE.with("to", ElementType.FLOAT.code()), "a"),
                        Node.of("Resize", "y", NONE.with("mode", "linear"), "f", "", "twice")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("its class indices of 1×1×2×3 go through 'y' (Resize)");
    }

    @Test
    void a_card_of_another_kind_than_the_graph_is_refused() {
        assertThatThrownBy(() ->
                        new Network(graph(11, Node.of("ArgMax", "y", NONE.with("axis", 1), "logits")), card("y", 1, 2)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("output 'y' is 1×1×2×3 (ArgMax of 1×11×2×3), expected 1 channels for 2 classes as"
                        + " binary-logit");
    }

    @Test
    void a_channel_of_a_softmax_is_no_binary_logit() {
        assertThatThrownBy(() -> new Network(
                        graph(
                                2,
                                Node.of("Softmax", "p", NONE.with("axis", 1), "logits"),
                                Node.of("Slice", "y", NONE, "p", "axis1", "two", "axis1")),
                        card("y", 1, 2)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("output 'y' is no binary-logit: 'p' (Softmax) makes it larger than zero"
                        + " everywhere, so every pixel would be class 1; name the tensor before it, 'logits', as output, of"
                        + " kind logits");
    }

    @Test
    void a_mean_of_probabilities_is_no_binary_logit_and_a_gated_logit_is_one() {
        Node first = Node.of("Sigmoid", "p", NONE, "logits");
        assertThatThrownBy(() -> network(1, first, Node.of("Mean", "y", NONE, "p", "p")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'p' (Sigmoid) makes it larger than zero");

        assertThat(network(1, first, Node.of("Mul", "y", NONE, "p", "logits"))
                        .tail()
                        .logits())
                .isEqualTo("y");
    }

    @Test
    void a_gate_is_no_tail() {
        Network network = network(4, Node.of("Sigmoid", "g", NONE, "logits"), Node.of("Mul", "y", NONE, "g", "logits"));

        assertThat(network.tail().isEmpty()).isTrue();
    }

    @Test
    void truth_values_without_logits_are_refused() {
        assertThatThrownBy(() ->
                        network(1, Node.of("Greater", "g", NONE, "logits", "c03"), Node.of("Not", "y", NONE, "g")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("output 'y' holds elements of type BOOL");
    }

    @Test
    void an_inner_tensor_that_the_card_names_becomes_an_output_too() {
        Graph graph = graph(4, Node.of("ArgMax", "y", NONE.with("axis", 1), "logits"));

        Network network = new Network(graph, card("logits", 4, 4));

        assertThat(network.graph().outputs()).extracting(TensorInfo::name).containsExactly("y", "logits");
        assertThat(network.tail().isEmpty()).isTrue();
        assertThat(network.body().graph().nodes()).extracting(Node::name).containsExactly("logits");
    }

    @Test
    void what_is_no_tensor_is_refused_with_near_names() {
        assertThatThrownBy(() -> new Network(graph(4), card("logit", 4, 4)))
                .hasMessageContaining(
                        "output 'logit' is not among the graph's outputs [logits], nor a tensor inside; near"
                                + " it are [logits]");
    }

    private static Network network(int channels, Node... tail) {
        String output = tail.length == 0 ? "logits" : tail[tail.length - 1].output();
        return new Network(graph(channels, tail), card(output, channels, Math.max(2, channels)));
    }

    private static Graph graph(int channels, Node... tail) {
        List<Node> nodes = new ArrayList<>(List.of(Node.of("Conv", "logits", NONE, "x", "w")));
        nodes.addAll(List.of(tail));
        Map<String, Tensor> constants = new TreeMap<>(Map.of(
                "c255", Tensor.scalar(255),
                "c2", Tensor.scalar(2),
                "c03", Tensor.scalar(0.3f),
                "axis1", Tensor.vector(1),
                "two", Tensor.vector(2),
                "maps", Tensor.vector(1, channels, HEIGHT, WIDTH),
                "flat", Tensor.vector(1, HEIGHT * WIDTH, channels),
                "twice", Tensor.floats(Shape.of(4), 1, 1, 2, 2)));
        constants.put("w", Tensor.floats(Shape.of(channels, 3, 1, 1), new float[3 * channels]));
        String output = nodes.get(nodes.size() - 1).output();
        List<Dimension> image =
                List.of(Dimension.open("N"), Dimension.of(3), Dimension.of(HEIGHT), Dimension.of(WIDTH));
        return new Graph(
                "g",
                List.of(new TensorInfo("x", ElementType.FLOAT, image)),
                List.of(new TensorInfo(output, ElementType.FLOAT, List.of())),
                nodes,
                constants);
    }

    private static NetworkCard card(String output, int channels, int classes) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            names.add("class" + i);
        }
        List<Double> ones = Collections.nCopies(3, 1.0);
        InputSpec input = new InputSpec("x", List.of(HEIGHT, WIDTH), ChannelOrder.RGB, ones, ones);
        OutputKind kind = channels == 1 ? OutputKind.BINARY_LOGIT : OutputKind.LOGITS;
        return new NetworkCard("net", input, new OutputSpec(output, kind), names);
    }
}
