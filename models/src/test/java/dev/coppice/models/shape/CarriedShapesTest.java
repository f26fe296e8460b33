package dev.coppice.models.shape;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Carried;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.RuntimeShapes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CarriedShapesTest {
    private static final Map<String, Shape> IMAGES = Map.of(IMAGE, Shape.of(2, 3, 8, 8));

    private final List<Set<String>> asked = new ArrayList<>();

    /** A graph whose runtime gives every tensor that it is asked for this shape. */
    private Graph told(NetworkBuilder network, Shape shape) {
        RuntimeShapes runtime = (graph, inputs, tensors) -> {
            asked.add(Set.copyOf(tensors));
            Map<String, Shape> all = new HashMap<>();
            tensors.forEach(tensor -> all.put(tensor, shape));
            return all;
        };
        return network.graph("y").carrying(Carried.of(Map.of("org.example", 1), runtime));
    }

    private static Node foreign(String op, String output, String input) {
        return new Node(output, "org.example", op, List.of(input), List.of(output), Attributes.NONE);
    }

    @Test
    void one_run_tells_the_shapes_of_all_operators_without_a_rule() {
        Graph graph = told(
                NetworkBuilder.small()
                        .node(foreign("Blur", "a", IMAGE))
                        .node("Relu", "b", "a")
                        .node(foreign("Blur", "y", "b")),
                Shape.of(2, 3, 5, 5));

        Shapes shapes = Shapes.infer(graph, IMAGES);

        assertThat(shapes.of("b")).isEqualTo(Shape.of(2, 3, 5, 5));
        assertThat(shapes.of("y")).isEqualTo(Shape.of(2, 3, 5, 5));
        assertThat(asked).containsExactly(Set.of("a", "y"));
    }

    @Test
    void what_was_told_is_not_asked_again() {
        Graph graph = told(NetworkBuilder.small().node(foreign("Blur", "y", IMAGE)), Shape.of(2, 4));
        Shapes.infer(graph, IMAGES);

        assertThat(Shapes.infer(graph, IMAGES).of("y")).isEqualTo(Shape.of(2, 4));
        Shapes.infer(graph, Map.of(IMAGE, Shape.of(5, 3, 8, 8)));
        assertThat(asked).hasSize(2);
        Graph alone = graph.carrying(graph.carried().withoutRuntime());
        assertThat(Shapes.infer(alone, IMAGES).of("y")).isEqualTo(Shape.of(2, 4));
    }

    @Test
    void a_size_that_the_image_computes_is_told_too() {
        NetworkBuilder network = NetworkBuilder.small()
                .node(foreign("Count", "to", IMAGE))
                .constant("c", NetworkBuilder.counting(1, 1))
                .node("Expand", "y", "c", "to");

        Graph graph = told(network, Shape.of(2));

        assertThat(Shapes.infer(graph, IMAGES).of("y")).isEqualTo(Shape.of(2));
        assertThat(asked).hasSize(2).last().isEqualTo(Set.of("to", "y"));
    }

    @Test
    void a_shape_that_depends_on_the_data_is_no_value() {
        Graph sure =
                told(NetworkBuilder.small().node(foreign("Blur", "a", IMAGE)).node("Shape", "y", "a"), Shape.of(2, 7));
        Graph unsure = told(
                NetworkBuilder.small()
                        .node(foreign("Unique", "a", IMAGE))
                        .node("Relu", "b", "a")
                        .node("Shape", "y", "b"),
                Shape.of(2, 7));

        assertThat(Shapes.infer(sure, IMAGES).value("y")).contains(Tensor.vector(2, 7));
        assertThat(Shapes.infer(unsure, IMAGES).value("y")).isEmpty();
        assertThat(Shapes.infer(unsure, IMAGES).of("y")).isEqualTo(Shape.of(2));
    }

    @Test
    void without_a_runtime_the_operator_is_named() {
        Graph graph = NetworkBuilder.small().node(foreign("Blur", "y", IMAGE)).graph("y");

        assertThatThrownBy(() -> Shapes.infer(graph, IMAGES))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Coppice does not read operator 'Blur': there is no shape rule for it. See"
                        + " docs/operators.md for those that it knows. Its shapes come from a run in ONNX Runtime, and"
                        + " this step has none.");
    }

    @Test
    void shapes_need_the_size_of_an_image_and_a_tensor_of_the_graph() {
        Graph graph = NetworkBuilder.small().node("Relu", "y", IMAGE).graph("y");

        assertThatThrownBy(() -> Shapes.infer(graph, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no shape given for input ");
        assertThatThrownBy(() -> Shapes.infer(graph, IMAGES).of("z"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no tensor 'z'");
        assertThat(Shapes.infer(graph, IMAGES).image()).isEqualTo(Shape.of(2, 3, 8, 8));
    }
}
