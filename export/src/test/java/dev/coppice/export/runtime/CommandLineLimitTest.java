package dev.coppice.export.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineLimitTest {
    @Test
    void a_command_line_that_would_crash_onnx_runtime_is_refused(@TempDir Path folder) throws Exception {
        Path tooLong = Files.write(folder.resolve("cmdline"), new byte[5000]);

        assertThatThrownBy(() -> CommandLineLimit.check(tooLong))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a command line of 5000 bytes")
                .hasMessageContaining("CLASSPATH");
    }

    @Test
    void short_ones_and_systems_without_proc_pass(@TempDir Path folder) throws Exception {
        Path usual = Files.write(folder.resolve("cmdline"), new byte[500]);

        assertThatCode(() -> CommandLineLimit.check(usual)).doesNotThrowAnyException();
        assertThatCode(() -> CommandLineLimit.check(folder.resolve("none"))).doesNotThrowAnyException();
        assertThatCode(CommandLineLimit::check).doesNotThrowAnyException();
    }
}
