package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class ReduceShapeTest {

    @Test
    void named_axes_become_1() {
        assertThatRule(new ReduceShape())
                .on("ReduceMean")
                .input(2, 5, 6, 8)
                .integers(2, -1)
                .gives(2, 5, 1, 1);
    }

    @Test
    void axes_go_where_they_are_not_kept() {
        assertThatRule(new ReduceShape())
                .on("ReduceSum", Attributes.NONE.with("keepdims", 0))
                .input(2, 5, 6, 8)
                .integers(1)
                .gives(2, 6, 8);
    }

    @Test
    void no_axes_are_all_of_them() {
        assertThatRule(new ReduceShape())
                .on("ReduceMax", Attributes.NONE.with("keepdims", 0))
                .input(2, 5)
                .gives();
    }

    @Test
    void no_axes_are_none_where_the_node_says_so() {
        assertThatRule(new ReduceShape())
                .on("ReduceSum", Attributes.NONE.with("noop_with_empty_axes", 1))
                .input(2, 5)
                .gives(2, 5);
    }
}
