package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Pictures;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.network.CardFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
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
    void prints_accuracy_for_people() {
        CommandRun run = CommandRun.of("evaluate", model, "--data", data);

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .startsWith("toy on toys/val, 2 images\n\nmIoU            1.0000\npixel accuracy  1.0000\n"
                        + "Dice            1.0000\n\nclass     IoU\ndark   1.0000\nlight  1.0000");
    }

    @Test
    void prints_nothing_but_json_if_asked_to() {
        CommandRun run = CommandRun.of("evaluate", model, "--data", data, "--split", "train", "--json");

        assertThat(run.json().path("mIoU").asDouble()).isEqualTo(1);
        assertThat(run.json().path("images").asInt()).isEqualTo(4);
        assertThat(run.json().path("split").asText()).isEqualTo("train");
        assertThat(run.json().at("/perClassIoU/light").asDouble()).isEqualTo(1);
    }

    @Test
    void measures_the_bundled_network_by_its_name() {
        CommandRun run = CommandRun.of("evaluate", "street-unet", "--data", "street-scenes");

        assertThat(run.out()).contains("mIoU            0.6924");
    }

    @Test
    void options_stand_in_for_a_card() throws IOException {
        Files.delete(CardFile.beside(model));

        CommandRun run = CommandRun.of(
                "evaluate",
                model,
                "--data",
                data,
                "--mean",
                "128,128,128",
                "--std",
                "64,64,64",
                "--classes",
                "dark,light");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("mIoU            1.0000");
    }

    @Test
    void options_override_a_card() {
        CommandRun run = CommandRun.of("evaluate", model, "--data", data, "--classes", "light,dark");

        assertThat(run.out()).contains("mIoU            0.0000");
    }

    @Test
    void all_options_that_lack_are_named_at_once() throws IOException {
        Files.delete(CardFile.beside(model));

        CommandRun run = CommandRun.of("evaluate", model, "--data", data, "--mean", "128,128,128");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .isEqualTo("There is no network card, and the options for " + model
                        + " lack --std, --classes. Give them, or a card with --card.\n");
    }

    @Test
    void a_model_without_any_card_is_refused() throws IOException {
        Files.delete(CardFile.beside(model));

        CommandRun run = CommandRun.of("evaluate", model, "--data", data);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .startsWith("Model '" + model + "' has no network card: neither a file ")
                .contains("Put one there, or give --mean, --std, --classes; and --order BGR");
    }

    @Test
    void a_class_of_the_data_that_the_network_lacks_is_refused() {
        CommandRun run = CommandRun.of("evaluate", model, "--data", data, "--classes", "dark,bright");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).startsWith("Network 'toy' lacks 1 of the data's classes: [light].");
    }

    @Test
    void normalisation_in_units_of_0_to_1_is_refused_with_the_values_meant() {
        CommandRun run =
                CommandRun.of("evaluate", model, "--data", data, "--mean", "0.5,0.5,0.5", "--std", "0.25,0.25,0.25");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .startsWith("--mean and std are those of pixels in 0…1, but pixels are taken in 0…255: give mean"
                        + " 127.5,127.5,127.5 and std 63.75,63.75,63.75, or say");
    }

    @Test
    void half_of_a_normalisation_in_units_is_refused_too() {
        CommandRun run = CommandRun.of("evaluate", model, "--data", data, "--mean", "0.5,0.5,0.5");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).contains("give mean 127.5,127.5,127.5, or say");
    }

    @Test
    void normalisation_in_units_of_0_to_1_is_taken_where_an_option_says_so() {
        CommandRun run = CommandRun.of(
                "evaluate",
                model,
                "--data",
                data,
                "--mean",
                "0.5,0.5,0.5",
                "--std",
                "0.25,0.25,0.25",
                "--pixels",
                "0..1");

        assertThat(run.out()).contains("mIoU            1.0000");
    }

    @Test
    void says_how_many_pictures_are_resized_and_how_they_are_scored() throws IOException {
        int[] grey = new int[4 * Toys.H * Toys.W];
        Pictures.write(data.resolve("images/val/p0.png"), RgbImage.of(2 * Toys.W, 2 * Toys.H, grey));
        Pictures.writeLabels(
                data.resolve("labels/val/p0.png"), LabelMap.of(2 * Toys.W, 2 * Toys.H, new byte[grey.length]));

        CommandRun run = CommandRun.of("evaluate", model, "--data", data);

        assertThat(run.out())
                .contains(
                        "\n1 of 2 pictures of split 'val' are not 16×24 (height×width) but 32×48 (1): they are resized to"
                                + " what the network takes, and scored at the size of their labels.");
    }
}
