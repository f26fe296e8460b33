package dev.coppice.eval.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    @TempDir
    private Path here;

    private static Path refused() {
        throw new InvalidInputException("The budget cannot be met.");
    }

    private static Supplier<Path> writing(Path file) {
        return () -> {
            try {
                return Files.writeString(file, "figures");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    @Test
    void what_is_refused_leaves_no_folders_behind() {
        Outputs outputs = Outputs.in(here.resolve("new/deeper"), "report.json");

        assertThatThrownBy(() -> OutputFolder.during(outputs, false, OutputFolderTest::refused))
                .isInstanceOf(InvalidInputException.class);

        assertThat(here).isEmptyDirectory();
    }

    @Test
    void a_folder_that_was_there_or_holds_results_stays() {
        Outputs outputs = Outputs.in(here.resolve("new"), "report.json");

        assertThatThrownBy(() -> OutputFolder.during(Outputs.in(here, "report.json"), false, OutputFolderTest::refused))
                .isInstanceOf(InvalidInputException.class);
        OutputFolder.during(outputs, false, writing(here.resolve("new/report.json")));
        assertThatThrownBy(() -> OutputFolder.during(outputs, true, OutputFolderTest::refused))
                .isInstanceOf(InvalidInputException.class);

        assertThat(here.resolve("new")).isDirectoryContaining("glob:**report.json");
    }
}
