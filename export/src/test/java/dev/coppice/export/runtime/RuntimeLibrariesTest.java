package dev.coppice.export.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RuntimeLibrariesTest {
    @Test
    void are_unpacked_into_one_folder_that_stays() {
        RuntimeLibraries.prepare();
        String first = System.getProperty("onnxruntime.native.path");

        RuntimeLibraries.prepare();

        assertThat(System.getProperty("onnxruntime.native.path")).isEqualTo(first);
        assertThat(Path.of(first).resolve(System.mapLibraryName("onnxruntime"))).isNotEmptyFile();
        assertThat(Path.of(first)).isDirectoryNotContaining("glob:**.part");
    }
}
