package dev.coppice.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NearNamesTest {
    @Test
    void the_three_nearest_come_first_by_how_many_letters_change() {
        assertThat(NearNames.of("lefd", Stream.of("right", "a", "lift", "left", "lft")))
                .containsExactly("left", "lift", "lft");
    }

    @Test
    void names_as_near_keep_their_order_and_come_once() {
        assertThat(NearNames.of("x1", Stream.of("x2", "x3", "x2"))).containsExactly("x2", "x3");
    }

    @Test
    void slips_are_letters_inserted_left_out_replaced_or_swapped() {
        assertThat(NearNames.distance("prune", "prune")).isZero();
        assertThat(NearNames.distance("prnue", "prune")).isOne();
        assertThat(NearNames.distance("prun", "prune")).isOne();
        assertThat(NearNames.distance("prrune", "prune")).isOne();
        assertThat(NearNames.distance("brine", "prune")).isEqualTo(2);
    }

    @Test
    void what_was_meant_is_near() {
        assertThat(NearNames.meant("--min-rato", List.of("--min-ratio", "--max-ratio")))
                .containsExactly("--min-ratio");
        assertThat(NearNames.meant("--xyzzy", List.of("--min-ratio"))).isEmpty();
    }
}
