package dev.coppice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownWordTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compres x | There is no command 'compres'. Did you mean compress?",
                "frobnicate | There is no command 'frobnicate'.",
                "prune m.onnx --prnue 0.5 --out o.onnx | There is no option '--prnue'. Did you mean --prune?",
                "prune m.onnx --out o.onnx --macs=1 --vebose=1 | There is no option '--vebose'. Did you mean --verbose?",
                "prune m.onnx --out o.onnx --xyzzy | There is no option '--xyzzy'.",
                "demo twice | 'twice' is one argument too many."
            })
    void what_was_meant_is_said(String line, String message) {
        CommandRun run = CommandRun.of((Object[]) line.split(" "));

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).startsWith(message + "\nSee 'coppice");
    }

    @Test
    void help_before_a_command_is_its_help() {
        assertThat(CommandRun.of("help", "prune").out())
                .isEqualTo(CommandRun.of("prune", "--help").out());
        assertThat(CommandRun.of("help").out())
                .isEqualTo(CommandRun.of("--help").out());
    }
}
