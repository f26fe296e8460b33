package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.CommandRun;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.layout.DataFolder;
import dev.coppice.models.kit.Layouts;
import dev.coppice.models.kit.NotedTurn;
import dev.coppice.models.kit.TinyTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DataCommandTest {
    private static final TinyTask TASK = new TinyTask(5);

    @TempDir
    private Path folder;

    static List<String> layouts() {
        return Layouts.names();
    }

    @Test
    void says_what_became_of_photographs_that_note_a_turn() throws IOException {
        Layouts.write("coppice", TASK, folder);
        Path image = folder.resolve("images/val/p0.png");
        Files.write(image, NotedTurn.png(Files.readAllBytes(image), 3));

        CommandRun run = CommandRun.of("data", folder, "--json");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .containsOnlyOnce("1 picture notes in EXIF how to turn it: turned, as viewers and labelling tools do;"
                        + " the size of the labels does not tell.");
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void shows_every_layout_and_what_it_writes_gives_the_same_data(String layout) {
        Layouts.write(layout, TASK, folder);
        Dataset before = DataFolder.open(folder);

        CommandRun run = CommandRun.of("data", folder);

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains(": 2 classes, layout " + layout.split(" ", -1)[0])
                .containsPattern("train +5  16×16 \\(5\\)")
                .containsPattern("background +8[0-9.]+ %")
                .containsPattern("\\(no class\\) +12.11 %");
        assertThat(folder.resolve("dataset.json")).exists();
        Dataset after = DataFolder.open(folder);
        assertThat(after.classes()).isEqualTo(before.classes());
        assertThat(after.names("val")).isEqualTo(before.names("val"));
        for (String name : before.names("val")) {
            assertThat(after.sample("val", name)).isEqualTo(before.sample("val", name));
        }
    }

    @Test
    void prints_nothing_but_json_if_asked_to() {
        Layouts.write("voc", TASK, folder);

        CommandRun run = CommandRun.of("data", folder, "--json");

        assertThat(run.json().path("layout").asText()).isEqualTo("voc");
        assertThat(run.json().at("/splits/1/images").asInt()).isEqualTo(5);
        assertThat(run.json().at("/splits/0/pixels/square").asLong()).isEqualTo(5 * 36);
        assertThat(run.json().at("/splits/0/sizes/16×16").asInt()).isEqualTo(5);
        assertThat(run.json().path("confirm").isNull()).isTrue();
    }

    @Test
    void colours_without_names_are_described_for_a_person_to_name() throws IOException {
        Layouts.write("folders with colours", TASK, folder);
        Files.delete(folder.resolve("class_dict.csv"));

        CommandRun run = CommandRun.of("data", folder);

        assertThat(run.out())
                .contains("To confirm: Nothing names the classes")
                .contains("written  " + folder.resolve("dataset.json") + "; correct the names");
        assertThat(DataFolder.open(folder).classes()).contains("colour #804080");
    }

    @Test
    void splits_are_drawn_by_a_seed_and_stay_so() {
        Layouts.write("voc", TASK, folder);

        CommandRun run = CommandRun.of("data", folder, "--split-seed", 3, "--split-shares", "train=0.6,val=0.4");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(DataFolder.open(folder).names("train")).hasSize(6);
        assertThat(DataFolder.open(folder).names("val")).hasSize(4);
        refused("exists. Use --overwrite to draw", "data", folder, "--split-seed", 4);
    }

    @Test
    void names_all_that_is_wrong_and_goes_on() throws IOException {
        Layouts.write("voc", TASK, folder);
        Files.writeString(folder.resolve("SegmentationClass/val_p1.png"), "torn");
        Files.delete(folder.resolve("JPEGImages/train_p2.png"));

        CommandRun run = CommandRun.of("data", folder);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.out())
                .contains("'train_p2' has no picture")
                .contains("Wrong in val: Cannot read picture '" + folder.resolve("SegmentationClass/val_p1.png"));
    }

    @Test
    void a_folder_that_cannot_be_written_is_shown_all_the_same() throws IOException {
        Layouts.write("voc", TASK, folder);
        Files.createDirectory(folder.resolve(".dataset.json.lock"));

        CommandRun run = CommandRun.of("data", folder);

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("layout voc").doesNotContain("written");
        assertThat(run.err()).contains("No dataset.json is written. Cannot write to the output folder");
    }

    @Test
    void draws_samples_with_their_labels() {
        Layouts.write("lists", TASK, folder);
        Path picture = folder.resolve("samples.png");

        assertThat(CommandRun.of("data", folder, "--samples", picture).out()).contains("samples  " + picture);
        assertThat(picture).exists();
        refused("Use --overwrite", "data", folder, "--samples", picture);
    }

    @Test
    void wrong_options_are_refused() {
        Layouts.write("lists", TASK, folder);

        refused("--images is 0", "data", folder, "--images", 0);
        refused("--split-shares is given without --split-seed", "data", folder, "--split-shares", "train=1");
        refused("whose sum is 1", "data", folder, "--split-seed", 1, "--split-shares", "train=0.4");
        refused("does not exist", "data", folder.resolve("nowhere"));
    }

    private static void refused(String message, Object... args) {
        CommandRun run = CommandRun.of(args);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).contains(message);
    }
}
