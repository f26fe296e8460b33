package dev.coppice.samediff.train.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.kit.TinyTask;
import org.junit.jupiter.api.Test;

/** Test of the pictures that a calibration takes. */
class CalibrationTest {
    @Test
    void pictures_are_spread_over_the_split() {
        assertThat(new Calibration(new TinyTask(10), 4).names()).containsExactly("p0", "p2", "p5", "p7");
        assertThat(new Calibration(new TinyTask(2), 4).names()).containsExactly("p0", "p1");
    }
}
