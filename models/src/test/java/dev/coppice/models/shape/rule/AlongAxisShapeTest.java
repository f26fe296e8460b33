package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlongAxisShapeTest {
    private static final AlongAxisShape RULE = new AlongAxisShape(0);

    @ParameterizedTest
    @ValueSource(
            strings = {"LayerNormalization", "Softmax", "LogSoftmax", "Hardmax", "LpNormalization", "ScatterElements"})
    void the_shape_stays_if_the_axis_is_there(String op) {
        assertThatRule(RULE).on(op).input(2, 3, 4).gives(2, 3, 4);
        assertThatRule(RULE).on(op, axis(-3)).input(2, 3, 4).gives(2, 3, 4);
        assertThatRule(RULE).on(op, axis(3)).input(2, 3, 4).refuses("axis 3 does not exist at rank 3");
        assertThatRule(RULE).on(op, axis(-1790)).input(2, 3, 4).refuses("axis -1790 does not exist at rank 3");
    }

    private static Attributes axis(int axis) {
        return Attributes.NONE.with("axis", axis);
    }
}
