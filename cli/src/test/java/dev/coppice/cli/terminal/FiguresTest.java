package dev.coppice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void counts_come_in_steps_of_a_thousand() {
        assertThat(Figures.count(999)).isEqualTo("999");
        assertThat(Figures.count(1_090_000)).isEqualTo("1.09 M");
        assertThat(Figures.count(13_740_000_000L)).isEqualTo("13.74 G");
    }

    @Test
    void sizes_carry_their_unit() {
        assertThat(Figures.bytes(17)).isEqualTo("17 B");
        assertThat(Figures.bytes(4_360_000)).isEqualTo("4.36 MB");
    }

    @Test
    void what_does_not_exist_is_a_dash() {
        assertThat(Figures.accuracy(Double.NaN)).isEqualTo("-");
        assertThat(Figures.drop(Double.NaN)).isEqualTo("-");
        assertThat(Figures.share(0, 0)).isEqualTo("-");
    }
}
