package dev.coppice.models.onnx.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import org.junit.jupiter.api.Test;

class FilledMapsTest {
    @Test
    void a_map_of_the_sizes_of_another_is_a_repeated_number() {
        Graph graph = FilledMaps.simplify(
                sized(Attributes.NONE.with("value", new AttributeValue.Data(Tensor.floats(Shape.of(1), 3)))));

        assertThat(graph.node("y")).isEqualTo(Node.of("Expand", "y", Attributes.NONE, "y/value", "sizes"));
        assertThat(graph.constants().get("y/value")).isEqualTo(Tensor.floats(Shape.of(1), 3));
    }

    @Test
    void without_a_value_the_number_is_0() {
        Graph graph = FilledMaps.simplify(sized(Attributes.NONE));

        assertThat(graph.constants().get("y/value")).isEqualTo(Tensor.floats(Shape.of(1), 0));
    }

    @Test
    void sizes_that_are_filled_stay() {
        Graph graph = sized(Attributes.NONE.with("value", new AttributeValue.Data(Tensor.vector(3))));

        assertThat(FilledMaps.simplify(graph)).isSameAs(graph);
    }

    private static Graph sized(Attributes attributes) {
        return NetworkBuilder.small()
                .node("Shape", "sizes", NetworkBuilder.IMAGE)
                .node("ConstantOfShape", "y", attributes, "sizes")
                .graph("y");
    }
}
