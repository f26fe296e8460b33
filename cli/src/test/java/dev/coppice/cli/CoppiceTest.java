package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.cli.terminal.PlainProgress;
import dev.coppice.models.measure.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CoppiceTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void the_version_goes_to_standard_output() {
        assertThat(run("--version")).isEqualTo(ExitCode.DONE);

        assertThat(text(out)).startsWith("coppice ").doesNotContain("${");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void the_help_tells_the_exit_codes() {
        assertThat(run("--help")).isEqualTo(ExitCode.DONE);

        assertThat(text(out)).contains("Usage: coppice", "130   interrupted");
    }

    @Test
    void an_unknown_option_is_named_without_a_stack_trace() {
        assertThat(run("--frobnicate")).isEqualTo(ExitCode.WRONG_INPUT);

        assertThat(text(err)).contains("'--frobnicate'").doesNotContain("at dev.coppice", "Exception");
    }

    private int run(String... args) {
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                errors,
                new PlainProgress(errors, System::nanoTime),
                new Cancellation());
        return Coppice.run(console, args);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
