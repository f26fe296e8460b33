package dev.coppice.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Palette;
import dev.coppice.models.data.RgbImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExamplePictureTest {
    private static final List<String> CLASSES = List.of("road", "sky");

    @Test
    void shows_image_label_and_predictions_side_by_side_over_a_legend() {
        RgbImage image = RgbImage.of(
                200, 100, IntStream.range(0, 20_000).map(i -> 0x123456).toArray());
        LabelMap road = LabelMap.of(200, 100, new byte[20_000]);
        ExamplePicture.Row row = new ExamplePicture.Row(image, List.of(road, road));

        RgbImage picture = ExamplePicture.draw(List.of(row, row), List.of("label", "after"), CLASSES);

        int top = 8 + 24;
        assertThat(picture.width()).isEqualTo(8 + 3 * 208);
        assertThat(picture.pixel(8, top)).isEqualTo(0x123456);
        assertThat(picture.pixel(8 + 208, top)).isEqualTo(Palette.of(CLASSES).colour(0));
        int legend = top + 2 * 108;
        assertThat(picture.pixel(8, legend)).isEqualTo(Palette.of(CLASSES).colour(0));
        assertThat(picture.height()).isEqualTo(legend + 24 + 8);
    }

    @Test
    void headings_are_as_far_apart_as_they_are_long_and_void_has_a_colour() {
        RgbImage image = RgbImage.of(4, 4, new int[16]);
        LabelMap road = LabelMap.of(4, 4, new byte[16]);
        byte[] unlabelled = new byte[16];
        unlabelled[3] = (byte) ExampleSet.UNLABELLED;
        String title = "low-passed to 1/16x1/16";

        RgbImage full = ExamplePicture.draw(
                List.of(new ExamplePicture.Row(image, List.of(road, road))), List.of(title, title), CLASSES);
        RgbImage open = ExamplePicture.draw(
                List.of(new ExamplePicture.Row(image, List.of(LabelMap.of(4, 4, unlabelled), road))),
                List.of(title, title),
                CLASSES);

        assertThat(full.width()).isEqualTo(8 + 3 * (Letters.width(title) + 8));
        assertThat(blackSwatches(open)).isEqualTo(blackSwatches(full) + 1);
    }

    /** Swatches of void in the legend, which is the last line of a wide picture. */
    private static int blackSwatches(RgbImage picture) {
        int row = picture.height() - 8 - 12;
        int count = 0;
        for (int x = 1; x < picture.width() - 16; x++) {
            boolean starts = picture.pixel(x, row) == Palette.IGNORED && picture.pixel(x - 1, row) != Palette.IGNORED;
            boolean whole = IntStream.range(x, x + 16).allMatch(i -> picture.pixel(i, row) == Palette.IGNORED);
            count += starts && whole ? 1 : 0;
        }
        return count;
    }

    @Test
    void letters_without_fonts_are_where_their_dots_say() {
        // a vertical bar of 7 dots and a foot of 5
        assertThat(PixelFont.dot('L', 0, 6)).isTrue();
        assertThat(PixelFont.dot('L', 4, 6)).isTrue();
        assertThat(PixelFont.dot('L', 4, 5)).isFalse();
        assertThat(PixelFont.width("abc")).isEqualTo(18);
    }
}
