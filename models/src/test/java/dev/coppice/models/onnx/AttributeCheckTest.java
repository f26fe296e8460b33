package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.graph;
import static dev.coppice.models.kit.Messages.model;
import static dev.coppice.models.kit.Messages.node;
import static dev.coppice.models.kit.Messages.text;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeCheckTest {
    @ParameterizedTest
    @CsvSource({
        "Pad,mode,foo,'constant, reflect, edge, wrap'",
        "Resize,mode,bicubic,'nearest, linear, cubic'",
        "Resize,coordinate_transformation_mode,foo,half_pixel",
        "Resize,nearest_mode,round,round_prefer_floor",
        "MaxPool,auto_pad,SAME,SAME_UPPER",
        "DepthToSpace,mode,RCD,'DCR, CRD'"
    })
    void a_word_that_an_operator_does_not_know_is_refused_with_those_it_does(
            String op, String attribute, String value, String expected) {
        byte[] model = model(18, graph(node(op, "y", "x").addAttribute(text(attribute, value))));

        assertThatThrownBy(() -> OnnxReader.parse(model, "m"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'" + attribute + "' of 'y' (" + op + ") is '" + value + "', expected one of ")
                .hasMessageContaining(expected);
    }
}
