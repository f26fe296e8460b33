package dev.coppice.models.resample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import org.junit.jupiter.api.Test;

class SoftCropTest {
    @Test
    void keeps_what_a_sharp_crop_keeps_and_falls_to_nothing_over_four_cycles() {
        assertThat(SoftCrop.mask(0, 10)).isEqualTo(1);
        assertThat(SoftCrop.mask(10, 10)).isEqualTo(1);
        // a coefficient is half a cycle
        assertThat(SoftCrop.mask(12, 10)).isEqualTo(0.75);
        assertThat(SoftCrop.mask(14, 10)).isEqualTo(0.5);
        assertThat(SoftCrop.mask(18, 10)).isZero();
        assertThat(SoftCrop.mask(30, 10)).isZero();
    }

    @Test
    void a_share_is_stored_in_sixteenths() {
        assertThat(SoftCrop.stored(0.5)).isEqualTo(Tensor.floats(Shape.of(1), 0.03125f));
        assertThat(SoftCrop.share(SoftCrop.stored(0.5))).isEqualTo(0.5);
    }

    @Test
    void is_an_operator_of_its_own_domain() {
        Node node = SoftCrop.node("x", "h", "w", "y");

        assertThat(node.name()).isEqualTo("y");
        assertThat(node.inputs()).containsExactly("x", "h", "w");
        assertThat(node.outputs()).containsExactly("y");
        assertThat(SoftCrop.isSoftCrop(node)).isTrue();
        assertThat(SoftCrop.isSoftCrop(Node.of("SoftCrop", "y", Attributes.NONE, "x", "h", "w")))
                .isFalse();
    }
}
