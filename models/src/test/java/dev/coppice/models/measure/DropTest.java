package dev.coppice.models.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DropTest {
    @Test
    void a_loss_is_above_zero_and_a_gain_below() {
        assertThat(Drop.text(Drop.of(0.6566, 0.6077), "-")).isEqualTo("4.89");
        assertThat(Drop.text(Drop.of(0.5894, 0.5906), "-")).isEqualTo("-0.12");
    }

    @Test
    void nothing_has_no_sign() {
        assertThat(Drop.text(Drop.of(0.5, 0.5), "-")).isEqualTo("0.00");
        assertThat(Drop.text(-0.00004, "-")).isEqualTo("0.00");
        assertThat(Drop.text(-0.00006, "-")).isEqualTo("-0.01");
    }

    @Test
    void what_was_not_measured_has_no_drop() {
        assertThat(Drop.text(Drop.of(0.5, Double.NaN), "–")).isEqualTo("–");
    }
}
