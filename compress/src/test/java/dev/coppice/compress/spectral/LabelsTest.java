package dev.coppice.compress.spectral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.data.LabelMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
    private static final int IGNORE = 9;

    /** The error of Crofton's formula in four directions: at most 5.2 %, and a pixel at each end of a boundary. */
    private static final Percentage CROFTON = Percentage.withPercentage(5.5);

    @Test
    void void_pixels_take_the_nearest_label() {
        LabelMap map = LabelMap.of(5, 2, new byte[] {1, 9, 9, 9, 2, 9, 9, 9, 9, 2});

        Labels filled = Labels.of(map, IGNORE, VoidPixels.FILLED);

        assertThat(seen(filled)).containsExactly(1, 1, 1, 2, 2, 1, 1, 2, 2, 2);
        assertThat(seen(Labels.of(map, IGNORE, VoidPixels.EXACT))).containsExactly(1, -1, -1, -1, 2, -1, -1, -1, -1, 2);
    }

    @Test
    void a_picture_without_labels_stays_void() {
        Labels filled = Labels.of(LabelMap.of(2, 1, new byte[] {9, 9}), IGNORE, VoidPixels.FILLED);

        assertThat(seen(filled)).containsExactly(-1, -1);
        assertThat(filled.areas(2)).containsExactly(0, 0);
    }

    /** The boundary of a half-plane within the picture is 400 pixels over the larger of |cos| and |sin|. */
    @ParameterizedTest
    @ValueSource(ints = {0, 15, 22, 30, 45, 60, 90})
    void the_length_of_a_straight_boundary_hardly_depends_on_its_angle(int degrees) {
        int size = 400;
        double angle = Math.toRadians(degrees);
        byte[] values = new byte[size * size];
        for (int i = 0; i < values.length; i++) {
            int row = i / size;
            double across =
                    (i % size + 0.5 - size / 2.0) * Math.cos(angle) + (row + 0.5 - size / 2.0) * Math.sin(angle);
            values[i] = (byte) (across > 0.01 ? 1 : 0);
        }

        double[] lengths = Labels.of(LabelMap.of(size, size, values), IGNORE, VoidPixels.EXACT)
                .boundaries(2, false);

        double expected = size / Math.max(Math.cos(angle), Math.sin(angle));
        assertThat(lengths[0]).isCloseTo(expected, CROFTON);
        assertThat(lengths[1]).isEqualTo(lengths[0]);
    }

    @Test
    void a_periodic_map_has_a_boundary_at_its_edges_too() {
        byte[] values = new byte[400 * 400];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i % 400 < 200 ? 0 : 1);
        }
        Labels labels = Labels.of(LabelMap.of(400, 400, values), IGNORE, VoidPixels.EXACT);

        assertThat(labels.boundaries(2, false)[0]).isCloseTo(400, CROFTON);
        assertThat(labels.boundaries(2, true)[0]).isCloseTo(800, CROFTON);
    }

    private static int[] seen(Labels labels) {
        int[] seen = new int[labels.pixels()];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = labels.at(i);
        }
        return seen;
    }
}
