package dev.coppice.models.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GridTest {
    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource({"1/2,360,180", "1/2,45,23", "3/4,10,8", "1,7,7"})
    void rounds_up(String grid, int size, int expected) {
        assertThat(Grid.parse(grid).samples(0, size)).isEqualTo(expected);
        assertThat(Grid.parse(grid).samples(1, size)).isEqualTo(expected);
    }

    @Test
    void height_and_width_may_differ() {
        Grid grid = Grid.parse("3/4 x 1/3");

        assertThat(grid).isEqualTo(new Grid(3, 4, 1, 3)).hasToString("3/4x1/3");
        assertThat(grid.id()).isEqualTo("3_4x1_3");
        assertThat(grid.samples(0, 10)).isEqualTo(8);
        assertThat(grid.samples(1, 10)).isEqualTo(4);
        assertThat(Grid.parse(grid.toString())).isEqualTo(grid);
    }

    @Test
    void a_volume_has_a_fraction_for_its_depth_too() {
        Grid grid = Grid.parse("1x1/2x1/4");

        assertThat(grid.share(2)).isEqualTo(new Grid.Share(1, 4));
        assertThat(grid.fits(3)).isTrue();
        assertThat(grid.fits(2)).isFalse();
        assertThat(Grid.parse("1/2x1/2x2/4")).isEqualTo(new Grid(1, 2));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"1/2x1/2,1/2", "1/2x2/4,1/2", "1x1/1,1/1", "2/4,2/4", "1x1/2,1/1x1/2"})
    void equal_axes_are_written_once(String text, String expected) {
        assertThat(Grid.parse(text)).isEqualTo(Grid.parse(expected)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0/2",
                "3/2",
                "-1/2",
                "a/b",
                "1/2/3",
                "",
                "1/0",
                "0.5",
                "1/2x",
                "x1/2",
                "1/2x1/4x1/8x1/2",
                "1/2x3/2",
                "1/2,1/4"
            })
    void refuses_what_is_no_fraction_in_range(String text) {
        assertThatThrownBy(() -> Grid.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("such as 1/2");
    }

    @ParameterizedTest
    @CsvSource({"1/4,kind p q", "1/4x2/3,kind p q r s", "1/1x1/2x1/4,kind p q r s t u"})
    void survives_as_node_attributes(String grid, String names) {
        Resample resample = new Resample(Resampling.DCT, Grid.parse(grid));
        Node node = resample.node("x", "y");

        assertThat(Resample.of(node)).isEqualTo(resample);
        assertThat(node.attributes().asMap().keySet()).containsExactly(names.split(" "));
    }
}
