package dev.coppice.compress.grid.rule;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class LinearPathTest {

    private static Network behind(String op) {
        return Networks.random(8, 8)
                .transposed("up", IMAGE, 4, 2)
                .node(op, "between", "up")
                .conv("y", "between", 4, 1)
                .to("y");
    }

    @Test
    void joins_and_copies_are_linear() {
        assertThat(LinearPath.toContractions(behind("Identity").graph(), "up")).isTrue();
    }

    @Test
    void an_activation_is_not() {
        assertThat(LinearPath.toContractions(behind("Relu").graph(), "up")).isFalse();
    }

    @Test
    void a_product_is_linear_with_a_constant_alone() {
        NetworkBuilder builder = Networks.random(8, 8)
                .transposed("up", IMAGE, 4, 2)
                .constant("two", Tensor.scalar(2))
                .node("Mul", "twice", "up", "two")
                .conv("y", "twice", 4, 1);
        Network squared = Networks.random(8, 8)
                .transposed("up", IMAGE, 4, 2)
                .node("Mul", "squared", "up", "up")
                .conv("y", "squared", 4, 1)
                .to("y");

        assertThat(LinearPath.toContractions(builder.to("y").graph(), "up")).isTrue();
        assertThat(LinearPath.toContractions(squared.graph(), "up")).isFalse();
    }
}
