package dev.coppice.compress.channel.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IndicesTest {
    private static final Indices ROW = Indices.along(3, 1, 1, 2, 3);

    @Test
    void expands_by_repeating() {
        assertThat(ROW.expand(2, 3, 2).atoms()).containsExactly(1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3);
    }

    @Test
    void expands_between_other_axes() {
        Indices pages = Indices.along(1, 0, 1, 2, 3, 4, 5, 6).withLengths(2, 1, 3);

        assertThat(pages.expand(2, 2, 3).atoms()).containsExactly(1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6);
    }

    @Test
    void selects_between_other_axes() {
        Indices cube = Indices.along(1, 0, 1, 2, 3, 4, 5, 6, 7, 8).withLengths(2, 2, 2);

        assertThat(cube.select(1, 1).atoms()).containsExactly(3, 4, 7, 8);
        assertThat(cube.select(1, 1, 0).atoms()).containsExactly(3, 4, 1, 2, 7, 8, 5, 6);
        assertThat(cube.select(0, 1).atoms()).containsExactly(5, 6, 7, 8);
    }

    @Test
    void print_lengths_and_atoms() {
        assertThat(ROW).hasToString("[1, 3, 1] [1, 2, 3]");
    }

    @Test
    void compacts_what_it_expanded() {
        assertThat(ROW.expand(2, 3, 2).compact()).hasToString(ROW.toString());
    }

    @Test
    void transposes() {
        Indices square = Indices.along(1, 0, 1, 2, 3, 4, 5, 6).withLengths(2, 3);

        assertThat(square.transpose(1, 0).atoms()).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void selects_and_fills_with_what_is_fixed() {
        assertThat(ROW.select(1, -1, 2, 0).atoms()).containsExactly(Indices.FIXED, 3, 1);
        assertThat(ROW.select(0, 5)).isSameAs(ROW);
    }

    @Test
    void joins_along_an_axis() {
        Indices square = Indices.along(1, 0, 1, 2, 3, 4).withLengths(2, 2);

        assertThat(Indices.concat(1, List.of(square, Indices.along(1, 0, 5, 6).withLengths(2, 1)))
                        .atoms())
                .containsExactly(1, 2, 5, 3, 4, 6);
    }
}
