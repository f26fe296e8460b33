package dev.coppice.models.keras.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KerasGraphTest {
    private static KerasGraph graph() {
        KerasGraph graph = new KerasGraph();
        graph.input("x", ElementType.FLOAT, List.of(Dimension.open("N"), Dimension.of(2)));
        return graph;
    }

    @Test
    void models_that_call_each_other_end_at_a_bound() {
        KerasGraph graph = graph();

        assertThatThrownBy(() -> {
                    for (int i = 0; i <= 20_000; i++) {
                        graph.add("relu", "Relu", Attributes.NONE, "x");
                    }
                })
                .isInstanceOf(LayerException.class)
                .hasMessageContaining("more than 20000 operators");
    }

    @Test
    void whole_numbers_keep_their_type_until_they_meet_floating_point_ones() {
        KerasGraph graph = graph();
        graph.constant("axes", Tensor.vector(0));
        String index =
                graph.add("argmax", "ArgMax", Attributes.NONE.with("axis", 1).with("keepdims", 0), "x");
        String wider = graph.add("wider", "Unsqueeze", Attributes.NONE, index, "axes");
        String sum = graph.add("sum", "Add", Attributes.NONE, wider, "x");
        String curve = graph.add("curve", "Sigmoid", Attributes.NONE, index);

        Graph built = graph.graph("g", Map.of("wider", wider, "sum", sum, "curve", curve));

        assertThat(built.outputs())
                .extracting(TensorInfo::name, TensorInfo::type)
                .containsExactlyInAnyOrder(
                        tuple("wider", ElementType.INT64),
                        tuple("sum", ElementType.FLOAT),
                        tuple("curve", ElementType.FLOAT));
        assertThat(built.nodes()).filteredOn(node -> node.is("Cast")).hasSize(2);
        assertThat(graph.cast("again", wider)).isEqualTo("again");
        assertThat(graph.cast("never", sum)).isEqualTo(sum);
    }

    @Test
    void sizes_that_the_model_leaves_open_are_known_to_be_so() {
        KerasGraph graph = new KerasGraph();
        graph.input("x", ElementType.FLOAT, List.of(Dimension.open("N"), Dimension.open("D1"), Dimension.of(2)));
        String turned = graph.turned("turned", "x", 0, 2, 1);

        assertThat(graph.isOpen(turned, 0)).isTrue();
        assertThat(graph.isOpen(turned, 1)).isFalse();
        assertThat(graph.isOpen(turned, 2)).isTrue();
    }

    @Test
    void an_output_takes_the_name_of_its_layer() {
        KerasGraph graph = graph();
        String first = graph.add("relu", "Relu", Attributes.NONE, "x");
        String second = graph.add("relu", "Relu", Attributes.NONE, first);

        Graph built = graph.graph("g", Map.of("relu", second));

        assertThat(built.outputs()).extracting(TensorInfo::name).containsExactly("relu");
        assertThat(built.nodes()).hasSize(2);
        assertThat(second).isEqualTo("relu_2");
    }
}
