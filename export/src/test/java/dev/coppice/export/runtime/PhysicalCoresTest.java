package dev.coppice.export.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhysicalCoresTest {
    @TempDir
    Path folder;

    @Test
    void counts_hyper_threads_once() throws IOException {
        Path list = Files.writeString(
                folder.resolve("cpuinfo"),
                cpu(0, 0, 0) + cpu(1, 0, 1) + cpu(2, 0, 0) + cpu(3, 0, 1) + cpu(4, 1, 0) + cpu(5, 1, 0));

        assertThat(PhysicalCores.fromCpuInfo(list, 99)).isEqualTo(3);
    }

    @Test
    void believes_the_runtime_where_there_is_no_list() throws IOException {
        Path empty = Files.writeString(folder.resolve("cpuinfo"), "processor : 0\n");

        assertThat(PhysicalCores.fromCpuInfo(empty, 4)).isEqualTo(4);
        assertThat(PhysicalCores.fromCpuInfo(folder.resolve("missing"), 4)).isEqualTo(4);
        assertThat(PhysicalCores.count()).isPositive();
    }

    private static String cpu(int processor, int socket, int core) {
        return "processor\t: " + processor + "\nphysical id\t: " + socket + "\ncore id\t\t: " + core + "\n\n";
    }
}
