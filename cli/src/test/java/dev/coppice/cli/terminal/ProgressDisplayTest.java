package dev.coppice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String REWRITE = "\r\u001b[K";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    private final AtomicLong clock = new AtomicLong();

    @Test
    void a_terminal_line_is_rewritten_in_place_and_ended_once() {
        TerminalProgress progress = new TerminalProgress(out, 80, clock::get);

        progress.update("read", 0, 4, "");
        clock.set(SECOND);
        progress.update("read", 2, 4, "");
        progress.finish();
        progress.finish();

        assertThat(text())
                .isEqualTo(REWRITE + "read: 0 of 4" + REWRITE + "read: 2 of 4, 2.0/s, 1 s left" + REWRITE
                        + "read: 2 of 4, 2.0/s, 1 s left\n");
    }

    @Test
    void settings_are_known_by_their_options() {
        InvalidInputException problem =
                new InvalidInputException(names -> "Give " + names.of(Setting.REGION) + " all.");

        assertThat(new TerminalProgress(out, 80, clock::get).told(problem)).isEqualTo("Give --truncate-from all.");
        assertThat(new PlainProgress(out, clock::get).told(problem)).isEqualTo("Give --truncate-from all.");
    }

    @Test
    void a_terminal_is_not_redrawn_for_every_item() {
        TerminalProgress progress = new TerminalProgress(out, 80, clock::get);

        for (int item = 0; item < 1000; item++) {
            progress.update("read", item, 2000, "");
        }

        assertThat(text()).isEqualTo(REWRITE + "read: 0 of 2000");
    }

    @Test
    void a_terminal_line_never_wraps() {
        TerminalProgress progress = new TerminalProgress(out, 20, clock::get);

        progress.update("a rather long task", 1, 2, "");

        assertThat(text()).isEqualTo(REWRITE + "1 of 2");
    }

    @Test
    void a_message_stays_above_the_line_being_rewritten() {
        TerminalProgress progress = new TerminalProgress(out, 80, clock::get);

        progress.update("read", 0, 4, "");
        progress.message("skipped one");

        assertThat(text()).isEqualTo(REWRITE + "read: 0 of 4" + REWRITE + "skipped one\n" + REWRITE + "read: 0 of 4");
    }

    @Test
    void a_log_gets_whole_lines_seconds_apart_and_one_at_the_end_of_a_task() {
        PlainProgress progress = new PlainProgress(out, clock::get);

        for (int second = 0; second <= 8; second++) {
            clock.set(second * SECOND);
            progress.update("train", second, 8, "");
        }

        assertThat(text()).isEqualTo("train: 5 of 8, 1.0/s, 3 s left\ntrain: 8 of 8, 1.0/s, 8 s\n");
    }

    @Test
    void a_short_task_within_a_long_one_neither_silences_it_nor_fills_the_log() {
        PlainProgress progress = new PlainProgress(out, clock::get);

        for (int step = 0; step <= 10; step++) {
            clock.set(step * SECOND);
            progress.update("train", step, 100, "");
            progress.update("validate", 3, 3, "");
        }

        assertThat(text())
                .isEqualTo("validate: 3 of 3\ntrain: 5 of 100, 1.0/s, 1 min 35 s left\nvalidate: 3 of 3\n"
                        + "train: 10 of 100, 1.0/s, 1 min 30 s left\nvalidate: 3 of 3\n");
    }

    @Test
    void a_log_has_the_end_of_every_task_that_it_has_a_beginning_of() {
        PlainProgress progress = new PlainProgress(out, clock::get);
        for (int second = 0; second <= 6; second++) {
            clock.set(second * SECOND);
            progress.update("evaluate", second, 6, "");
        }

        // again, in less than the time between two lines of a task
        for (int second = 7; second <= 10; second++) {
            clock.set(second * SECOND);
            progress.update("evaluate", second - 6, 4, "");
        }
        // and again, longer
        for (int second = 20; second <= 27; second++) {
            clock.set(second * SECOND);
            progress.update("evaluate", second - 20, 7, "");
        }

        assertThat(text())
                .isEqualTo("evaluate: 5 of 6, 1.0/s, 1 s left\nevaluate: 6 of 6, 1.0/s, 6 s\n"
                        + "evaluate: 5 of 7, 1.0/s, 2 s left\nevaluate: 7 of 7, 1.0/s, 7 s\n");
    }

    @Test
    void a_log_has_the_last_state_of_a_task_that_ended_early() {
        PlainProgress progress = new PlainProgress(out, clock::get);
        for (int second = 0; second <= 7; second++) {
            clock.set(second * SECOND);
            progress.update("train", second, 100, "mIoU 0.5");
        }

        progress.finish();
        progress.finish();

        assertThat(text())
                .isEqualTo("train: 5 of 100, 1.0/s, 1 min 35 s left, mIoU 0.5\n"
                        + "train: 7 of 100, 1.0/s, 1 min 33 s left, mIoU 0.5\n");
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
