package dev.coppice.export.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {
    @TempDir
    Path folder;

    @Test
    void names_the_processor_as_linux_lists_it() throws IOException {
        Path list = Files.writeString(
                folder.resolve("cpuinfo"),
                "processor\t: 0\nmodel\t\t: 2\nmodel name\t: AMD EPYC 9654 \nflags\t: avx\n");

        assertThat(Platform.fromCpuInfo(list)).contains("AMD EPYC 9654");
    }

    @Test
    void names_something_where_there_is_no_list() throws IOException {
        Path nameless = Files.writeString(folder.resolve("cpuinfo"), "processor : 0\nFeatures : fp asimd\n");

        assertThat(Platform.fromCpuInfo(nameless)).isEmpty();
        assertThat(Platform.fromCpuInfo(folder.resolve("missing"))).isEmpty();
        assertThat(Platform.processor()).isNotBlank();
    }

    @Test
    void names_the_runtime_with_its_version() {
        assertThat(Platform.runtime()).matches("ONNX Runtime \\d+\\.\\d+\\.\\d+.*");
    }
}
