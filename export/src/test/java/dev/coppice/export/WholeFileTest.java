package dev.coppice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @Test
    void takes_the_place_of_an_older_file_and_leaves_nothing_beside(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("report.md");
        Files.writeString(file, "old and longer");

        WholeFile.write(file, "new");

        assertThat(file).hasContent("new");
        assertThat(folder.toFile().list()).containsExactly("report.md");
    }

    @Test
    void names_the_file_that_cannot_be_written(@TempDir Path folder) throws Exception {
        Path file = Files.createDirectories(folder.resolve("taken/by/a/folder"));
        Files.writeString(file.resolve("occupant"), "x");

        assertThatThrownBy(() -> WholeFile.write(file, "new"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Cannot write '" + file + "'");
        assertThat(file.resolveSibling("").toFile().list()).containsExactly("folder");
    }
}
