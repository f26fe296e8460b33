package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.compress.plan.CostShare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole flow on toys, and what is found out before it starts. */
class CompressCommandTest {
    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path data = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void write_toys() throws IOException {
        model = Toys.model(folder);
        data = Toys.data(folder);
        out = folder.resolve("out");
    }

    @Test
    void writes_a_smaller_model_and_its_proof() throws IOException {
        CommandRun run = compress("--prune", "0.5", "--truncate", "1/2", "--epochs", "2", "--batch", "2");

        assertThat(run.err()).doesNotContain("Internal error");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .startsWith("toy on toys/val, 2 images\n")
                .containsPattern("(?m)^original +175\\.10 k +100\\.0 % ")
                .containsPattern("(?m)^rewritten ")
                .containsPattern("(?m)^retrained ")
                .contains("model     " + out.resolve("model.onnx") + ", card model.json");
        assertThat(out.toFile().list())
                .containsExactlyInAnyOrder(
                        "model.onnx",
                        "model.json",
                        "plan.json",
                        "report.html",
                        "report.json",
                        "report.md",
                        "report.nodes.json",
                        "examples.png");
        JsonNode report = new JsonMapper().readTree(out.resolve("report.json").toFile());
        assertThat(report.at("/retrained/macs").asLong())
                .isLessThan(report.at("/original/macs").asLong() / 2);
        assertThat(report.path("command").asText())
                .startsWith("./coppice compress ")
                .contains(" --prune 0.5 ");
        assertThat(CommandRun.of("evaluate", out.resolve("model.onnx"), "--data", data, "--json")
                        .json()
                        .path("mIoU")
                        .asDouble())
                .isEqualTo(report.at("/retrained/mIoU").asDouble());
    }

    @Test
    void a_loss_is_a_drop_above_zero_wherever_it_is_told() throws IOException {
        CommandRun run = compress("--prune", "0.85", "--truncate", "1/2", "--epochs", "0");

        JsonNode report = new JsonMapper().readTree(out.resolve("report.json").toFile());
        double drop = report.at("/original/mIoU").asDouble()
                - report.at("/retrained/mIoU").asDouble();
        assertThat(drop).isGreaterThan(0.01);
        assertThat(report.at("/retrained/drop").asDouble()).isEqualTo(drop);
        String points = String.format(Locale.ROOT, "%.2f", 100 * drop);
        assertThat(run.out()).containsPattern("(?m)^as written .* " + points + "$");
        assertThat(out.resolve("report.md")).content().contains("(drop " + points + " points)");
    }

    @Test
    void prints_the_report_itself_as_json() throws IOException {
        CommandRun run = compress("--prune", "0.25", "--round", "1", "--epochs", "0", "--json");

        JsonNode report = new JsonMapper().readTree(out.resolve("report.json").toFile());
        assertThat(run.json()).isEqualTo(report);
        for (String field : new String[] {"tool", "seed", "plan", "parity", "declined"}) {
            assertThat(report.has(field)).as(field).isTrue();
        }
        for (String network : new String[] {"original", "rewritten", "retrained"}) {
            for (String figure : new String[] {"macs", "parameters", "bytes", "mIoU", "pixelAccuracy", "perClassIoU"}) {
                assertThat(report.path(network).has(figure))
                        .as(network + "." + figure)
                        .isTrue();
            }
            assertThat(report.at("/" + network + "/latencyMs/oneThread/median").isNumber())
                    .isTrue();
        }
    }

