package dev.coppice.models;

import static org.assertj.core.api.Assertions.assertThat;

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
}
