package dev.coppice.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredConstantTest {
    @Test
    void is_the_smallest_that_broadcasts() {
        float[] values = new float[2 * 16 * 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 8 % 16;
        }
        Tensor rows = Tensor.floats(Shape.of(2, 16, 8), values);

        Tensor stored = StoredConstant.of(graph("Concat", rows), "c");

        assertThat(stored.shape()).isEqualTo(Shape.of(1, 16, 1));
        assertThat(stored.toFloats()).startsWith(0, 1, 2).endsWith(15);
    }

    @Test
    void is_one_number_where_all_are_alike() {
        assertThat(StoredConstant.of(graph("Concat", zeros(256)), "c").shape()).isEqualTo(Shape.of(1));
    }

    @Test
    void is_itself_where_it_does_not_repeat_is_small_or_a_weight() {
        float[] values = new float[256];
        values[255] = 1;
        Tensor varied = Tensor.floats(Shape.of(16, 16), values);

        assertThat(StoredConstant.of(graph("Concat", varied), "c").shape()).isEqualTo(Shape.of(16, 16));
        assertThat(StoredConstant.of(graph("Concat", zeros(128)), "c")).isEqualTo(zeros(128));
        for (String reader : List.of("Gemm", "LayerNormalization", "PRelu", "GRU", "Einsum")) {
            assertThat(StoredConstant.of(graph(reader, zeros(256)), "c")).isEqualTo(zeros(256));
        }
    }

    @Test
    void a_grid_of_coordinates_is_stored_by_coordinate() {
        float[] values = new float[2 * 16 * 8];
        for (int i = 0; i < 128; i++) {
            values[i] = Math.floorDiv(i, 8);
            values[128 + i] = i % 8;
        }
        Graph graph = graph("Concat", Tensor.floats(Shape.of(2, 16, 8), values));

        StoredConstant.Parts parts = StoredConstant.parts(graph, "c").orElseThrow();

        assertThat(parts.axis()).isZero();
        assertThat(parts.slices()).extracting(Tensor::shape).containsExactly(Shape.of(1, 16, 1), Shape.of(1, 1, 8));
        assertThat(parts.slices().get(1).toFloats()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(StoredConstant.elements(graph, "c")).isEqualTo(16 + 8);
    }

    @Test
    void a_constant_whose_slices_do_not_repeat_is_in_one_piece() {
        float[] values = new float[256];
        values[0] = 1;
        values[255] = 1;
        Graph graph = graph("Concat", Tensor.floats(Shape.of(2, 128), values));

        assertThat(StoredConstant.parts(graph, "c")).isEmpty();
        assertThat(StoredConstant.elements(graph, "c")).isEqualTo(256);
    }

    @Test
    void there_is_none_of_a_tensor_that_is_computed() {
        assertThatThrownBy(() -> StoredConstant.of(graph("Concat", zeros(1)), "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("graph 'g' has no constant 'x'");
    }

    private static Tensor zeros(int count) {
        return Tensor.floats(Shape.of(count), new float[count]);
    }

    private static Graph graph(String op, Tensor constant) {
        return new Graph(
                "g",
                List.of(new TensorInfo("x", ElementType.FLOAT, List.of())),
                List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                List.of(Node.of(op, "y", Attributes.NONE, "x", "c")),
                Map.of("c", constant));
    }
}
