package dev.coppice.models.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class NormalisationShapeTest {
    @Test
    void parameters_of_a_normalisation_say_nothing() {
        Network network = NetworkBuilder.small()
                .constant("scale", Tensor.floats(Shape.of(3), 1, 1, 1))
                .node("InstanceNormalization", "y", NetworkBuilder.IMAGE, "scale", "scale")
                .to("y");

        assertThat(network.shapes(2).of("y")).isEqualTo(Shape.of(2, 3, 8, 8));
    }
}
