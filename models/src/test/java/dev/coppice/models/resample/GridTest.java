package dev.coppice.models.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GridTest {
    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource({"1/2,360,180", "1/2,45,23", "3/4,10,8", "1,7,7"})
    void rounds_up(String grid, int size, int expected) {
        assertThat(Grid.parse(grid).of(size)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/2", "3/2", "-1/2", "a/b", "1/2/3", "", "1/0", "0.5"})
    void refuses_what_is_no_fraction_in_range(String text) {
        assertThatThrownBy(() -> Grid.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("such as 1/2");
    }

    @Test
    void survives_as_node_attributes() {
        Resample resample = new Resample(Resampling.DCT, new Grid(1, 4));

        assertThat(Resample.of(resample.node("x", "y"))).isEqualTo(resample);
    }
}
