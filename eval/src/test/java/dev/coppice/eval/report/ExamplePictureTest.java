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
    void letters_are_where_their_dots_say() {
        Canvas canvas = new Canvas(20, 20);

        canvas.text(0, 0, "L");

        // a vertical bar of 7 dots and a foot of 5
        assertThat(canvas.image().pixel(1, 13)).isNotEqualTo(0xFFFFFF);
        assertThat(canvas.image().pixel(9, 13)).isNotEqualTo(0xFFFFFF);
        assertThat(canvas.image().pixel(9, 11)).isEqualTo(0xFFFFFF);
        assertThat(PixelFont.width("abc")).isEqualTo(18);
    }
}
