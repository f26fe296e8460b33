package dev.coppice.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LabelMapTest {
    private static final LabelMap QUARTERS = LabelMap.of(2, 2, new byte[] {1, 2, 3, (byte) 255});

    @Test
    void values_are_unsigned_and_counted() {
        assertThat(QUARTERS.at(1, 1)).isEqualTo(255);
        assertThat(QUARTERS.histogram()[255]).isEqualTo(1);
        assertThat(QUARTERS.histogram()[0]).isZero();
    }

    @Test
    void a_view_at_the_same_size_sees_the_labels_themselves() {
        assertThat(QUARTERS.seen(new View(0, 0, 2, 2, false), 2, 2)).containsExactly(new short[] {1, 2, 3, 255});
        assertThat(QUARTERS.seen(new View(0, 0, 2, 2, true), 2, 2)).containsExactly(new short[] {2, 1, 255, 3});
    }

    @Test
    void magnifying_repeats_labels_and_never_mixes_them() {
        assertThat(QUARTERS.seen(new View(0, 0, 2, 2, false), 2, 4))
                .containsExactly(new short[] {1, 1, 2, 2, 3, 3, 255, 255});
    }

    @Test
    void beyond_the_edge_there_is_none() {
        assertThat(QUARTERS.seen(new View(1, 1, 2, 2, false), 2, 2)).containsExactly(new short[] {255, -1, -1, -1});
    }

    @Test
    void a_sample_needs_picture_and_labels_of_one_size() {
        RgbImage image = RgbImage.of(2, 1, new int[2]);

        assertThatThrownBy(() -> new Sample("odd", image, QUARTERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2×1 picture, but 2×2 labels");
    }
}
