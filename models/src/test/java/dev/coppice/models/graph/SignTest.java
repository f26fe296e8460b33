package dev.coppice.models.graph;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.kit.NetworkBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignTest {
    private static final Graph GRAPH = NetworkBuilder.small()
            .constant("three", Tensor.scalar(3))
            .constant("two", Tensor.scalar(2))
            .constant("minus", Tensor.scalar(-2))
            .integers("axes", 1)
            .conv("a", IMAGE, 4)
            .node("Relu", "r", "a")
            .node("Neg", "n", "r")
            .node("Add", "shifted", "r", "minus")
            .node("Add", "raised", "r", "two")
            .node("Mul", "scaled", "n", "minus")
            .node("Mul", "square", "a", "a")
            .node("Pow", "cube", "a", "three")
            .node("Pow", "even", "a", "two")
            .node("Clip", "clipped", "a", "two")
            .node("Clip", "cropped", "a", "minus")
            .pool("pooled", "n")
            .node("ReduceMean", "mean", "pooled", "axes")
            .concat("mixed", "r", "n")
            .concat("alike", "square", "r")
            .graph("mean");

    @ParameterizedTest
    @CsvSource({
        "a, ANY",
        "r, POSITIVE",
        "n, NEGATIVE",
        "shifted, ANY",
        "raised, POSITIVE",
        "scaled, POSITIVE",
        "square, POSITIVE",
        "cube, ANY",
        "even, POSITIVE",
        "clipped, POSITIVE",
        "cropped, ANY",
        "mean, NEGATIVE",
        "mixed, ANY",
        "alike, POSITIVE",
        "two, POSITIVE",
        "minus, NEGATIVE",
        "axes, ANY"
    })
    void signs_follow_from_operators(String tensor, Sign sign) {
        assertThat(Sign.of(GRAPH, tensor)).isEqualTo(sign);
    }
}
