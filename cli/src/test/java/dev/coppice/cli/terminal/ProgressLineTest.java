package dev.coppice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {
    private static final ProgressLine TRAINING = new ProgressLine(
            "Training",
            "120 of 1840",
            List.of("1.5 s each", "43 min 12 s left"),
            List.of("epoch 2 of 20", "6.1 images/s", "rate 0.001", "loss 0.4321", "mIoU 0.5890", "best 0.5890"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | Training: 120 of 1840, 43 min 12 s left, epoch 2 of 20, 6.1 images/s, rate 0.001, loss 0.4321,"
                        + " mIoU 0.5890, best 0.5890",
                "80 | Training: 120 of 1840, 43 min 12 s left, loss 0.4321, mIoU 0.5890, best 0.5890",
                "60 | Training: 120 of 1840, mIoU 0.5890, best 0.5890",
                "40 | 120 of 1840, mIoU 0.5890, best 0.5890"
            })
    void the_accuracy_is_seen_on_a_terminal_of_any_usual_width(int columns, String expected) {
        assertThat(TRAINING.within(columns - 1)).isEqualTo(expected).hasSizeLessThan(columns);
    }

    @Test
    void everything_is_said_where_there_is_room() {
        assertThat(TRAINING.within(200))
                .isEqualTo("Training: 120 of 1840, 1.5 s each, 43 min 12 s left, epoch 2 of 20, 6.1 images/s,"
                        + " rate 0.001, loss 0.4321, mIoU 0.5890, best 0.5890");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60 | evaluate deeplabv3_resnet50 o…: 12 of 101, 3.4/s, 26 s left",
                "40 | evaluate de…: 12 of 101, 26 s left",
                "20 | 12 of 101"
            })
    void the_name_is_shortened_first(int columns, String expected) {
        ProgressLine line = new ProgressLine(
                "evaluate deeplabv3_resnet50 on val", "12 of 101", List.of("3.4/s", "26 s left"), List.of());

        assertThat(line.within(columns - 1)).isEqualTo(expected).hasSizeLessThan(columns);
    }
}
