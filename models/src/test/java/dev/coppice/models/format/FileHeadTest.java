package dev.coppice.models.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHeadTest {
    @TempDir
    private Path folder;

    @Test
    void finds_entries_at_the_end_of_a_large_archive() throws IOException {
        Path file = folder.resolve("large.zip");
        byte[] noise = new byte[200_000];
        new Random(1).nextBytes(noise);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : new String[] {"first", "middle.bin", "last"}) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(noise);
            }
        }

        assertThat(FileHead.of(file).zipHolds("middle.bin")).isTrue();
        assertThat(FileHead.of(Files.readAllBytes(file)).zipHolds("middle.bin")).isTrue();
        assertThat(FileHead.of(file).zipHolds("other.bin")).isFalse();
    }

    @Test
    void tells_the_version_of_onnx_from_the_root_of_a_flat_buffer() {
        assertThat(FileHead.of(new byte[] {8, 10, 0x12}).startsWithVersion()).isTrue();
        assertThat(FileHead.of(new byte[] {8, 1, 0, 0}).startsWithVersion()).isFalse();
        assertThat(FileHead.of(new byte[] {8, 10}).startsWithVersion()).isFalse();
    }

    @Test
    void a_file_that_is_not_there_has_an_empty_head() {
        assertThat(FileHead.of(folder.resolve("none")).text()).isEmpty();
        assertThat(FileHead.of(folder).text()).isEmpty();
    }
}
