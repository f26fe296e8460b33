package dev.coppice.models.keras.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
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
