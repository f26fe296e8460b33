package dev.coppice.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueRangeTest {
    @Test
    void both_ends_belong_to_a_range_and_decimals_stay_exact() {
        assertThat(ValueRange.expand("--prune", List.of("none", "0.1:0.8:0.1", "0.85")))
                .containsExactly("none", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.85");
        assertThat(ValueRange.expand("--macs", List.of("0.5:0.6:0.25"))).containsExactly("0.5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1:0.8",
                "0.8:0.1:0.1",
                "0.1:0.8:0",
                "0.1:0.8:-1",
                "a:b:c",
                ":::",
                "0:1:1e-9",
                "0.1:0.2:0.1:1",
                "0:1e999999999:1"
            })
    void what_is_no_range_is_refused(String text) {
        assertThatThrownBy(() -> ValueRange.expand("--prune", List.of(text)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(
                        "--prune is '" + text + "', expected a range first:last:step such as 0.1:0.8:0.1");
    }
}
