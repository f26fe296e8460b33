package dev.coppice.models.network;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Cards;
import dev.coppice.models.kit.NetworkBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final Graph GRAPH = new Graph(
            "g",
            List.of(new TensorInfo(
                    "x",
                    ElementType.FLOAT,
                    List.of(Dimension.open("N"), Dimension.of(3), Dimension.of(8), Dimension.open("W")))),
            List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
            List.of(Node.of("Conv", "y", Attributes.NONE, "x", "w", "b")),
            Map.of("w", Tensor.floats(Shape.of(2, 3, 1, 1), new float[6]), "b", Tensor.floats(Shape.of(2), 0, 0)));

    private static NetworkCard card(String input, int height, List<Double> perChannel, String... classes) {
        return new NetworkCard(
                "net",
                new InputSpec(input, List.of(height, 5), ChannelOrder.RGB, perChannel, perChannel),
                new OutputSpec("y", OutputKind.LOGITS),
                List.of(classes));
    }

    @Test
    void counts_its_cost_at_the_size_of_the_card() {
        Network network = new Network(GRAPH, card("x", 8, List.of(1.0, 1.0, 1.0), "a", "b"));

        assertThat(Cost.of(network)).isEqualTo(new Cost(2 * 3 * 8 * 5, 8, 2 * 8 * 5 * 4));
    }

    @Test
    void lists_every_disagreement_of_card_and_graph() {
        assertThatThrownBy(() -> new Network(GRAPH, card("x", 9, List.of(1.0), "a", "b")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The card of 'net' disagrees with its graph; correct the card or the options:\n"
                        + "  - input channels (entries of mean): the card says 1, the graph 3\n"
                        + "  - input height: the card says 9, the graph 8");
    }

    @Test
    void says_how_many_channels_the_classes_take() {
        assertThatThrownBy(() -> new Network(GRAPH, card("x", 8, List.of(1.0, 1.0, 1.0), "a", "b", "c")))
                .hasMessage("The card of 'net' disagrees with its graph; correct the card or the options: output 'y' is"
                        + " 1×2×8×5, expected 3 channels for 3 classes as logits");
    }

    @Test
    void says_which_inputs_there_are() {
        assertThatThrownBy(() -> new Network(GRAPH, card("image", 8, List.of(1.0, 1.0, 1.0), "a", "b")))
                .hasMessageContaining("input 'image' is not among the graph's inputs [x]");
    }

    /** The graph with its input fixed to some images, and a node for each. */
    private static Graph fixed(int batch, Node... nodes) {
        TensorInfo x = new TensorInfo(
                "x",
                ElementType.FLOAT,
                List.of(Dimension.of(batch), Dimension.of(3), Dimension.of(8), Dimension.of(5)));
        return new Graph(
                "g",
                List.of(x),
                List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                List.of(nodes),
                Map.of("t", Tensor.vector(batch, 3, 40), "all", Tensor.vector(1, 3L * batch, 8, 5)));
    }

    private static Network fixedNetwork(int batch, Node... nodes) {
        return new Network(fixed(batch, nodes), card("x", 8, List.of(1.0, 1.0, 1.0)));
    }

    @Test
    void an_inner_tensor_that_the_card_names_becomes_an_output() {
        Graph graph = NetworkBuilder.small()
                .conv("a", IMAGE, 2)
                .node("Relu", "b", "a")
                .graph("b");

        Network network = new Network(graph, Cards.logits(IMAGE, 8, 8, "a", "no", "yes"));

        assertThat(network.graph().outputs()).extracting(TensorInfo::name).containsExactly("b", "a");
        assertThat(network.with(network.graph())).isSameAs(network);
        assertThat(network.with(graph).graph().outputs())
                .extracting(TensorInfo::name)
                .containsExactly("b", "a");
    }

    @Test
    void the_batch_is_that_of_the_graph_or_one_image() {
        Network open = new Network(GRAPH, card("x", 8, List.of(1.0, 1.0, 1.0), "a", "b"));

        assertThat(open.batch()).isEqualTo(1);
        assertThat(open.imageInput().name()).isEqualTo("x");
        assertThat(open.inputShape(7)).isEqualTo(Shape.of(7, 3, 8, 5));
        assertThat(open.forBatch(7)).isSameAs(open);
        assertThat(open.batchObstacle(7)).isEmpty();
        assertThat(fixedNetwork(4, Node.of("Relu", "y", Attributes.NONE, "x")).batch())
                .isEqualTo(4);
    }

    @Test
    void a_fixed_batch_is_opened_with_the_sizes_that_name_it() {
        Network four = fixedNetwork(4, Node.of("Reshape", "y", Attributes.NONE, "x", "t"));

        Network two = four.forBatch(2);

        assertThat(four.forBatch(4)).isSameAs(four);
        assertThat(two.batch()).isEqualTo(1);
        assertThat(two.graph().inputs().get(0)).hasToString("x FLOAT N×3×8×5");
        assertThat(two.shapes(2).of("y")).isEqualTo(Shape.of(2, 3, 40));
        assertThat(four.shapes(Shape.of(2, 3, 8, 5)).of("y")).isEqualTo(Shape.of(2, 3, 40));
        assertThat(four.shapes(4).of("y")).isEqualTo(Shape.of(4, 3, 40));
    }

    @Test
    void a_node_that_fixes_the_batch_is_named() {
        Network four = fixedNetwork(4, Node.of("Concat", "y", Attributes.NONE.with("axis", 0), "x", "x"));

        assertThat(four.batchObstacle(2)).contains("node 'y' (Concat) works along the batch");
        assertThat(four.batchObstacle(4)).isEmpty();
        assertThatThrownBy(() -> four.forBatch(2))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Network 'net' fixes its batch at 4 and takes no 2 images: node 'y' (Concat) works along the"
                                + " batch.");
    }

    @Test
    void an_output_without_an_axis_for_the_batch_fixes_it() {
        Network four = fixedNetwork(4, Node.of("Reshape", "y", Attributes.NONE, "x", "all"));

        assertThat(four.batchObstacle(2)).contains("the output 'y' has no axis for it");
        assertThat(four.shapes(4).of("y")).isEqualTo(Shape.of(1, 12, 8, 5));
    }

    @Test
    void a_batch_that_the_file_leaves_open_may_be_fixed_by_a_node() {
        Network network = NetworkBuilder.small()
                .integers("one", 1, 3, 64)
                .node("Reshape", "y", IMAGE, "one")
                .to("y");

        assertThat(network.batch()).isEqualTo(1);
        assertThat(network.shapes(3).of("y")).isEqualTo(Shape.of(3, 3, 64));
    }

    @Test
    void an_input_without_axes_of_space_has_the_size_that_the_graph_declares() {
        TensorInfo x = new TensorInfo("x", ElementType.FLOAT, List.of(Dimension.open("N"), Dimension.of(7)));
        Graph graph = new Graph(
                "g",
                List.of(x),
                List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                List.of(Node.of("Relu", "y", Attributes.NONE, "x")),
                Map.of());
        Network network = new Network(graph, NetworkCard.unknown("net", "x", Shape.of(1, 7), "y"));

        assertThat(network.inputShape(5)).isEqualTo(Shape.of(5, 7));
        assertThat(network.shapes(5).of("y")).isEqualTo(Shape.of(5, 7));
        assertThat(network.tail().isEmpty()).isTrue();
        assertThat(network.body()).isSameAs(network);
    }

    @Test
    void the_body_ends_at_the_logits() {
        Network network = NetworkBuilder.small()
                .conv("logits", IMAGE, 2)
                .node("Softmax", "y", Attributes.NONE.with("axis", 1), "logits")
                .to("y");

        Network body = network.body();

        assertThat(network.tail().logits()).isEqualTo("logits");
        assertThat(body.graph().nodes()).extracting(Node::name).containsExactly("logits");
        assertThat(body.graph().outputs()).extracting(TensorInfo::name).containsExactly("logits");
        assertThat(body.card().output()).isEqualTo(new OutputSpec("logits", OutputKind.LOGITS));
        assertThat(body.card().classes()).isEqualTo(network.card().classes());
        assertThat(body.body()).isSameAs(body);
    }

    private static Network reading(String... others) {
        List<TensorInfo> inputs = new ArrayList<>(GRAPH.inputs());
        List<Node> nodes = new ArrayList<>();
        String last = "x";
        for (String other : others) {
            inputs.add(new TensorInfo(other, ElementType.FLOAT, List.of(Dimension.of(1))));
            nodes.add(Node.of("Mul", "by " + other, Attributes.NONE, last, other));
            last = "by " + other;
        }
        nodes.add(Node.of("Relu", "y", Attributes.NONE, last));
        Graph graph = new Graph("g", inputs, GRAPH.outputs(), nodes, Map.of());
        return new Network(graph, card("x", 8, List.of(1.0, 1.0, 1.0), "a", "b", "c"));
    }

    @Test
    void work_on_pictures_names_all_other_inputs() {
        Network alone = reading();

        assertThat(alone.requirePicturesAlone("Training")).isSameAs(alone);
        assertThatThrownBy(() -> reading("t").requirePicturesAlone("Training"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Network 'net' reads more than pictures: [t FLOAT 1] beside 'x'. Training takes a folder of"
                        + " pictures, which says nothing of this input. Where it may be a constant, write the model"
                        + " with its numbers first: fixed inputs. Or cut without pictures and training: such networks are"
                        + " inspected, pruned and verified with all their inputs.");
        assertThatThrownBy(() -> reading("t", "u").requirePicturesAlone("Evaluation"))
                .hasMessageStartingWith("Network 'net' reads more than pictures: [t FLOAT 1, u FLOAT 1] beside 'x'."
                        + " Evaluation takes a folder of pictures, which says nothing of these inputs. ");
    }
}
