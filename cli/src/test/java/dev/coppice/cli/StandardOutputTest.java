package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.cli.terminal.PlainProgress;
import dev.coppice.models.measure.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardOutputTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private String model = "";

    @BeforeEach
    void write_toys() throws IOException {
        model = Toys.model(folder).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect MODEL", "inspect MODEL --json", "inspect --help", "--help", "--version"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no /dev/full")
    void results_that_do_not_arrive_are_a_failure(String words) throws IOException {
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            assertThat(run(full, words.replace("MODEL", model).split(" "))).isEqualTo(ExitCode.FAILED);
        }

        assertThat(errors.toString(StandardCharsets.UTF_8))
                .isEqualTo("Results cannot be written to standard output: no space left on device.\n");
    }

    @Test
    void a_reader_who_has_seen_enough_is_none() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        assertThat(run(closed, "inspect", model)).isEqualTo(ExitCode.DONE);
        assertThat(errors.size()).isZero();
    }

    private int run(OutputStream out, String... args) {
        PrintStream err = new PrintStream(errors, true, StandardCharsets.UTF_8);
        return Coppice.run(new Console(out, err, new PlainProgress(err, System::nanoTime), new Cancellation()), args);
    }
}
