package dev.coppice.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import dev.coppice.models.network.Task;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
    /** The rounding error of single precision at values up to 255. */
    private static final float EXACT = 1e-4f;

    private static final RgbImage TWO_BY_TWO = RgbImage.of(2, 2, new int[] {0x0A141E, 0x28323C, 0x46505A, 0x646E78});

    @Test
    void normalises_in_the_cards_channel_order() {
        float[] rgb = Preprocessing.of(card(ChannelOrder.RGB, 2, 2, 3)).tensor(TWO_BY_TWO);
        float[] bgr = Preprocessing.of(card(ChannelOrder.BGR, 2, 2, 3)).tensor(TWO_BY_TWO);

        assertThat(rgb).containsExactly(new float[] {9, 39, 69, 99, 9, 24, 39, 54, 9, 19, 29, 39}, within(EXACT));
        assertThat(bgr)
                .containsExactly(
                        new float[] {29, 59, 89, 119, 9, 24, 39, 54, 7f / 3, 37f / 3, 67f / 3, 97f / 3}, within(EXACT));
    }

    @Test
    void resizes_bilinearly_with_pixel_centres_at_halves() {
        float[] wide = Preprocessing.of(card(ChannelOrder.RGB, 2, 4, 3)).tensor(TWO_BY_TWO);

        // Output centres fall at −0.25, 0.25, 0.75, 1.25 of the source; red of the first row is 10, 40.
        assertThat(new float[] {wide[0], wide[1], wide[2], wide[3]})
                .containsExactly(new float[] {9, 16.5f, 31.5f, 39}, within(EXACT));
    }

    @Test
    void fills_only_the_place_of_its_picture() {
        float[] batch = new float[2 * 12];

        Preprocessing.of(card(ChannelOrder.RGB, 2, 2, 3)).fill(TWO_BY_TWO, batch, 1);

        assertThat(batch[11]).isZero();
        assertThat(batch[12]).isEqualTo(9);
    }

    @Test
    void a_mirrored_view_exchanges_left_and_right() {
        float[] out = new float[12];

        Preprocessing.of(card(ChannelOrder.RGB, 2, 2, 3))
                .fill(TWO_BY_TWO, new View(0, 0, 2, 2, true), Shape.of(1, 3, 2, 2), out, 0);

        assertThat(new float[] {out[0], out[1], out[2], out[3]})
                .containsExactly(new float[] {39, 9, 99, 69}, within(EXACT));
    }

    @Test
    void beyond_the_edge_there_is_the_mean_colour() {
        float[] out = new float[12];

        Preprocessing.of(card(ChannelOrder.RGB, 2, 2, 3))
                .fill(TWO_BY_TWO, new View(1, 1, 2, 2, false), Shape.of(1, 3, 2, 2), out, 0);

        assertThat(new float[] {out[0], out[1], out[2], out[3]})
                .containsExactly(new float[] {99, 0, 0, 0}, within(EXACT));
    }

    @Test
    void refuses_networks_that_take_other_channels() {
        assertThatThrownBy(() -> Preprocessing.of(card(ChannelOrder.RGB, 2, 2, 5)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("takes 5 input channels; pictures have 1 (grey), 3 (colours) or 4")
                .hasMessageContaining("as arrays, images/SPLIT/NAME.npy (C×H×W) with labels/SPLIT/NAME.npy (H×W)");
    }

    @Test
    void a_grey_network_gets_the_luma_of_colours_and_grey_as_it_is() {
        RgbImage colours = RgbImage.of(2, 2, new int[] {0xFF0000, 0x00FF00, 0x0000FF, 0x777777});

        float[] grey = Preprocessing.of(card(ChannelOrder.RGB, 2, 2, 1)).tensor(colours);

        // 0.299, 0.587 and 0.114 of 255
        assertThat(grey).containsExactly(76, 150, 29, 0x77);
    }

    @Test
    void a_network_of_four_channels_gets_the_opacity_last() {
        RgbImage half = RgbImage.withOpacity(2, 1, new int[] {0x800A141E, 0xFF28323C});
        Preprocessing rgba = Preprocessing.of(card(ChannelOrder.BGR, 1, 2, 4));

        assertThat(rgba.tensor(half)).containsExactly(30, 60, 20, 50, 10, 40, 128, 255);
        assertThat(rgba.tensor(half.resized(4, 1).resized(2, 1))).endsWith(144, 239);
        assertThat(rgba.tensor(RgbImage.of(1, 1, new int[] {0}).resized(2, 1))).endsWith(255, 255);
    }

    /** The values are Pillow's, for the same picture of single precision: {@code resize((3, 3), BILINEAR)}. */
    @Test
    void pictures_of_classifiers_shrink_without_skipping_pixels() {
        int[] pixels = new int[6 * 6];
        for (int p = 0; p < pixels.length; p++) {
            pixels[p] = (p % 6 * 7 + p / 6 * 13) % 50 * 5 * 0x010101;
        }

        float[] seen = classifier(3, 3, Optional.of(1.0)).tensor(RgbImage.of(6, 6, pixels));

        assertThat(Arrays.copyOf(seen, 9))
                .containsExactly(
                        new float[] {
                            71.42857f,
                            129.46428f,
                            165.81633f,
                            142.85715f,
                            125,
                            107.14286f,
                            84.18368f,
                            120.53571f,
                            132.65306f
                        },
                        within(EXACT));
    }

    @Test
    void the_crop_is_a_share_of_the_shorter_side() {
        RgbImage picture = RgbImage.of(8, 6, new int[48]);

        assertThat(classifier(3, 3, Optional.of(1.0)).view(picture)).isEqualTo(new View(0, 1, 6, 6, false));
        assertThat(classifier(3, 3, Optional.empty()).view(picture))
                .isEqualTo(new View(0.375, 1.375, 5.25, 5.25, false));
        assertThat(classifier(6, 8, Optional.empty()).view(picture)).isEqualTo(View.whole(picture));
        assertThat(classifier(6, 8, Optional.of(0.5)).view(picture)).isEqualTo(new View(1.5, 2, 3, 4, false));
    }

    private static Preprocessing classifier(int height, int width, Optional<Double> crop) {
        InputSpec input = new InputSpec(
                "x",
                List.of(height, width),
                ChannelOrder.RGB,
                Collections.nCopies(3, 0.0),
                Collections.nCopies(3, 1.0),
                crop);
        OutputSpec output = new OutputSpec("y", OutputKind.LOGITS, Task.CLASSIFICATION);
        return Preprocessing.of(new NetworkCard("n", input, output, List.of("a", "b")));
    }

    private static NetworkCard card(ChannelOrder order, int height, int width, int channels) {
        List<Double> mean = channels == 3 ? List.of(1.0, 2.0, 3.0) : Collections.nCopies(channels, 0.0);
        List<Double> std = channels == 3 ? List.of(1.0, 2.0, 3.0) : Collections.nCopies(channels, 1.0);
        return new NetworkCard(
                "toy",
                new InputSpec("input", List.of(height, width), order, mean, std),
                new OutputSpec("logits", OutputKind.LOGITS),
                List.of("a", "b"));
    }
}
