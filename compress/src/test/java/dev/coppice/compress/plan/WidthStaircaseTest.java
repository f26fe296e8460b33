package dev.coppice.compress.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WidthStaircaseTest {
    private static final WidthStaircase STAIRCASE = new WidthStaircase(List.of(4, 8, 12, 16, 32, 48), 16, "a machine");

    @ParameterizedTest
    @CsvSource({"1, 4", "4, 4", "13, 16", "17, 32", "48, 48", "49, 64", "64, 64", "65, 80", "1000, 1008"})
    void a_count_is_on_the_step_of_the_next_edge_which_go_on_in_blocks(int channels, int edge) {
        assertThat(STAIRCASE.edge(channels)).isEqualTo(edge);
    }

    @Test
    void a_layer_keeps_edges_and_what_is_above_its_size_stands_for_all_of_it() {
        assertThat(STAIRCASE.counts(48, 1, 48)).containsExactly(4, 8, 12, 16, 32, 48);
        assertThat(STAIRCASE.counts(60, 1, 60)).containsExactly(4, 8, 12, 16, 32, 48, 64);
        assertThat(STAIRCASE.counts(6, 1, 6)).containsExactly(4, 8);
        assertThat(STAIRCASE.counts(1, 1, 1)).containsExactly(4);
    }

    @Test
    void coupled_channels_of_several_channels_are_counted_by_their_channels() {
        assertThat(STAIRCASE.counts(16, 1, 64)).containsExactly(1, 2, 3, 4, 8, 12, 16);
    }

    @Test
    void bundles_that_miss_an_edge_come_as_near_to_it_from_below_as_they_can() {
        assertThat(STAIRCASE.counts(48, 8, 48)).containsExactly(8, 16, 32, 48);
        assertThat(STAIRCASE.counts(48, 3, 48)).containsExactly(3, 6, 12, 15, 30, 48);
        assertThat(STAIRCASE.counts(40, 20, 40)).containsExactly(20, 40);
    }

    @Test
    void multiples_are_those_of_the_number_and_the_bundle() {
        assertThat(ChannelWidths.ANY.counts(4, 1, 8)).containsExactly(1, 2, 3, 4);
        assertThat(new WidthMultiples(8).counts(30, 1, 30)).containsExactly(8, 16, 24, 32);
        assertThat(new WidthMultiples(8).counts(48, 3, 48)).containsExactly(24, 48);
    }

    @Test
    void widths_say_what_they_are() {
        assertThat(STAIRCASE.note())
                .contains(
                        "channel counts are on the edges of the staircase of a machine: 4, 8, 12, 16, 32, 48 and on in"
                                + " blocks of 16");
        assertThat(new WidthMultiples(8).note()).contains("channel counts are multiples of 8");
        assertThat(ChannelWidths.ANY.note()).isEmpty();
        assertThat(STAIRCASE.fingerprint().text()).isEqualTo("staircase 4/8/12/16/32/48 by 16");
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> new WidthStaircase(List.of(8, 4), 16, "a machine"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "A staircase of widths has edges [8, 4] and the block 16, expected ascending counts from 1 on,"
                                + " and a block of at least 1. Measure it anew.");
        assertThatThrownBy(() -> new WidthStaircase(List.of(4), 0, "a machine")).hasMessageContaining("the block 0");
    }
}