    @Test
    void nothing_to_cut_is_refused_with_the_options_to_cut_with() {
        CommandRun run = compress("--prune", "none");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .isEqualTo("Wrong options: nothing is to be cut: give --max-drop, --budget, --prune, --macs or"
                        + " --parameters, or --truncate (train trains a network as it is)\n");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--prune 0",
                "--prune 0.01",
                "--macs 1",
                "--truncate 1/1",
                "--prune 0.5 --ignore *",
                "--prune 0.5 --max-ratio 0",
                "--prune 0.5 --pin *=0",
                "--prune 0.5 --round 64"
            })
    void settings_under_which_nothing_is_cut_are_refused_before_any_training(String options) {
        CommandRun run = compress(options.split(" "));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains("\n  - ", "--prune, --macs, --parameters, --truncate")
                .doesNotContain("Training", "Internal error");
        assertThat(out.resolve("model.onnx")).doesNotExist();
    }

    @Test
    void every_option_that_is_wrong_is_named_before_anything_is_read() {
        CommandRun run = CommandRun.of(
                "compress",
                "nix.onnx",
                "--data",
                "nix",
                "--out",
                out,
                "--prune",
                "1",
                "--epochs",
                "-1",
                "--truncate",
                "3/2",
                "--round",
                "0",
                "--batch",
                "0",
                "--learning-rate",
                "0",
                "--distill",
                "2",
                "--scope",
                "galaxy",
                "--criterion",
                "l3",
                "--resampling",
                "magic",
                "--teacher",
                "nobody.onnx");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .startsWith("Wrong options:\n")
                .contains(
                        "  - Pruning ratio 1.0 is not in [0, 1).",
                        "  - The number of epochs is -1, expected at least 0 (0 trains nothing).",
                        "  - Grid 3/2 is not in (0, 1].",
                        "  - --round is 0, expected at least 1",
                        "  - The number of batch is 0, expected at least 1.",
                        "  - The learning rate is 0.0, expected a finite number above 0.",
                        "  - The distillation weight is 2.0, expected a number in [0, 1].",
                        "  - --teacher is given without --distill, expected a weight above 0",
                        "  - Scope 'galaxy' is unknown. Give layer, global or cost.",
                        "  - Criterion 'l3' is unknown. Give one of l1, l2, bn-scale, fpgm, lamp, random, or on data ",
                        "  - Resampling 'magic' is unknown. Give one of area, dct, dft, bilinear,"
                                + " bilinear-align-corners.");
        assertThat(out).doesNotExist();
    }

    @Test
    void cuts_in_iterations_after_training_for_sparsity() throws IOException {
        CommandRun run = compress(
                "--macs",
                "40%",
                "--round",
                "1",
                "--iterations",
                "2",
                "--before-cut",
                "group-lasso",
                "--before-epochs",
                "1",
                "--strength",
                "0.5",
                "--epochs",
                "2",
                "--batch",
                "2");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode report = new JsonMapper().readTree(out.resolve("report.json").toFile());
        assertThat(report.at("/retrained/macs").asDouble()
                        / report.at("/original/macs").asDouble())
                .isCloseTo(0.4, within(CostShare.TOLERANCE));
        assertThat(report.at("/training/steps").asInt()).isEqualTo(6);
    }

    @Test
    void a_schedule_that_makes_no_sense_is_refused() {
        assertRefused("--strength is given, but soft pruning has none", "--before-cut", "soft", "--strength", "1");
        assertRefused(
                "--before-epochs or --strength is given without --before-cut, expected soft, slimming or group-lasso",
                "--before-epochs",
                "2");
        assertRefused("The number of iterations is 0, expected at least 1", "--iterations", "0");
        assertRefused(
                "No channels are to be cut, so there is nothing to cut in 2 iterations",
                "--iterations",
                "2",
                "--truncate",
                "1/2");
        assertRefused(
                "Network 'toy' has no batch normalisation whose scales slimming could shrink. Take group-lasso.",
                "--prune",
                "0.5",
                "--before-cut",
                "slimming");
    }

    @Test
    void a_ratio_below_zero_is_refused() {
        assertRefused("Wrong options: Pruning ratio -0.1 is not in [0, 1).", "--prune", "-0.1");
    }

    @Test
    void a_truncation_that_catches_nothing_is_refused() {
        assertRefused(
                "Truncation from 'logits' catches nothing: no node of network 'toy' reads it."
                        + " Give --truncate-from all or the name of a tensor further up.",
                "--truncate",
                "1/2",
                "--truncate-from",
                "logits");
    }

    @Test
    void a_region_that_does_not_exist_is_refused_with_the_nearest_names() {
        assertRefused(
                "Truncation region 'enc3' is neither decoder nor all, and network 'toy' has no tensor of that name.",
                "--truncate",
                "1/2",
                "--truncate-from",
                "enc3");
    }

    @Test
    void a_region_that_does_not_exist_is_no_candidate_to_pass_over() {
        assertRefused(
                "Truncation region 'enc3' is neither decoder nor all, and network 'toy' has no tensor of that name.",
                "--truncate",
                "auto",
                "--truncate-from",
                "all,enc3");
    }

    @Test
    void weights_are_chosen_on_pictures_that_are_held_out_and_both_are_told() throws IOException {
        CommandRun run = compress("--prune", "0.5", "--epochs", "2", "--batch", "2", "--holdout", "25%");

        String sentence =
                "The best weights were chosen on split 'held-out' (1 picture) and accuracy is measured on other"
                        + " pictures, split 'val' (2).";
        assertThat(run.err()).doesNotContain("Internal error");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains(sentence);
        assertThat(out.resolve("report.md")).content().contains(sentence);
        JsonNode report = new JsonMapper().readTree(out.resolve("report.json").toFile());
        assertThat(report.at("/training/selection/images").asInt()).isEqualTo(1);
        assertThat(report.at("/training/selection/samePictures").asBoolean(true))
                .isFalse();
    }

    @ParameterizedTest(name = "--holdout {0}")
    @ValueSource(strings = {"0", "0%", "100%", "1", "-0.1", "250%"})
    void a_holdout_of_nothing_or_everything_is_refused(String share) {
        assertRefused(
                "Wrong options: --holdout is '" + share + "', expected more than 0 and less than 100%, such as 10%",
                "--prune",
                "0.5",
                "--holdout",
                share);
    }

    @Test
    void pictures_that_cannot_choose_are_refused() {
        assertRefused(
                "Holding out 10 % of the 4 pictures of 'toys/train' leaves 4 to train on and 0 to choose weights on,"
                        + " expected at least 1 of each.",
                "--prune", "0.5", "--holdout", "10%");
        assertRefused("has no split 'test'. Its splits are [train, val].", "--prune", "0.5", "--select-on", "test");
        assertRefused("Weights are to be chosen on split 'train'", "--prune", "0.5", "--select-on", "train");
        assertRefused(
                "--select-on and --holdout are both given, expected one of them",
                "--prune",
                "0.5",
                "--select-on",
                "val",
                "--holdout",
                "25%");
    }

    @Test
    void options_of_another_truncation_are_refused() {
        assertRefused(
                "Wrong options: --truncate-drop or --predict-images is given without --truncate auto",
                "--truncate",
                "1/2",
                "--truncate-drop",
                "0.5");
        assertRefused(
                "Wrong options: --cutoff-penalty, --cutoff-epochs or --cutoff-steps is given without --truncate learned",
                "--truncate",
                "1/2",
                "--cutoff-penalty",
                "2");
    }

    @Test
    void a_folder_that_cannot_be_made_is_refused() throws IOException {
        out = Files.writeString(folder.resolve("file"), "in the way").resolve("out");

        assertRefused("Cannot write to the output folder '" + out + "': ", "--prune", "0.5");
    }

    @Test
    void class_weights_of_no_class_are_found_before_the_work() {
        assertRefused("'moon' is no class of the data ", "--prune", "0.5", "--class-weights", "moon=2");
    }

    @Test
    void a_training_picture_that_cannot_be_read_is_found_before_the_work() throws IOException {
        Files.writeString(data.resolve("images/train/p2.png"), "no picture");

        assertRefused("Split 'train' of data set 'toys' cannot be used: Cannot read picture ", "--prune", "0.5");
    }

    /** Whatever is written to /dev/full meets a full disk; the names are those that files carry until they are whole. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no /dev/full")
    void a_disk_that_fills_up_leaves_no_file_under_a_final_name() throws IOException {
        for (String name : new String[] {"model.onnx", "report.json"}) {
            out = Files.createDirectories(folder.resolve("full-" + name));
            Files.createSymbolicLink(out.resolve("." + name + ".part"), Path.of("/dev/full"));

            CommandRun run = compress("--prune", "0.5", "--epochs", "0");

            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(run.err())
                    .contains("Cannot write '" + out.resolve(name) + "': no space left on device.")
                    .doesNotContain("Internal error");
            assertThat(out.resolve(name)).doesNotExist();
            assertThat(out.resolve("." + name + ".part")).doesNotExist();
        }
    }

    private CommandRun compress(String... options) {
        Object[] args = new Object[options.length + 6];
        args[0] = "compress";
        args[1] = model;
        args[2] = "--data";
        args[3] = data;
        args[4] = "--out";
        args[5] = out;
        System.arraycopy(options, 0, args, 6, options.length);
        return CommandRun.of(args);
    }

    private void assertRefused(String message, String... options) {
        CommandRun run = compress(options);

        assertThat(run.err()).contains(message).doesNotContain("Internal error");
        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(Files.exists(out.resolve("model.onnx"))).isFalse();
    }
}
