package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that reads images refuses wrong ones before it starts; {@code evaluate} stands for them. */
class WrongDataTest {
    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void write_toys() throws IOException {
        model = Toys.model(folder);
        data = Toys.data(folder);
    }

    @Test
    void a_folder_that_does_not_exist() {
        Path missing = folder.resolve("nix");

        CommandRun run = CommandRun.of("evaluate", model, "--data", missing);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).startsWith("Data set folder '" + missing + "' does not exist.");
    }

    @Test
    void a_split_that_does_not_exist() {
        CommandRun run = CommandRun.of("evaluate", model, "--data", data, "--split", "test");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).isEqualTo("Data set '" + data + "' has no split 'test'. Its splits are [train, val].\n");
    }

    @Test
    void a_split_without_images() throws IOException {
        Files.createDirectories(data.resolve("images/test"));

        CommandRun run = CommandRun.of("evaluate", model, "--data", data, "--split", "test");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).startsWith("Split 'test' has no images: '" + data.resolve("images/test") + "' holds no");
    }

    @Test
    void image_and_label_of_different_sizes() throws IOException {
        Pictures.writeLabels(label("p0"), LabelMap.of(Toys.W, 4, new byte[4 * Toys.W]));

        assertRefused("Image '" + image("p0") + "' is 24×16 pixels (width×height), but its label '" + label("p0")
                + "' is 24×4. Bring both to one size, the label without interpolation.");
    }

    @Test
    void label_values_outside_the_classes() throws IOException {
        byte[] values = new byte[Toys.H * Toys.W];
        values[7] = 2;
        Pictures.writeLabels(label("p0"), LabelMap.of(Toys.W, Toys.H, values));

        assertRefused("labels have values outside the classes (0…1 and ignore = 255):"
                + " value 2 at 1 pixels of 1 of 2 images; the first is '" + label("p0") + "'. One value can be ignored"
                + " (\"ignore\" in dataset.json); correct the labels, or the classes in dataset.json.");
    }

    @Test
    void void_pixels_that_nobody_named_are_counted_and_the_line_to_add_is_given() throws IOException {
        Files.writeString(data.resolve("dataset.json"), "{\"name\": \"toys\", \"classes\": [\"dark\", \"light\"]}");
        byte[] values = new byte[Toys.H * Toys.W];
        values[7] = (byte) 255;
        Pictures.writeLabels(label("p0"), LabelMap.of(Toys.W, Toys.H, values));
        values[8] = (byte) 255;
        Pictures.writeLabels(label("p1"), LabelMap.of(Toys.W, Toys.H, values));

        assertRefused(
                "labels have values outside the classes (0…1): value 255 at 3 pixels of 2 of 2 images; the first is '"
                        + label("p0")
                        + "'. If they are pixels without a class, put \"ignore\": 255 into dataset.json; otherwise"
                        + " correct the labels, or the classes in dataset.json.");
    }

    @Test
    void a_picture_that_cannot_be_read() throws IOException {
        byte[] whole = Files.readAllBytes(image("p0"));
        Files.write(image("p0"), Arrays.copyOf(whole, whole.length / 2));

        assertRefused("Cannot read picture '" + image("p0") + "': ");
    }

    @Test
    void everything_wrong_with_a_split_is_told_at_once() throws IOException {
        Files.writeString(image("p0"), "no picture");
        Files.writeString(image("p1"), "no picture");

        CommandRun run = CommandRun.of("evaluate", model, "--data", data);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .startsWith("Split 'val' of data set 'toys' cannot be used:\n")
                .contains("  - Cannot read picture '" + image("p0"), "  - Cannot read picture '" + image("p1"));
    }

    private Path image(String name) {
        return data.resolve("images/val/" + name + ".png");
    }

    private Path label(String name) {
        return data.resolve("labels/val/" + name + ".png");
    }

    private void assertRefused(String message) {
        CommandRun run = CommandRun.of("evaluate", model, "--data", data);

        assertThat(run.err()).startsWith("Split 'val' of data set 'toys' cannot be used: " + message);
        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.out()).isEmpty();
    }
}
