package dev.coppice.models.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZooTest {
    @Test
    void a_unet_keeps_the_size_of_its_image() {
        Network network = Zoo.untrainedStreet(1);

        assertThat(network.shapes(2).of("logits")).isEqualTo(Shape.of(2, 8, 192, 256));
        assertThat(network.shapes(2).of("enc4.relu2")).isEqualTo(Shape.of(2, 192, 24, 32));
        assertThat(network.shapes(2).of("dec1.concat")).isEqualTo(Shape.of(2, 48, 192, 256));
    }

    @Test
    void the_trained_street_network_is_the_untrained_one_with_other_weights() {
        Network trained = Zoo.street();
        Network fresh = Zoo.untrainedStreet(Zoo.STREET_SEED);

        assertThat(trained.card()).isEqualTo(fresh.card());
        assertThat(trained.graph().nodes()).hasSameSizeAs(fresh.graph().nodes());
        assertThat(trained.graph().constants().keySet())
                .isEqualTo(fresh.graph().constants().keySet());
        assertThat(trained.graph().hash()).isNotEqualTo(fresh.graph().hash());
    }

    @Test
    void first_weights_are_a_function_of_the_seed() {
        assertThat(Zoo.untrainedStreet(1).graph().hash())
                .isEqualTo(Zoo.untrainedStreet(1).graph().hash())
                .isNotEqualTo(Zoo.untrainedStreet(2).graph().hash());
    }

    @Test
    void first_weights_have_the_variance_of_he_initialisation() {
        Graph graph = Zoo.unet(List.of(64, 64), Shape.of(1, 3, 8, 8), 2, 5);

        float[] weights = graph.constant("enc1.conv2.weight").orElseThrow().toFloats();

        double squares = 0;
        for (float w : weights) {
            squares += (double) w * w;
        }
        double expected = 2.0 / (64 * 9);
        // The variance of 36 864 draws has a relative error of √(2/n), under 1 %.
        assertThat(squares / weights.length).isCloseTo(expected, within(0.05 * expected));
        assertThat(graph.constant("enc1.norm2.bias").orElseThrow().toFloats()).containsOnly(0f);
    }

    @Test
    void refuses_a_size_that_cannot_be_halved_so_often() {
        assertThatThrownBy(() -> Zoo.unet(List.of(4, 8, 16), Shape.of(1, 3, 30, 32), 2, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("divisible by 4, not 30×32");
    }

    @Test
    void deeplab_has_the_backbone_of_its_paper_at_stride_16_and_gives_maps_of_any_size() {
        Graph graph = new DeepLab(1).build(Shape.of(1, 3, 90, 120), 11);
        Shapes shapes = Shapes.infer(graph, Map.of("input", Shape.of(2, 3, 90, 120)));

        assertThat(shapes.of("stage6.0.project.norm")).isEqualTo(Shape.of(2, 320, 6, 8));
        assertThat(shapes.of("aspp.concat")).isEqualTo(Shape.of(2, 1280, 6, 8));
        assertThat(shapes.of("decoder.concat")).isEqualTo(Shape.of(2, 304, 23, 30));
        assertThat(shapes.of("logits")).isEqualTo(Shape.of(2, 11, 90, 120));
        long backbone = graph.constants().entrySet().stream()
                .filter(c -> c.getKey().startsWith("st") && !c.getKey().matches(".*\\.(mean|var|min|max)"))
                .mapToLong(c -> c.getValue().shape().elements())
                .sum();
        // MobileNetV2's 3 504 872 less its classifier and its last convolution with its normalisation
        assertThat(backbone).isEqualTo(3_504_872 - 1281 * 1000 - (320 * 1280 + 2 * 1280));
    }

    @Test
    void deep_aggregation_merges_strides_4_to_32_and_gives_maps_of_any_size() {
        Graph graph = new DeepAggregation(1).build(Shape.of(1, 3, 90, 120), 11);
        Shapes shapes = Shapes.infer(graph, Map.of("input", Shape.of(2, 3, 90, 120)));

        assertThat(shapes.of("level5.join.relu")).isEqualTo(Shape.of(2, 256, 3, 4));
        assertThat(shapes.of("level4.b.join.concat")).isEqualTo(Shape.of(2, 2 * 128 + 64 + 128, 6, 8));
        assertThat(shapes.of("merge0.3.relu")).isEqualTo(Shape.of(2, 32, 23, 30));
        assertThat(shapes.of("logits")).isEqualTo(Shape.of(2, 11, 90, 120));
    }

    @Test
    void refuses_pictures_that_cannot_be_aggregated() {
        assertThatThrownBy(() -> Zoo.untrainedDeepAggregation(new TinyTask(2), 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at least 17×17, not 16×16");
    }
}
