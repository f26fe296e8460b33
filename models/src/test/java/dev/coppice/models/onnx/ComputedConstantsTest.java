package dev.coppice.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComputedConstantsTest {
    private static final Attributes NONE = Attributes.NONE;

    private final ComputedConstants constants =
            new ComputedConstants(Map.of("a", Tensor.vector(1, 2), "b", Tensor.vector(10)));

    @Test
    void a_value_follows_from_constants_through_several_nodes() {
        constants.note(Node.of("Add", "sum", NONE, "a", "b"));
        constants.note(Node.of("Mul", "square", NONE, "sum", "sum"));
        constants.note(Node.of("Neg", "minus", NONE, "sum"));

        assertThat(constants.value("square")).contains(Tensor.vector(121, 144));
        assertThat(constants.value("sum")).contains(Tensor.vector(11, 12));
        assertThat(constants.value("minus")).contains(Tensor.vector(-11, -12));
        assertThat(constants.stored()).containsOnlyKeys("a", "b");
        assertThat(constants.producers()).containsOnlyKeys("sum", "square", "minus");
    }

    @Test
    void what_an_image_changes_has_no_value() {
        constants.note(Node.of("Add", "sum", NONE, "a", "image"));
        constants.note(Node.of("Neg", "minus", NONE, "sum"));

        assertThat(constants.value("minus")).isEmpty();
        assertThat(constants.value("image")).isEmpty();
        assertThat(constants.has("sum")).isFalse();
    }

    @Test
    void what_no_rule_computes_has_no_value_nor_has_what_reads_it() {
        constants.note(Node.of("NonZero", "where", NONE, "a"));
        constants.note(Node.of("Neg", "minus", NONE, "where"));

        assertThat(constants.value("minus")).isEmpty();
    }

    @Test
    void an_input_that_is_left_out_is_no_obstacle() {
        constants.note(Node.of("Clip", "most", NONE, "a", "", "one"));
        constants.put("one", Tensor.longs(Shape.SCALAR, 1));
        constants.note(Node.of("Clip", "least", NONE, "a", "", "one"));

        assertThat(constants.value("most")).isEmpty();
        assertThat(constants.value("least")).contains(Tensor.vector(1, 1));
    }

    @Test
    void a_large_value_is_computed_again() {
        constants.put("size", Tensor.vector(5000));
        constants.note(Node.of("Expand", "large", NONE, "b", "size"));
        constants.note(Node.of("ReduceMax", "most", NONE.with("keepdims", 0), "large"));

        assertThat(constants.value("large").orElseThrow().shape()).isEqualTo(Shape.of(5000));
        assertThat(constants.value("most")).contains(Tensor.longs(Shape.SCALAR, 10));
    }
}
