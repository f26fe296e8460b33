package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EinsumShapeTest {

    @Test
    void labels_of_the_output_have_their_sizes() {
        assertThatRule(new EinsumShape())
                .on("Einsum", Attributes.NONE.with("equation", "bcn, bcm -> bnm"))
                .input(2, 3, 5)
                .input(2, 3, 7)
                .gives(2, 5, 7);
    }

    @Test
    void an_equation_without_output_keeps_single_labels_in_order() {
        assertThatRule(new EinsumShape())
                .on("Einsum", Attributes.NONE.with("equation", "...ji,...jk"))
                .input(2, 9, 3, 5)
                .input(9, 3, 4)
                .gives(2, 9, 5, 4);
    }

    @Test
    void sizes_of_a_label_must_agree() {
        assertThatRule(new EinsumShape())
                .on("Einsum", Attributes.NONE.with("equation", "ij,jk->ik"))
                .input(2, 3)
                .input(4, 5)
                .refuses("axis 'j' has 3 and 4 elements");
    }

    @Test
    void terms_must_fit_the_inputs() {
        assertThatRule(new EinsumShape())
                .on("Einsum", Attributes.NONE.with("equation", "ij,jk->ik"))
                .input(2, 3)
                .refuses("equation 'ij,jk->ik' has 2 terms for 1 inputs");
        assertThatRule(new EinsumShape())
                .on("Einsum", Attributes.NONE.with("equation", "ijk->ik"))
                .input(2, 3)
                .refuses("term 'ijk' does not fit 2×3");
        assertThatRule(new EinsumShape())
                .on("Einsum", Attributes.NONE.with("equation", "...ijk->ik"))
                .input(2, 3)
                .refuses("the dots of term '...ijk' stand for -1 axes");
    }

    @Test
    void a_repeated_label_is_a_diagonal() {
        Node node = Node.of("Einsum", "y", Attributes.NONE.with("equation", "bii,cb->bi"), "x", "w");

        EinsumEquation equation = EinsumEquation.of(node, List.of(Shape.of(2, 3, 3), Shape.of(4, 2)));

        assertThat(equation.hasDiagonal()).isTrue();
        assertThat(equation.labels()).isEqualTo("bic");
        assertThat(equation.sizes(List.of(Shape.of(2, 3, 3), Shape.of(4, 2))))
                .containsExactly(Map.entry('b', 2), Map.entry('c', 4), Map.entry('i', 3));
    }
}
