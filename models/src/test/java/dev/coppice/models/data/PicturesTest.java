package dev.coppice.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
    private static final RgbImage DOT = RgbImage.of(1, 1, new int[] {0x123456});

    @Test
    void writes_what_it_reads(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("dot.png");

        Pictures.write(file, DOT);

        assertThat(PictureReader.image(file)).isEqualTo(DOT);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void leaves_nothing_behind_where_it_cannot_write(@TempDir Path folder) throws IOException {
        Path occupied = folder.resolve("taken.png");
        Files.createDirectories(occupied.resolve("inside"));

        assertThatThrownBy(() -> Pictures.write(occupied, DOT)).isInstanceOf(IOException.class);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(occupied);
        }
    }

    @Test
    void a_grid_lays_pictures_out_on_paper() {
        RgbImage grid = Pictures.grid(List.of(List.of(DOT, DOT), List.of(DOT)), 2);

        assertThat(grid.width()).isEqualTo(8);
        assertThat(grid.height()).isEqualTo(8);
        assertThat(grid.pixel(2, 2)).isEqualTo(0x123456);
        assertThat(grid.pixel(5, 2)).isEqualTo(0x123456);
        assertThat(grid.pixel(5, 5)).isEqualTo(0xFFFFFF);
    }

    @Test
    void every_class_has_a_colour_of_its_own() {
        List<String> classes = Stream.concat(
                        StreetClass.names().stream(), Stream.of("fence", "lorry", "bridge", "tunnel", "animal"))
                .toList();
        Palette palette = Palette.of(classes);

        assertThat(Stream.iterate(0, i -> i + 1).limit(classes.size()).map(palette::colour))
                .doesNotHaveDuplicates();
        assertThat(palette.colour(255)).isEqualTo(Palette.IGNORED);
    }

    @Test
    void resizing_keeps_a_constant() {
        RgbImage flat = RgbImage.of(2, 2, new int[] {7, 7, 7, 7});

        assertThat(flat.resized(5, 3))
                .isEqualTo(RgbImage.of(5, 3, new int[] {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7}));
    }
}
