package dev.coppice.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.data.RgbImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeatMapTest {
    private static final int LINE = 24;

    @Test
    void the_largest_number_has_the_darkest_cell() {
        HeatMap map = new HeatMap(
                List.of("title"),
                List.of("0.5", "0.75"),
                List.of(new HeatMap.Row("a", List.of(0.0, 10.0)), new HeatMap.Row("b", List.of(Double.NaN, -1.0))));

        RgbImage picture = map.draw();

        int top = 8 + 2 * LINE + 2;
        int left = 8 + 12 + 8 + 2;
        assertThat(picture.pixel(left, top)).isEqualTo(0xFFFFFF);
        assertThat(picture.pixel(left + 96, top)).isEqualTo(0xF06048);
        assertThat(picture.pixel(left, top + LINE)).isEqualTo(0xD8D8D8);
        assertThat(picture.pixel(left + 96, top + LINE)).as("a gain").isEqualTo(0xFFFFFF);
    }

    @Test
    void grows_with_its_rows_and_not_with_their_names() {
        List<HeatMap.Row> rows = IntStream.range(0, 120)
                .mapToObj(i -> new HeatMap.Row("block/".repeat(20) + i, List.of(1.0)))
                .toList();

        RgbImage picture = new HeatMap(List.of("title"), List.of("0.5"), rows).draw();

        assertThat(picture.height()).isEqualTo(8 + (2 + 120) * LINE + 8);
        assertThat(picture.width()).isLessThan(800);
    }

    @Test
    void a_title_of_any_length_fits_on_a_picture() {
        HeatMap map =
                new HeatMap(List.of("W".repeat(300_000)), List.of("0.5"), List.of(new HeatMap.Row("a", List.of(1.0))));

        assertThat(map.draw().width()).isLessThan(4000);
    }
}
