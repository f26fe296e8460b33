package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
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
}
