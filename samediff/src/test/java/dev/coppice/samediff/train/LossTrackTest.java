package dev.coppice.samediff.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossTrackTest {
    @Test
    void the_mean_begins_anew_after_a_validation_and_the_first_loss_stays() {
        LossTrack track = LossTrack.NONE.after(4).after(2);

        assertThat(track.mean()).isEqualTo(3);
        assertThat(track.validated().after(1).mean()).isEqualTo(1);
        assertThat(track.validated().after(1).limit()).isEqualTo(80);
    }

    @Test
    void diverges_after_50_steps_in_a_row_above_20_times_the_first_loss() {
        LossTrack track = LossTrack.NONE.after(2);
        for (int i = 0; i < 49; i++) {
            track = track.after(40.1);
        }

        assertThat(track.diverges()).isFalse();
        assertThat(track.validated().after(41).diverges()).isTrue();
        assertThat(track.after(39.9).after(41).diverges()).isFalse();
    }

    @Test
    void a_small_first_loss_does_not_make_a_usual_one_high() {
        assertThat(LossTrack.NONE.after(0.001).after(19).high()).isZero();
        assertThat(LossTrack.NONE.after(0.001).after(21).high()).isEqualTo(1);
    }
}
