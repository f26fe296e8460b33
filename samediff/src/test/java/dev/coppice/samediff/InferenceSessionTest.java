package dev.coppice.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tensors of a network as the engine computes them. */
@Tag("program")
class InferenceSessionTest {
    private static final Shape IMAGE = Shape.of(2, 3, 16, 24);
    private static final int CLASSES = 3;
    private static final Network NETWORK = Networks.unet(1, IMAGE, CLASSES, 4, 8);

    private final float[] images = Normal.values(1, IMAGE.elements());

    @Test
    void gives_any_tensor_in_its_own_layout() {
        List<String> chosen = List.of("head", "down0.a", NetworkBuilder.IMAGE, "head.bias");
        try (InferenceSession session = InferenceSession.of(NETWORK, IMAGE, chosen);
                InferenceSession logits = InferenceSession.of(NETWORK, IMAGE)) {
            Map<String, float[]> tensors = session.run(images);

            assertThat(tensors.keySet()).containsExactlyElementsOf(chosen);
            assertThat(tensors.get(NetworkBuilder.IMAGE)).isEqualTo(images);
            assertThat(tensors.get("head"))
                    .isEqualTo(logits.logits(images))
                    .isEqualTo(session.logits(images))
                    .hasSize(2 * CLASSES * 16 * 24);
            assertThat(tensors.get("down0.a")).hasSize(2 * 4 * 16 * 24);
            assertThat(tensors.get("head.bias")).hasSize(CLASSES);
            assertThat(logits.logits(images)).isEqualTo(tensors.get("head"));
        }
    }

    @Test
    void a_tensor_that_is_not_there_is_named() {
        assertThatThrownBy(() -> InferenceSession.of(NETWORK, IMAGE, List.of("nothing")))
                .hasMessageContaining("has no tensor 'nothing'");
    }

    @Test
    void images_of_another_size_are_refused() {
        try (InferenceSession session = InferenceSession.of(NETWORK, IMAGE)) {
            assertThatThrownBy(() -> session.run(new float[3]))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("This network is lowered for images 2×3×16×24 with 2304 values; it was given 3.");
        }
    }
}
