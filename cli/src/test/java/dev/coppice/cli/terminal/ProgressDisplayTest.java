package dev.coppice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.measure.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String REWRITE = "\r\u001b[K";
    private static final String UP = "\u001b[1A\u001b[K";
    private static final List<String> STAGES = List.of("planning", "retraining", "timing");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    private final AtomicLong clock = new AtomicLong();

    @Test
    void a_terminal_line_is_rewritten_in_place_and_put_away() {
        TerminalProgress progress = terminal(80);

        progress.update("read", 0, 4, "");
        clock.set(SECOND);
        progress.update("read", 2, 4, "");
        progress.finish();
        progress.finish();

        assertThat(text()).isEqualTo("read: 0 of 4" + REWRITE + "read: 2 of 4, 2.0/s, 1 s left" + REWRITE);
    }

    @Test
    void a_terminal_shows_the_stages_ahead_and_the_time_of_those_that_ended() {
        TerminalProgress progress = terminal(80);

        progress.stage(new Stage(1, STAGES));
        progress.update("scoring", 1, 2, "");
        clock.set(3 * SECOND);
        progress.stage(new Stage(2, STAGES));
        progress.finish();

        assertThat(text())
                .isEqualTo("1 of 3 planning, then retraining, timing" + REWRITE
                        + "1 of 3 planning, then retraining, timing\nscoring: 1 of 2" + REWRITE + UP
                        + "1 of 3 planning, 3 s\n2 of 3 retraining, then timing" + REWRITE
                        + "2 of 3 retraining, 0 s\n");
    }

    @Test
    void no_half_count_stays_of_a_task_that_another_interrupts() {
        TerminalProgress progress = terminal(80);

        progress.update("train", 5, 10, "");
        progress.update("validate", 1, 3, "");
        progress.update("train", 6, 10, "");

        assertThat(text()).isEqualTo("train: 5 of 10" + REWRITE + "validate: 1 of 3" + REWRITE + "train: 6 of 10");
    }

    @Test
    void quiet_keeps_messages_and_nothing_else() {
        List<ProgressDisplay> both = List.of(terminal(80), new PlainProgress(out, clock::get));
        both.forEach(display -> {
            display.show(Verbosity.QUIET);
            display.stage(new Stage(1, STAGES));
            display.update("train", 0, 10, "");
            clock.addAndGet(100 * SECOND);
            display.update("train", 10, 10, "");
            display.course("point 1 of 2");
            display.message("warning");
            display.finish();
        });

        assertThat(text()).isEqualTo("warning\nwarning\n");
    }

    @Test
    void verbose_keeps_the_end_of_every_task() {
        List<ProgressDisplay> both = List.of(terminal(80), new PlainProgress(out, clock::get));
        both.forEach(display -> {
            display.show(Verbosity.VERBOSE);
            display.update("read", 3, 3, "");
            display.finish();
        });

        assertThat(text()).isEqualTo("read: 3 of 3\nread: 3 of 3\n");
    }

    @Test
    void colours_stand_only_where_they_are_wanted() {
        new TerminalProgress(out, new Screen(80, true), clock::get).stage(new Stage(1, List.of("planning")));

        assertThat(text()).isEqualTo("\u001b[1m1 of 1 planning\u001b[0m");
    }

    @Test
    void settings_are_known_by_their_options() {
        InvalidInputException problem =
                new InvalidInputException(names -> "Give " + names.of(Setting.REGION) + " all.");

        assertThat(terminal(80).told(problem)).isEqualTo("Give --truncate-from all.");
        assertThat(new PlainProgress(out, clock::get).told(problem)).isEqualTo("Give --truncate-from all.");
    }

    @Test
    void a_terminal_is_not_redrawn_for_every_item() {
        TerminalProgress progress = terminal(80);

        for (int item = 0; item < 1000; item++) {
            progress.update("read", item, 2000, "");
        }

        assertThat(text()).isEqualTo("read: 0 of 2000");
    }

    @Test
    void a_terminal_line_never_wraps() {
        TerminalProgress progress = terminal(20);

        progress.update("a rather long task", 1, 2, "");

        assertThat(text()).isEqualTo("1 of 2");
    }

    @Test
    void a_message_stays_above_the_line_being_rewritten() {
        TerminalProgress progress = terminal(80);

        progress.update("read", 0, 4, "");
        progress.message("skipped one");

        assertThat(text()).isEqualTo("read: 0 of 4" + REWRITE + "skipped one\nread: 0 of 4");
    }

    @Test
    void a_log_gets_whole_lines_ever_more_rarely_and_one_at_the_end_of_a_task() {
        PlainProgress progress = new PlainProgress(out, clock::get);

        for (int second = 0; second <= 80; second++) {
            clock.set(second * SECOND);
            progress.update("train", second, 80, "");
        }

        assertThat(text())
                .isEqualTo("train: 10 of 80, 1.0/s, 1 min 10 s left\ntrain: 30 of 80, 1.0/s, 50 s left\n"
                        + "train: 70 of 80, 1.0/s, 10 s left\ntrain: 80 of 80, 1.0/s, 1 min 20 s\n");
    }

    @Test
    void a_short_task_within_a_long_one_neither_silences_it_nor_fills_the_log() {
        PlainProgress progress = new PlainProgress(out, clock::get);

        for (int step = 0; step <= 30; step++) {
            clock.set(step * SECOND);
            progress.update("train", step, 100, "");
            progress.update("validate", 3, 3, "");
        }

        assertThat(text())
                .isEqualTo("train: 10 of 100, 1.0/s, 1 min 30 s left\ntrain: 30 of 100, 1.0/s, 1 min 10 s left\n");
    }

    @Test
    void a_log_has_the_end_of_every_task_that_it_has_a_beginning_of() {
        PlainProgress progress = new PlainProgress(out, clock::get);
        for (int second = 0; second <= 12; second++) {
            clock.set(second * SECOND);
            progress.update("evaluate", second, 12, "");
        }

        // again, in less than the time between two lines of a task
        for (int second = 13; second <= 20; second++) {
            clock.set(second * SECOND);
            progress.update("evaluate", second - 12, 8, "");
        }

        assertThat(text()).isEqualTo("evaluate: 10 of 12, 1.0/s, 2 s left\nevaluate: 12 of 12, 1.0/s, 12 s\n");
    }

    @Test
    void a_log_has_the_last_state_of_a_task_that_ended_early_with_its_stage() {
        PlainProgress progress = new PlainProgress(out, clock::get);
        progress.stage(new Stage(2, STAGES));
        for (int second = 0; second <= 12; second++) {
            clock.set(second * SECOND);
            progress.update("train", second, 100, "mIoU 0.5");
        }

        progress.stage(new Stage(3, STAGES));
        progress.finish();

        assertThat(text())
                .isEqualTo("2 of 3 retraining\ntrain: 10 of 100, 1.0/s, 1 min 30 s left, mIoU 0.5\n"
                        + "train: 12 of 100, 1.0/s, 1 min 28 s left, mIoU 0.5\n3 of 3 timing\n");
    }

    private TerminalProgress terminal(int columns) {
        return new TerminalProgress(out, new Screen(columns, false), clock::get);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
