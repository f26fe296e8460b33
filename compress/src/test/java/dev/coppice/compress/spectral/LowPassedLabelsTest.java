package dev.coppice.compress.spectral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.data.LabelMap;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.resample.Grid;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LowPassedLabelsTest {
    private static final int SIZE = 8;
    private static final int IGNORE = 9;

    private static OutputSettings settings(int classes, SpectralBasis basis) {
        return new OutputSettings(
                classes, OutputKind.LOGITS, IGNORE, VoidPixels.EXACT, basis, BandShape.SQUARE, SIZE, List.of());
    }

    private static LabelMap drawn(int classes) {
        Random random = new Random(classes);
        byte[] labels = new byte[SIZE * SIZE];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) random.nextInt(classes);
        }
        return LabelMap.of(SIZE, SIZE, labels);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void a_grid_that_holds_everything_keeps_every_label(int classes) {
        LabelMap map = drawn(classes);

        assertThat(LowPassedLabels.of(map, settings(classes, SpectralBasis.DCT), Grid.FULL))
                .isEqualTo(map);
    }

    @ParameterizedTest
    @EnumSource(SpectralBasis.class)
    void a_single_pixel_drowns_in_its_surroundings(SpectralBasis basis) {
        byte[] labels = new byte[SIZE * SIZE];
        labels[3 * SIZE + 4] = 1;
        LabelMap map = LabelMap.of(SIZE, SIZE, labels);

        assertThat(LowPassedLabels.of(map, settings(2, basis), new Grid(1, 4)))
                .isEqualTo(LabelMap.of(SIZE, SIZE, new byte[SIZE * SIZE]));
    }

    @ParameterizedTest
    @EnumSource(SpectralBasis.class)
    void pixels_without_a_label_take_the_nearest(SpectralBasis basis) {
        byte[] labels = new byte[SIZE * SIZE];
        byte[] filled = new byte[SIZE * SIZE];
        for (int i = 0; i < labels.length; i++) {
            filled[i] = (byte) (i % SIZE < SIZE / 2 ? 1 : 2);
            labels[i] = i % SIZE == 1 ? IGNORE : filled[i];
        }

        assertThat(LowPassedLabels.of(LabelMap.of(SIZE, SIZE, labels), settings(3, basis), Grid.FULL))
                .isEqualTo(LabelMap.of(SIZE, SIZE, filled));
    }
}
